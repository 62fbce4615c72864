# A Python from 3.11 to 3.13: the first one found, or the one you name (make PYTHON=...).
PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11; do \
	$$p -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 14))' 2>/dev/null && echo $$p && break; done)
COMPILE = uv pip compile --universal --no-strip-extras --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --quiet
RUN = .venv/bin/python -m analysis
# a Python and a lock: what it holds, its hashes required; uv takes seconds where pip takes minutes
INSTALL = install() { if command -v uv >/dev/null; then uv pip install --quiet --python $$1 --no-deps --require-hashes -r $$2; \
	else $$1 -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r $$2; fi; }; install

.PHONY: help reproduce test lab figure site pdf collect lock jobspy dask bench architecture coverage mutate provenance sbom audit fuzz clean
help:         ## what can be typed
	@grep -hE '^[a-z]+:.*##' Makefile | sed 's/:.*##/\t/'
reproduce: .venv/made  ## collect, measure, estimate, judge and draw whatever is stale; CORPUS=reference: the synthetic corpus alone
	@$(RUN) reproduce $(if $(CORPUS),--corpus $(CORPUS))
test: .venv/made       ## every check
	@$(RUN) test
lab: .venv/made        ## JupyterLab in the project's environment
	@.venv/bin/jupyter lab --notebook-dir=. notebooks/00_index.ipynb
figure: .venv/made     ## one figure into out/: make figure FIG=fig03
	@test -n "$(FIG)" || { echo "Say which: make figure FIG=fig03"; exit 1; }
	@$(RUN) figure $(FIG)
site: .venv/site       ## site/index.html: article, claims, explorer, notebooks, data; no network
	@$(RUN) site
pdf: .venv/site        ## out/article.pdf
	@$(RUN) pdf
collect: .venv/made    ## fetch the corpora; CORPUS=builtin-2026-02: one of them
	@$(RUN) collect $(CORPUS)
lock:                  ## resolve the locks anew from pyproject.toml (needs uv)
	$(COMPILE) pyproject.toml -o requirements.lock
	$(COMPILE) --extra site -c requirements.lock pyproject.toml -o requirements-site.lock
	$(COMPILE) --extra dask -c requirements.lock pyproject.toml -o requirements-dask.lock
	$(COMPILE) --extra scan -c requirements.lock pyproject.toml -o requirements-scan.lock
	$(COMPILE) --extra checks -c requirements.lock pyproject.toml -o requirements-checks.lock
	$(COMPILE) --group release -o requirements-release.lock
	$(COMPILE) --group fuzz -o requirements-fuzz.lock
jobspy: .venv/made     ## add what `scan jobspy` needs to the environment
	@$(INSTALL) .venv/bin/python requirements-scan.lock
dask: .venv/made       ## add what `measure --engine dask` needs to the environment
	@$(INSTALL) .venv/bin/python requirements-dask.lock
bench: .venv/made      ## what measuring many postings costs, as a table and a figure (minutes; ROWS="10000 100000 1000000" for more)
	@.venv/bin/python -m benchmarks.scale --figure $(ROWS)
provenance: .venv/made .tools/made  ## out/ro-crate-metadata.json with the commit; every result held to its hash, the crate to its specification
	@$(RUN) provenance
	@.tools/bin/python release/validate_crate.py .
sbom: .tools/made      ## out/sbom.json: every locked package of every lock, as CycloneDX
	@.tools/bin/python release/sbom.py out/sbom.json
audit: .tools/made     ## known faults of the locked packages; asks a database over the network
	@.tools/bin/python release/audit.py
fuzz: .venv/made       ## look for inputs that break reading and measuring: make fuzz SECONDS=60 (Python 3.12 or 3.13)
	@.venv/bin/python -c "import sys; sys.exit(sys.version_info < (3, 12))" \
	|| { echo "The fuzzer has no wheel for this Python: make clean, then make fuzz PYTHON=python3.12"; exit 1; }
	@$(INSTALL) .venv/bin/python requirements-fuzz.lock
	@.venv/bin/python -m fuzz.run $(or $(SECONDS),60)
architecture: .venv/made  ## draw the picture in docs/architecture.md anew from the code
	@.venv/bin/python -m analysis.pipeline.architecture
coverage: .venv/checks ## branches of analysis/ that no test takes (half an hour)
	@.venv/bin/python -m pytest -q -n 2 --dist loadgroup --cov --cov-report=
	@NUMBA_DISABLE_JIT=1 .venv/bin/python -m pytest -q -n 2 --dist loadgroup tests/signals tests/corpora/test_shingles.py --cov --cov-append --cov-report=
	@ANALYSIS_OUT=out/coverage .venv/bin/python -m pytest -q --nbval notebooks --cov=analysis --cov-append --cov-report=term
mutate: .venv/checks   ## mutants of what decides a verdict that no test notices (some hours); ONLY="analysis.claims.*" for some
	@.venv/bin/mutmut run $(ONLY) && .venv/bin/mutmut results
clean:                 ## remove the environment and what was made outside git
	rm -rf .venv .tools out site .pytask pytask.lock mutants .coverage

.venv/made: requirements.lock pyproject.toml
	@test -n "$(PYTHON)" || { echo "No Python 3.11, 3.12 or 3.13 found: install one, or name it: make PYTHON=/path/to/python"; exit 1; }
	$(PYTHON) -m venv --clear .venv
	@echo "Installing the locked packages: some minutes with pip, seconds with uv"
	@$(INSTALL) .venv/bin/python requirements.lock
	@if command -v uv >/dev/null; then uv pip install --quiet --python .venv/bin/python --no-deps --no-build-isolation -e .; \
	else .venv/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .; fi
	@touch $@

.venv/site: .venv/made requirements-site.lock
	@$(INSTALL) .venv/bin/python requirements-site.lock
	@touch $@

.tools/made: requirements-release.lock
	@test -n "$(PYTHON)" || { echo "No Python 3.11, 3.12 or 3.13 found: name it: make PYTHON=/path/to/python"; exit 1; }
	$(PYTHON) -m venv --clear .tools
	@$(INSTALL) .tools/bin/python $<
	@touch $@

.venv/checks: .venv/made requirements-checks.lock
	@$(INSTALL) .venv/bin/python requirements-checks.lock
	@touch $@

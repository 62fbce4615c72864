# A Python from 3.11 to 3.13: the first one found, or the one you name (make PYTHON=...).
PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11; do \
	$$p -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 14))' 2>/dev/null && echo $$p && break; done)
COMPILE = uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --quiet
RUN = .venv/bin/python -m analysis

.PHONY: help reproduce test lab figure site pdf collect lock dask bench provenance sbom audit fuzz clean
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
collect: .venv/made    ## fetch the corpora
	@$(RUN) collect
lock:                  ## resolve the locks anew from pyproject.toml (needs uv)
	$(COMPILE) pyproject.toml -o requirements.lock
	$(COMPILE) --extra site -c requirements.lock pyproject.toml -o requirements-site.lock
	$(COMPILE) --extra dask -c requirements.lock pyproject.toml -o requirements-dask.lock
	$(COMPILE) --group release -o requirements-release.lock
	$(COMPILE) --group fuzz -o requirements-fuzz.lock
dask: .venv/made       ## add what `measure --engine dask` needs to the environment
	@if command -v uv >/dev/null; then \
		uv pip install --quiet --python .venv/bin/python --require-hashes -r requirements-dask.lock; \
	else .venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dask.lock; fi
bench: .venv/made      ## what measuring many postings costs, as a table and a figure (minutes; ROWS="10000 100000 1000000" for more)
	@.venv/bin/python -m benchmarks.scale --figure $(ROWS)
provenance: .venv/made .tools/made  ## out/ro-crate-metadata.json with the commit; every result held to its hash, the crate to its specification
	@$(RUN) provenance
	@.tools/bin/python release/validate_crate.py .
sbom: .tools/made      ## out/sbom.json: every locked package of every lock, as CycloneDX
	@.tools/bin/python release/sbom.py out/sbom.json
audit: .tools/made     ## known faults of the locked packages; asks a database over the network
	@.tools/bin/python release/audit.py
fuzz: .venv/made       ## look for inputs that break reading and measuring: make fuzz SECONDS=60
	@if command -v uv >/dev/null; then \
		uv pip install --quiet --python .venv/bin/python --require-hashes -r requirements-fuzz.lock; \
	else .venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-fuzz.lock; fi
	@.venv/bin/python -m fuzz.run $(or $(SECONDS),60)
clean:                 ## remove the environment and what was made outside git
	rm -rf .venv .tools out site .pytask pytask.lock

.venv/made: requirements.lock pyproject.toml
	@test -n "$(PYTHON)" || { echo "No Python 3.11, 3.12 or 3.13 found: install one, or name it: make PYTHON=/path/to/python"; exit 1; }
	$(PYTHON) -m venv --clear .venv
	@echo "Installing the locked packages: some minutes with pip, seconds with uv"
	@if command -v uv >/dev/null; then \
		uv pip install --quiet --python .venv/bin/python --require-hashes -r requirements.lock && \
		uv pip install --quiet --python .venv/bin/python --no-deps --no-build-isolation -e .; \
	else \
		.venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock && \
		.venv/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .; \
	fi
	@touch $@

.venv/site: .venv/made requirements-site.lock
	@if command -v uv >/dev/null; then \
		uv pip install --quiet --python .venv/bin/python --require-hashes -r requirements-site.lock; \
	else \
		.venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-site.lock; \
	fi
	@touch $@

.tools/made: requirements-release.lock
	@test -n "$(PYTHON)" || { echo "No Python 3.11, 3.12 or 3.13 found: name it: make PYTHON=/path/to/python"; exit 1; }
	$(PYTHON) -m venv --clear .tools
	@if command -v uv >/dev/null; then \
		uv pip install --quiet --python .tools/bin/python --require-hashes -r $<; \
	else .tools/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r $<; fi
	@touch $@

"""Where every result comes from, as an RO-Crate: files with hashes, code, and who made what.

The crate in the repository cannot name the commit that it will be part of. It names the code that
made each result by a hash over the files which that result's notebook reaches; the command
`provenance` writes a copy that names the commit too.
"""

import hashlib
import json
import mimetypes
import subprocess
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import yaml
from rocrate.model.contextentity import ContextEntity
from rocrate.rocrate import ROCrate

from analysis import declarations, paths
from analysis.corpora import manifests, registry
from analysis.pipeline import imports

CRATE = "ro-crate-metadata.json"
LOCK = "requirements.lock"
GIVEN = ("data/raw/*.toml", "data/raw/*.csv", "data/raw/*/*.*", "article/*.j2", "article/*.toml")
"""What people wrote or transcribed; files of fetched corpora are named by their manifests."""

COMPUTED = ("data/processed/**/*.*",)
DRAWN = ("figures/*.*", "figures/tables/*.*")
LICENCES = {
    "code": "https://spdx.org/licenses/MIT",
    "results": "https://creativecommons.org/licenses/by/4.0/",
}
_KINDS = {
    ".ipynb": "application/x-ipynb+json",
    ".parquet": "application/vnd.apache.parquet",
    ".jsonl": "application/jsonl",
    ".toml": "application/toml",
    ".md": "text/markdown",
    ".lock": "text/plain",
    ".j2": "text/plain",
}


def standing(patterns: Iterable[str]) -> list[str]:
    """Return the files of the project that patterns stand for, fetched corpora left out.

    Args:
        patterns: Globs inside the project.
    """
    root = paths.root()
    fetched = {corpus.id for corpus in registry.load()}
    found = {
        file.relative_to(root).as_posix()
        for pattern in patterns
        for file in root.glob(pattern)
        if file.is_file() and not file.name.startswith(".")
    }
    return sorted(name for name in found if not fetched & set(Path(name).parts[:-1]))


def sha256(name: str) -> str:
    """Return the hash of a file of the project.

    Args:
        name: Its path inside the project.
    """
    with paths.source(name).open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()


def tree(names: Iterable[str]) -> str:
    """Return one hash over the paths and the content of files.

    Args:
        names: Paths inside the project.
    """
    told = "".join(f"{sha256(name)}  {name}\n" for name in sorted(names))
    return hashlib.sha256(told.encode()).hexdigest()


def siblings(outputs: Iterable[str], drawn: Iterable[str]) -> list[str]:
    """Return the files that a notebook wrote: its outputs, and what stands beside each.

    Args:
        outputs: That it declares.
        drawn: Every file under figures/.
    """
    stems = {Path(name).with_suffix("") for name in outputs}
    return sorted({*outputs, *(name for name in drawn if Path(name).with_suffix("") in stems)})


def write() -> None:
    """Write the crate of the project's results, the same bytes at every run."""
    with paths.replacing(paths.target(CRATE)) as temporary:
        temporary.write_bytes(text(describe()))


def write_with_commit(folder: Path) -> Path:
    """Write a crate that names the commit, too, and whether files differ from it.

    Args:
        folder: Where it goes.
    """
    crate = describe()
    commit = _git("rev-parse", "HEAD")
    changed = bool(_git("status", "--porcelain"))
    crate.root_dataset["version"] = f"{commit}{' with changes' if changed else ''}"
    path = folder / CRATE
    with paths.replacing(path) as temporary:
        temporary.write_bytes(text(crate))
    return path


def _git(*arguments: str) -> str:
    asked = subprocess.run(
        ["git", *arguments], cwd=paths.root(), capture_output=True, text=True, check=False
    )
    return asked.stdout.strip() if asked.returncode == 0 else ""


def text(crate: ROCrate) -> bytes:
    """Return a crate as it stands in its file, its entities sorted.

    Args:
        crate: As `describe` returns it.
    """
    made = crate.metadata.generate()
    made["@graph"].sort(key=lambda entity: (entity["@id"] != CRATE, str(entity["@id"])))
    return (json.dumps(made, indent=1, sort_keys=True, ensure_ascii=False) + "\n").encode()


def differences(crate: bytes) -> list[str]:
    """Return what of a crate is not so in the project, a line each.

    Args:
        crate: The content of its file.
    """
    told = {one["@id"]: one for one in json.loads(crate)["@graph"]}
    files = {name: one["sha256"] for name, one in told.items() if "sha256" in one}
    now = described()
    lines = [f"{name}: not there" for name in files if not paths.source(name).is_file()]
    lines += [f"{name}: not in the crate" for name in now if name not in files]
    lines += [
        f"{name}: another content"
        for name, known in files.items()
        if paths.source(name).is_file() and sha256(name) != known
    ]
    return sorted(lines)


def described() -> list[str]:
    """Return the files that the crate names, as they stand now."""
    drawing = [_name(path) for path in declarations.notebook_paths()]
    return sorted({*standing((*GIVEN, *COMPUTED, *DRAWN)), *drawing, LOCK})


def _name(path: Path) -> str:
    return path.relative_to(paths.root()).as_posix()


def describe() -> ROCrate:
    """Return the crate: its files, the corpora, the environment, and a run for every result."""
    cited = yaml.safe_load(paths.source("CITATION.cff").read_text(encoding="utf-8"))
    crate = ROCrate(version="1.3")
    root = crate.root_dataset
    root["name"], root["description"] = cited["title"], cited["abstract"]
    root["datePublished"] = str(cited["date-released"])
    root["license"] = _entity(
        crate, LICENCES["results"], "CreativeWork", name="Creative Commons Attribution 4.0"
    )
    _entity(crate, LICENCES["code"], "CreativeWork", name="MIT License")
    root["creator"] = [
        _entity(crate, f"#author-{number}", "Organization", name=author["name"])
        for number, author in enumerate(cited["authors"], start=1)
    ]
    files = described()
    for name in files:
        crate.add_file(dest_path=name, properties=_properties(name))
    for corpus in registry.load():
        _corpus(crate, corpus)
    _computed(crate)
    for path in declarations.notebook_paths():
        _drawn(crate, declarations.read(path), files)
    return crate


def _properties(name: str) -> dict[str, Any]:
    kind = _KINDS.get(Path(name).suffix) or mimetypes.guess_type(name)[0] or "text/plain"
    size = str(paths.source(name).stat().st_size)
    found = {"name": name, "sha256": sha256(name), "contentSize": size, "encodingFormat": kind}
    return found | ({"@type": ["File", "SoftwareSourceCode"]} if name.endswith(".ipynb") else {})


def _entity(
    crate: ROCrate,
    identifier: str,
    kind: str,
    **properties: Any,  # noqa: ANN401 - JSON-LD
) -> ContextEntity:
    entity = ContextEntity(crate, identifier, {"@type": kind, **properties})
    return crate.add(entity)


def _ids(names: Iterable[str]) -> list[dict[str, str]]:
    return [{"@id": name} for name in names]


def _corpus(crate: ROCrate, corpus: registry.Corpus) -> None:
    """Name a corpus; where its files are of several commits, its manifest names each."""
    single = manifests.COMMIT.fullmatch(corpus.commit or "")
    address = f"https://github.com/{corpus.repository}/tree/{corpus.commit}"
    _entity(
        crate, f"#corpus-{corpus.id}", "CreativeWork",
        name=corpus.title, version=corpus.commit, usageInfo=corpus.licence,
        subjectOf={"@id": registry.manifest_path(corpus.id)},
        **({"url": address} if single else {}),
    )  # fmt: skip


def _code(crate: ROCrate, identifier: str, name: str, files: Sequence[str]) -> dict[str, str]:
    _entity(
        crate, identifier, "CreativeWork", name=name, version=f"sha256:{tree(files)}",
        description=f"{len(files)} files; the hash is over 'SHA-256  path' lines, sorted",
        softwareRequirements={"@id": LOCK}, license={"@id": LICENCES["code"]},
    )  # fmt: skip
    return {"@id": identifier}


def _computed(crate: ROCrate) -> None:
    package = "import analysis.pipeline.graph"
    code = imports.within_project(imports.closure(package, package))
    corpora = [f"#corpus-{corpus.id}" for corpus in registry.load()]
    _entity(
        crate, "#run-pipeline", "CreateAction", name="python -m analysis reproduce",
        instrument=_code(crate, "#code-pipeline", "analysis", code),
        object=_ids([*standing(GIVEN), *corpora]), result=_ids(standing(COMPUTED)),
    )  # fmt: skip


def _drawn(crate: ROCrate, declared: declarations.Declaration, files: list[str]) -> None:
    name = _name(declared.path)
    code = imports.within_project(imports.closure(declared.code, name))
    reached = _code(crate, f"#code-{declared.path.stem}", f"what {name} reaches", code)
    _entity(
        crate, f"#run-{declared.path.stem}", "CreateAction", name=declarations.title(declared.path),
        instrument=[{"@id": name}, reached],
        object=_ids(sorted({*standing(declared.inputs)} & {*files})),
        result=_ids(siblings(declared.outputs, files)),
    )  # fmt: skip

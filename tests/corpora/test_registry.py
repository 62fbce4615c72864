"""The registry says what each corpus bears, and a fault in it names the file and the key."""

from pathlib import Path

import pytest

from analysis.corpora import manifests, registry
from analysis.corpora.adapters.formats import ADAPTERS

ENTRY = """
[[corpus]]
id = "board-2026"
title = "A board"
platform = "A board"
repository = "someone/postings"
commit = "0123456789abcdef0123456789abcdef01234567"
licence = "none stated"
first_month = "2026-01"
last_month = "2026-02"
format = "ats_json"
roles = ["ai_engineer"]
notes = "A small one."

[[corpus.unfit]]
need = "state"
why = "two cities only"
"""


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("ANALYSIS_ROOT", str(tmp_path))
    (tmp_path / registry.REGISTRY).parent.mkdir(parents=True)
    (tmp_path / registry.REGISTRY).write_text(ENTRY, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("corpus", "need", "role"),
    [
        ("linkedin-us-2025-10", "pay_disclosure", "software_engineer"),
        ("linkedin-us-2025-10", "pay_amount", "software_engineer"),
        ("ats-2026-05", "employer_rank", "ai_engineer"),
        ("ats-2026-05", "pay_disclosure", "ai_engineer"),
        ("ashby-2025-10", "pay_disclosure", "ai_engineer"),
        ("indeed-2026-08", "pay_disclosure", "software_engineer"),
        ("builtin-2026-02", "pay_amount", "ai_engineer"),
        ("builtin-2026-02", "pay_field", "ai_engineer"),
        ("builtin-2026-02", "skill_share", "software_engineer"),
        ("builtin-2026-02", "state", "ai_engineer"),
        ("indeed-us-2026", "skill_share", "ai_engineer"),
        ("ml-linkedin-us-2025-04", "skill_share", "software_engineer"),
        ("ml-linkedin-us-2025-04", "skill_share", "ai_engineer"),
        ("linkedin-us-2025-10", "skill_share", "machine_learning_engineer"),
    ],
)
def test_every_trap_of_the_corpora_is_refused(corpus: str, need: str, role: str):
    assert registry.refusal(registry.corpus(corpus), need, role)


def test_no_corpus_bears_shares_of_contracts():
    assert all(registry.refusal(corpus, "employment", None) for corpus in registry.load())


@pytest.mark.parametrize(
    ("corpus", "need", "role"),
    [
        ("builtin-2026-02", "skill_share", "ai_engineer"),
        ("builtin-2026-02", "pay_disclosure", "ai_engineer"),
        ("indeed-us-2026", "skill_contrast", "ai_engineer"),
        ("indeed-us-2026", "pay_disclosure", "ai_engineer"),
        ("ats-2026-05", "skill_share", "machine_learning_engineer"),
    ],
)
def test_what_a_corpus_bears_is_not_refused(corpus: str, need: str, role: str):
    assert registry.refusal(registry.corpus(corpus), need, role) is None


def test_an_unfit_estimate_is_refused_with_the_reason():
    reason = registry.refusal(registry.corpus("ats-2026-05"), "pay_amount", None)
    assert "4,500" in str(reason)


def test_a_need_that_nobody_defined_is_no_licence():
    with pytest.raises(registry.RegistryError, match="'pay' is no need"):
        registry.refusal(registry.corpus("ats-2026-05"), "pay", None)


def test_an_unknown_corpus_is_told_with_those_that_there_are(project: Path):
    with pytest.raises(registry.UnknownCorpusError, match=r"'bord'.*board-2026"):
        registry.corpus("bord")


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('"ai_engineer"', '"ai_enginer"', r"corpora.toml: corpus\.0\.roles"),
        ('need = "state"', 'need = "states"', r"corpora.toml: corpus\.0\.unfit\.0\.need"),
        ("licence", "license", r"corpora.toml: corpus\.0\.licence of board-2026"),
        ("2026-02", "2026-13", r"corpora.toml: corpus\.0\.last_month"),
        ("[[corpus.unfit]]", "[[corpus.unfit]", "corpora.toml: not TOML"),
    ],
)
def test_a_fault_names_the_file_and_the_key(project: Path, old: str, new: str, told: str):
    file = project / registry.REGISTRY
    file.write_text(ENTRY.replace(old, new), encoding="utf-8")
    with pytest.raises(registry.RegistryError, match=told):
        registry.load()


def test_a_corpus_is_registered_once(project: Path):
    (project / registry.REGISTRY).write_text(ENTRY + ENTRY, encoding="utf-8")
    with pytest.raises(registry.RegistryError, match="'board-2026' is registered more than once"):
        registry.load()


REFERENCE = """
id = "reference"
synthetic = true
title = "Made up"
platform = "none"
licence = "MIT"
first_month = "2026-01"
last_month = "2026-02"
format = "reference_jsonl"
roles = ["ai_engineer"]
notes = "Made up."
"""


def test_the_reference_is_found_by_name_and_stands_among_no_real_corpora():
    reference = registry.corpus("reference")
    assert reference == registry.reference()
    assert reference.synthetic
    assert (reference.repository, reference.commit) == (None, None)
    assert reference.format in ADAPTERS
    assert not any(corpus.synthetic for corpus in registry.load())
    assert "reference" not in {corpus.id for corpus in registry.load()}


@pytest.mark.parametrize("need", registry.Need.__args__)
@pytest.mark.parametrize("role", [None, *registry.Role.__args__])
def test_the_reference_bears_every_use(need: str, role: str | None):
    assert registry.refusal(registry.reference(), need, role) is None


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("synthetic = true", "", r"reference/corpus\.toml: synthetic: is missing; add it"),
        ("synthetic = true", "synthetic = false", r"corpus\.toml: synthetic"),
        ('id = "reference"', 'id = "board-2026"', r"corpus\.toml: id"),
        ("notes", 'repository = "someone/postings"\nnotes', r"corpus\.toml: repository"),
    ],
)
def test_the_reference_must_say_that_it_is_synthetic(project: Path, old: str, new: str, told: str):
    (project / registry.ENTRY).parent.mkdir()
    (project / registry.ENTRY).write_text(REFERENCE, encoding="utf-8")
    assert registry.corpus("reference").synthetic
    (project / registry.ENTRY).write_text(REFERENCE.replace(old, new), encoding="utf-8")
    with pytest.raises(registry.RegistryError, match=told):
        registry.reference()


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("notes", "synthetic = true\nnotes", r"corpora\.toml: corpus\.0\.synthetic"),
        ("board-2026", "reference", "'reference' is registered more than once"),
        ('repository = "someone/postings"\n', "", r"corpus\.0\.repository of board-2026"),
    ],
)
def test_no_entry_among_the_real_corpora_can_be_synthetic(
    project: Path, old: str, new: str, told: str
):
    (project / registry.REGISTRY).write_text(ENTRY.replace(old, new), encoding="utf-8")
    with pytest.raises(registry.RegistryError, match=told):
        registry.load()


def test_every_corpus_has_an_adapter_and_files_from_its_own_repository():
    for corpus in registry.load():
        assert corpus.format in ADAPTERS
        files = manifests.load(corpus.id)
        assert {file.repository for file in files} == {corpus.repository}
        commits = {file.commit for file in files}
        assert len(commits) > 1 if corpus.commit == "several" else commits == {corpus.commit}


HEADER = "path,sha256,bytes,repository,commit,repository_path\n"
LINE = "a.json," + "0" * 64 + ",12,someone/postings," + "1" * 40 + ",a.json\n"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (HEADER + LINE.replace("a.json,0", "../a.json,0"), r"board-2026.csv: line 2: path"),
        (HEADER + LINE + LINE.replace("a.json,0", "/etc/a,0"), r"board-2026.csv: line 3: path"),
        (HEADER + LINE.replace("0" * 64, "0" * 63), "line 2: sha256"),
        (HEADER + LINE.replace(",12,", ",many,"), "line 2: bytes"),
        (HEADER, "lists no file"),
        (LINE, "the columns must be"),
    ],
)
def test_a_manifest_that_cannot_be_used_is_refused_with_its_line(
    project: Path, text: str, told: str
):
    file = project / registry.manifest_path("board-2026")
    file.parent.mkdir()
    file.write_text(text, encoding="utf-8")
    with pytest.raises(registry.RegistryError, match=told):
        manifests.load("board-2026")

"""The lexicon's loader says where a fault is and how to mend it."""

import pytest

from analysis.signals import accuracy, lexicon

GOOD = """
[sets]
clouds = ["aws", "gcp"]

[[signal]]
id = "python"
label = "Python"
kind = "codebook"
forms = ["python", { text = "pyspark", with = ["python"], scope = "posting" }]

[[signal]]
id = "go"
label = "Go"
kind = "tool"
implies = ["python"]
forms = [
    "golang",
    { text = "Go", case = true, not_before = ["to"] },
]
"""


def load(tmp_path, text):
    file = tmp_path / "lexicon.toml"
    file.write_text(text, encoding="utf-8")
    return lexicon.load(file)


def test_a_good_file_loads_in_its_order(tmp_path):
    loaded = load(tmp_path, GOOD)
    assert loaded.ids == ["python", "go"]
    assert loaded.implied() == {"python": [], "go": ["python"]}


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('id = "go"', 'id = "python"', "is there twice"),
        ('implies = ["python"]', 'implies = ["snake"]', "'snake', which is no signal"),
        ('with = ["python"]', 'with = ["snake"]', "neither a signal nor"),
        ('with = ["python"]', 'with = ["@snake"]', "neither a signal nor"),
        ('"golang",', '"golang", "golang",', "finds all that it finds: drop one"),
        ('"golang",', '"golang", { text = "GoLang", case = true },', "drop one"),
        ('"golang",', '"golang[s",', "close or drop the bracket"),
        ('"golang",', '"Golang",', "never matches: write it in lower case"),
        ('text = "Go"', 'text = "go"', "has no capital"),
        ('not_before = ["to"]', 'not_before = ["To"]', "never matches: lower case"),
        ('not_before = ["to"]', "not_befor = []", "signal 'go', forms.1.not_befor"),
        ('"golang",', '" golang",', "begins or ends with a space"),
        ('"golang",', '"@rivers > golang",', "no set is called 'rivers'"),
        ('kind = "tool"', 'kind = "hammer"', "signal 'go', kind"),
        ('label = "Go"', "", "signal 'go', label"),
        ('implies = ["python"]', 'implies = ["go"]', "implies itself"),
        ("[sets]", "[sets", "lexicon.toml: "),
    ],
)
def test_a_fault_is_named_with_its_cure(tmp_path, old, new, said):
    with pytest.raises(lexicon.LexiconError, match=r"lexicon\.toml") as raised:
        load(tmp_path, GOOD.replace(old, new))
    assert said in str(raised.value)


def test_a_fault_names_its_line(tmp_path):
    with pytest.raises(lexicon.LexiconError, match="line 17: signal 'go', form 'Golang'"):
        load(tmp_path, GOOD.replace('"golang",', '"Golang",'))


def test_the_projects_lexicon_holds_the_codebook_and_forty_tools():
    loaded = lexicon.load()
    kinds = {signal.id: signal.kind for signal in loaded.signal}
    assert [name for name, kind in kinds.items() if kind == "codebook"] == list(accuracy.CODEBOOK)
    assert sum(kind == "tool" for kind in kinds.values()) >= 40


def test_the_projects_implications_are_the_codebooks():
    implied = lexicon.load().implied()
    for signal in ("agentic", "rag", "prompting", "llm_api", "coding_assistant"):
        assert {"genai", "ai_ml"} <= set(implied[signal])
    for signal in ("genai", "mlops", "dl_framework", "fine_tuning", "evals"):
        assert "ai_ml" in implied[signal]
    assert implied["python"] == implied["aws"] == []


def test_the_version_follows_the_rules(tmp_path, monkeypatch):
    before = lexicon.version.__wrapped__()
    for name in lexicon.RULE_FILES:
        text = lexicon.FILE.with_name(name).read_text(encoding="utf-8")
        (tmp_path / name).write_text(text, encoding="utf-8")
    monkeypatch.setattr(lexicon, "FILE", tmp_path / "lexicon.toml")
    assert lexicon.version.__wrapped__() == before
    (tmp_path / "cues.toml").write_text("# other\n", encoding="utf-8")
    assert lexicon.version.__wrapped__() != before

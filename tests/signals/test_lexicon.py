"""The lexicon's loader says where a fault is and how to mend it."""

import pyarrow.parquet as pq
import pytest

from analysis import paths
from analysis.signals import accuracy, lexicon, measure

GOOD = """
[sets]
clouds = ["aws", "gcp"]

[[signal]]
id = "python"
label = "Python"
kind = "codebook"
hit = "Services in Python."
miss = "A snake in the grass."
forms = ["python", { text = "pyspark", with = ["python"], scope = "posting" }]

[[signal]]
id = "go"
label = "Go"
kind = "tool"
implies = ["python"]
hit = "Services in Go."
miss = "Go to sea."
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
        ('id = "go"', 'id = "role"', "'role' is another column's name: choose another"),
        ('implies = ["python"]', 'implies = ["snake"]', "'snake', which is no signal"),
        ('with = ["python"]', 'with = ["snake"]', "neither a signal nor"),
        ('with = ["python"]', 'with = ["@snake"]', "neither a signal nor"),
        ('"golang",', '"golang", "golang",', "stands there twice: drop one"),
        (
            '"golang",',
            '{ text = "golang", note = "a" }, { text = "golang", note = "b" },',
            "'golang': stands there twice",
        ),
        ('"golang",', '"golang", "go{lang|ph}", "golang ninja",', "'golang ninja': the form"),
        ('"golang",', '"go[ph]{er|ing}", "gopher",', "'gopher': the form 'go[ph]{er|ing}' finds"),
        ('"golang",', '"golang", { text = "golang", not_before = ["x"] },', "drop one"),
        ('"golang",', '{ text = "golang", with = ["python"] }, "golang",', "drop one"),
        ('"golang",', '"golang", { text = "golang one", with = ["python"] },', "drop one"),
        ('"golang",', '"golang", "go\u2013lang",', "never matches, since texts are read with"),
        ('"golang",', '"golang", "go\u200blang",', "write 'golang'"),
        ('"golang",', '"golang", { text = "ReAct", case = true },', "'ReAct' never matches"),
        (
            'clouds = ["aws"',
            'clouds = ["o\u2019neill"',
            "set '@clouds': 'o\u2019neill' never matches",
        ),
        ('not_before = ["to"]', 'not_before = ["to-day"]', "never matches: write a space"),
        ('"golang",', '{ text = "golang", lowercased = "listed" },', "is for forms with `case"),
        ('"golang",', '{ text = "golang", within = 3 },', "`within` is for two parts"),
        ('"golang",', '{ text = "golang", scope = "posting" },', "`scope` says where `with`"),
        ('hit = "Services in Go."', "", "signal 'go' has no example that must hit: add `hit"),
        ('miss = "Go to sea."', "", "signal 'go' has no example that must miss: add `miss"),
        ('"golang",', '"golang", { text = "GoLang", case = true },', "drop one"),
        ('"golang",', '"golang[s",', "close or drop the bracket"),
        ('"golang",', '"Golang",', "never matches: write it in lower case"),
        ('text = "Go"', 'text = "go"', "has no capital"),
        ('not_before = ["to"]', 'not_before = ["To"]', "never matches: lower case"),
        ('not_before = ["to"]', "not_befor = []", "signal 'go', forms.1.not_befor: no such key; "),
        ('"golang",', '" golang",', "begins or ends with a space"),
        ('"golang",', '"@rivers > golang",', "no set is called 'rivers'"),
        (
            'kind = "tool"',
            'kind = "hammer"',
            "signal 'go', kind: 'hammer' is none of 'codebook' or",
        ),
        ('label = "Go"', "", "signal 'go', label: is missing; add it"),
        (
            'id = "go"',
            'id = "go-lang"',
            "signal 'go-lang', id: 'go-lang' is not of its form: a small",
        ),
        ('implies = ["python"]', 'implies = ["go"]', "implies itself"),
        ("[sets]", "[sets", "lexicon.toml: "),
    ],
)
def test_a_fault_is_named_with_its_cure(tmp_path, old, new, said):
    with pytest.raises(lexicon.LexiconError, match=r"lexicon\.toml") as raised:
        load(tmp_path, GOOD.replace(old, new))
    assert said in str(raised.value)


def test_every_key_that_cannot_be_used_has_a_line(tmp_path):
    bad = GOOD.replace('id = "go"', 'id = "go-lang"').replace('kind = "tool"', 'kind = "hammer"')
    with pytest.raises(lexicon.LexiconError) as raised:
        load(tmp_path, bad)
    assert [line.split(":")[0] for line in str(raised.value).splitlines()] == [
        f"lexicon.toml, signal 'go-lang', {key}" for key in ("id", "kind")
    ]


@pytest.mark.parametrize(
    ("written", "meant"),
    [("k8s", "kubernetes"), ("pyton", "python"), ("mlops_", "mlops"), ("Vector_DB", "vector_data")],
)
def test_a_name_that_is_no_signal_is_told_with_those_that_it_may_mean(written, meant):
    assert lexicon.unknown(written).startswith(f"no signal '{written}' in analysis/")
    assert f" {meant}" in lexicon.unknown(written).partition("; there are")[2]


def test_a_name_that_is_like_no_signal_is_told_alone():
    assert lexicon.unknown("zzzzzz") == "no signal 'zzzzzz' in analysis/signals/lexicon.toml"


def test_a_fault_names_its_line(tmp_path):
    with pytest.raises(lexicon.LexiconError, match="line 21: signal 'go', form 'Golang'"):
        load(tmp_path, GOOD.replace('"golang",', '"Golang",'))


def test_a_fault_of_a_set_names_its_line(tmp_path):
    with pytest.raises(lexicon.LexiconError, match="line 3: set '@clouds'"):
        load(tmp_path, GOOD.replace('"gcp"', '"g\u2019cp"'))


@pytest.mark.parametrize(
    "form",
    [
        '{ text = "GoLang", case = true }, "gopher"',
        '{ text = "golang", not_employer = true }, "gopher golang"',
        '"lang", "golang"',
        '"c++", "c++11"',
        '{ text = "Goph", case = true, lowercased = "listed" }, { text = "Goph Two", case = true }',
    ],
)
def test_a_form_that_may_find_more_is_not_called_shadowed(tmp_path, form):
    assert load(tmp_path, GOOD.replace('"golang",', f"{form},"))


def test_an_example_of_a_form_serves_its_signal(tmp_path):
    form = '{ text = "golang", hit = "In golang.", miss = ["In go lang.", "None."] }'
    bare = GOOD.replace('hit = "Services in Go."', "").replace('miss = "Go to sea."', "")
    loaded = load(tmp_path, bare.replace('"golang"', form))
    assert loaded.signal[1].forms[0].hit == ("In golang.",)
    assert loaded.signal[1].forms[0].miss == ("In go lang.", "None.")


@pytest.mark.parametrize(
    ("form", "certain"),
    [
        ({"text": "golang"}, True),
        ({"text": "golang", "certainty": "likely"}, False),
        ({"text": "golang", "with": ["python"]}, False),
        ({"text": "golang", "without": ["python"]}, False),
        ({"text": "golang > services"}, False),
        ({"text": "golang & services", "certainty": "certain"}, True),
    ],
)
def test_a_form_that_needs_others_beside_it_is_likely_unless_said(form, certain):
    assert lexicon.Form.model_validate(form).is_certain is certain


FORMS = [(signal, form) for signal in lexicon.load().signal for form in signal.forms]
HITS = [(signal.id, None, text) for signal in lexicon.load().signal for text in signal.hit]
HITS += [(signal.id, form.text, text) for signal, form in FORMS for text in form.hit]
MISSES = [(signal.id, None, text) for signal in lexicon.load().signal for text in signal.miss]
MISSES += [(signal.id, form.text, text) for signal, form in FORMS for text in form.miss]


def found_by(signal, text):
    """Return the forms of a signal that find something in a text."""
    return {e.form for e in measure.measure_posting("", text).evidence if e.signal == signal}


@pytest.mark.parametrize(("signal", "form", "text"), HITS)
def test_an_example_that_must_hit_does(signal, form, text):
    found = found_by(signal, text)
    assert found, f"{signal}: no form hits its example: {text!r}"
    assert form is None or form in found, f"{signal}: {form!r} does not hit its example: {text!r}"


@pytest.mark.parametrize(("signal", "form", "text"), MISSES)
def test_an_example_that_must_not_hit_does_not(signal, form, text):
    found = found_by(signal, text)
    hit = found & {form} if form else found
    assert not hit, f"{signal}: {', '.join(hit)} hits what it must miss: {text!r}"


def test_no_signal_takes_the_name_of_another_column():
    table = pq.read_schema(paths.source("data/processed/measurements/builtin-2026-02.parquet"))
    assert {*table.names} - {*lexicon.load().ids} | {"pay"} == lexicon.RESERVED


def test_a_form_of_doubt_says_why():
    for signal, form in FORMS:
        assert not form.certainty or form.note or signal.note, f"{signal.id}: {form.text}"


def test_the_projects_lexicon_holds_the_codebook_and_what_the_market_names():
    loaded = lexicon.load()
    kinds = {signal.id: signal.kind for signal in loaded.signal}
    assert [name for name, kind in kinds.items() if kind == "codebook"] == list(accuracy.CODEBOOK)
    assert len(kinds) >= 150
    assert len(FORMS) >= 700


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

"""Whatever a grammar cannot do is said with the file, the entry and the cure."""

import re

import pytest

from analysis.corpora.reference import grammar
from analysis.corpora.reference.grammar import GrammarError, Way
from analysis.corpora.reference.plan import CODEBOOK
from analysis.errors import AnalysisError
from analysis.signals import lexicon, measure
from tests.corpora.reference import files, put, tiny


def refused(folder, name, text):
    """Return why a grammar with one file changed is refused."""
    with pytest.raises(GrammarError) as caught:
        grammar.load(put(folder, **{name: text}))
    return str(caught.value)


def with_entry(name, entry):
    return f"{files()[f'{name}.toml']}\n{entry}\n"


def without(name, start):
    """Return a file without the entries that hold a text."""
    blocks = re.split(r"(?=^\[\[)", files()[f"{name}.toml"], flags=re.MULTILINE)
    return "".join(block for block in blocks if start not in block)


def test_a_whole_grammar_is_read(tmp_path):
    read = tiny(tmp_path)
    assert read.tool_ids == ("java", "docker", "pytorch", "langgraph")
    assert read.slots.product == ("pumps",)
    assert issubclass(GrammarError, AnalysisError)


def test_a_way_says_all_that_follows():
    way = Way(signal="langgraph", kind="thing", text="x", also=("agentic", "python"))
    assert set(way.says) == {"langgraph", "agentic", "python", "genai", "ai_ml"}
    assert set(way.demands) == {"agentic", "python", "genai", "ai_ml"}


ENTRIES = [
    (
        "ways",
        '[[way]]\nsignal = "rag"\nkind = "thing"\ntext = "Odd"\nalso = ["nothing"]',
        "ways.toml, way 'Odd' of rag: `also` names 'nothing', of which no way is known: mend",
    ),
    (
        "ways",
        '[[way]]\nsignal = "rag"\nkind = "thing"\ntext = "Odd"\nalso = ["rag"]',
        "ways.toml, way 'Odd' of rag: `also` names its own signal: drop",
    ),
    (
        "ways",
        '[[way]]\nsignal = "rag"\nkind = "thing"\ntext = "tjava"',
        "ways.toml, way 'tjava' of rag: the same words of java say otherwise: agree on",
    ),
    (
        "ways",
        '[[way]]\nsignal = "rag"\nkind = "noun"\ntext = "Odd"',
        "ways.toml, way 'Odd', kind: ",
    ),
    (
        "ways",
        '[[way]]\nsignal = "rag"\nkind = "thing"\ntext = "Odd"\nwieght = 2',
        "ways.toml, way 'Odd', wieght: Extra",
    ),
    (
        "ways",
        '[[way]]\nsignal = "rag"\nkind = "thing"\ntext = "Odd {team}"',
        "ways.toml, way 'Odd {team}': slot 'team' is not filled here: use none",
    ),
    (
        "frames",
        '[[frame]]\nlevel = "duty"\nwhere = "duties"\nkind = "thing"\ntext = "Odd"',
        "frames.toml, frame 'Odd': needs {x} once",
    ),
    (
        "frames",
        '[[frame]]\nlevel = "duty"\nwhere = "requirements"\nkind = "thing"\ntext = "Odd {x}"',
        "frames.toml, frame 'Odd {x}': duty does not stand in requirements: use duties or",
    ),
    (
        "frames",
        '[[frame]]\nlevel = "duty"\nwhere = "duties"\nkind = "activity"\ntext = "Odd {x}"\n'
        'join = "or"',
        "frames.toml, frame 'Odd {x}': only things are listed: drop `join`",
    ),
    (
        "absent",
        '[[decoy]]\nsignal = "rug"\nwhere = "duties"\ntext = "Odd"',
        "absent.toml, decoy 'Odd': no way says 'rug': mend",
    ),
    (
        "titles",
        '[[title]]\nrole = "ai_engineer"\ntext = "Odd"\nalso = ["rug"]',
        "titles.toml, title 'Odd': no way says 'rug': mend",
    ),
    (
        "tools",
        '[[tool]]\ntool = "rug"\nai_engineer = 1',
        "tools.toml, tool 'rug': no way says 'rug': mend",
    ),
    (
        "tools",
        '[[tool]]\ntool = "pytorch"\nai_engineer = 1',
        "tools.toml, tool 'pytorch': no thing way says it alone",
    ),
    (
        "tools",
        '[[tool]]\ntool = "python"\nai_engineer = 1',
        "tools.toml, tool 'python': the plan decides the codebook's: drop",
    ),
    (
        "fillers",
        '[[filler]]\nwhere = "legal"\ntext = "Odd {low}"',
        "fillers.toml, filler 'Odd {low}': slot 'low' is not filled here: use product",
    ),
    (
        "pay",
        '[[pay]]\nperiod = "year"\nshape = "range"\ntext = "Odd {high}"',
        "pay.toml, pay 'Odd {high}': shape range needs {low} and {high}",
    ),
    (
        "fillers",
        '[[filler]]\nwhere = "legal"\ntext = "Odd"\n[[filler]]\nwhere = "legal"\ntext = "Odd"',
        "fillers.toml, filler 'legal: Odd' stands 2 times: drop all but one",
    ),
]


@pytest.mark.parametrize(("name", "entry", "message"), ENTRIES)
def test_an_entry_that_cannot_be_used_is_refused(tmp_path, name, entry, message):
    assert message in refused(tmp_path, name, with_entry(name, entry))


POOLS = [
    ("ways", 'signal = "rag"', "ways.toml: no thing way says rag and nothing beside it: add"),
    ("frames", 'where = "stack"', "frames.toml: no thing frame without join is duty in stack: add"),
    ("fillers", "in legal", "fillers.toml: no filler for software_engineer, legal: add"),
    ("titles", "Machine", "titles.toml: no title for machine_learning_engineer: add"),
    ("pay", "up to {high} a hour", "pay.toml: no sentence for hour, up_to: add"),
    ("terms", "contract", "terms.toml: no sentence for contract: add"),
]


@pytest.mark.parametrize(("name", "start", "message"), POOLS)
def test_an_empty_pool_is_refused(tmp_path, name, start, message):
    assert message in refused(tmp_path, name, without(name, start))


def test_what_is_no_toml_and_what_is_missing_are_named(tmp_path):
    assert "ways.toml: not TOML: " in refused(tmp_path, "ways", "[[way")
    put(tmp_path)
    (tmp_path / "slots.toml").unlink()
    with pytest.raises(GrammarError, match=r"slots\.toml: No such file .*: restore it"):
        grammar.load(tmp_path)


# ---------------------------------------------------------------- the files of the package


def measured(way):
    """Return the level that the lexicon finds for a way's signal among requirements."""
    text = f"Requirements:\n- Two years at a desk\n- Experience {way.text}\n- A calm head\n"
    if way.kind == "thing":
        text = text.replace("Experience ", "Experience with ")
    return measure.measure_posting("Engineer", text).levels[way.signal]


def test_the_lexicon_misses_a_third_of_the_ways_to_say_a_signal():
    ways = [way for way in grammar.load().ways if way.signal in CODEBOOK]
    missed = [way for way in ways if measured(way) == "absent"]
    assert 0.28 <= len(missed) / len(ways) <= 0.40


def test_tools_have_the_names_that_the_lexicon_has():
    assert set(grammar.load().tool_ids) <= set(lexicon.load().ids)


PLAIN = re.compile(
    r"\b(python|aws|amazon|lambda|sagemaker|gen(erative)?[ -]?ai|ai|ml|llms?|gpt|chatgpt|claude|"
    r"gemini|openai|anthropic|machine learning|deep learning|neural|agents?|agentic|multi-agent|"
    r"rag|retrieval|embeddings?|vector|prompts?|prompting|langchain|langgraph|pytorch|tensorflow|"
    r"keras|jax|mlops|llmops|mlflow|models?|evals?|fine-tun\w+|lora|rlhf|copilot|cursor|codex|"
    r"java|javascript|typescript|golang|rust|scala|ruby|sql|docker|kubernetes|terraform|kafka|"
    r"spark|airflow|react|redis|postgres\w*|linux|git|gcp|azure|graphql|ci/cd)\b",
    re.IGNORECASE,
)


def test_fillers_say_nothing():
    read = grammar.load()
    texts = [filler.text for filler in read.fillers]
    texts += [*read.slots.product, *read.slots.customers, *read.slots.team, *read.slots.field]
    texts += [t for i in read.employers.industry for t in (*i.product, *i.customers)]
    texts += [*read.employers.first, *read.employers.second]
    texts += [s.text for s in (*read.pay, *read.pay_traps, *read.terms, *read.terms_traps)]
    texts += [t for texts in read.headings.model_dump().values() for t in texts]
    assert [text for text in texts if PLAIN.search(text)] == []


def test_a_way_that_holds_the_words_of_a_tool_says_the_tool():
    """The truth would lack what every reader sees."""
    read = grammar.load()
    tools = [way for way in read.ways if way.signal not in CODEBOOK and len(way.text) > 3]
    forgotten = [
        (way.text, tool.signal)
        for way in read.ways
        for tool in tools
        if tool.text in way.text
        and re.search(rf"(?<!\w){re.escape(tool.text)}(?!\w)", way.text)
        and not set(tool.says) <= set(way.says)
    ]
    assert forgotten == []

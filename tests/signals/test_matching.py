"""The one-pass matcher finds what a slow and obvious search finds, and the codebook's traps."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.signals import lexicon
from analysis.signals.matching import Matcher
from analysis.signals.measure import measure_posting
from analysis.signals.reading import read
from analysis.signals.scanning import Scanner

LEXICON = lexicon.load()
MATCHER = Matcher(LEXICON)
SCANNER = Scanner((phrase, "form", part) for phrase, part in MATCHER.wanted())
PHRASES = sorted({phrase for phrase, _ in MATCHER.wanted()})

GAPS = [" ", "-", "\u2011", "\n", "\n   ", "\u00a0", "\u202f"]
words = st.sampled_from(PHRASES) | st.sampled_from(
    [
        "the",
        "Experience",
        "RAG",
        "Go",
        "R",
        "R&D",
        "no",
        "(",
        ")",
        ",",
        ".",
        "\n- ",
        "/",
        "x",
        "\u0301",
    ]
)
texts = st.lists(st.tuples(words, st.sampled_from([*GAPS, ""])), max_size=25).map(
    lambda pairs: "".join(word.replace(" ", gap or " ") + gap for word, gap in pairs)
)


def is_word(char):
    return char.isalnum() or char in "\u0300\u0301\u0302\u0327"


def slow_hits(reading):
    """Look for every phrase at every position of the folded text, hyphens as spaces."""
    text = reading.folded.replace("-", " ")
    found = set()
    for phrase, part in MATCHER.wanted():
        wanted = phrase.replace("-", " ")
        at = text.find(wanted)
        while at >= 0:
            end = at + len(wanted)
            left = text[at - 1] if at else " "
            right = text[end] if end < len(text) else " "
            left_ok = not wanted[0].isalnum() or not is_word(left)
            right_ok = right not in "+#" if not wanted[-1].isalnum() else not is_word(right)
            if left_ok and right_ok:
                found.add((part, at, end))
            at = text.find(wanted, at + 1)
    return found


@given(texts)
def test_one_pass_finds_every_phrase_that_a_slow_search_finds(text):
    reading = read(text)
    fast = {(hit.owner, hit.start, hit.end) for hit in SCANNER.hits(reading)["form"]}
    assert fast == slow_hits(reading)


@given(texts)
def test_a_span_leads_back_to_its_words_in_the_published_text(text):
    for item in measure_posting("", text).evidence:
        assert 0 <= item.start < item.end <= len(text)
        assert not text[item.start].isspace()
        assert not text[item.end - 1].isspace()


@given(texts)
def test_no_span_lies_within_another_of_its_signal(text):
    reading = read(text)
    spans = MATCHER.spans(reading, SCANNER.hits(reading)["form"])
    for one in spans:
        for other in spans:
            if one is not other and one.signal == other.signal:
                assert not (one.start >= other.start and one.end <= other.end)


def found(text, employer="", title=""):
    return {
        signal for signal, level in measure_posting(title, text, employer).levels.items()
        if level != "absent"
    }  # fmt: skip


@pytest.mark.parametrize("gap", GAPS)
def test_a_gap_in_any_dress_is_one_gap(gap):
    assert "prompting" in found(f"You will do prompt{gap}engineering here.")


def test_a_paragraph_or_an_item_between_two_words_parts_them():
    assert "prompting" not in found("Be prompt\n\nEngineering matters.")
    assert "prompting" not in found("- be prompt\n- engineering matters")


@pytest.mark.parametrize(
    ("text", "signal"),
    [
        ("We need Python.", "python"),
        ("We need PYTHON3.", "python"),
        ("Deploy to Amazon SageMaker.", "aws"),
        ("EC2, S3 and Lambda.", "aws"),
        ("Work on LLMs.", "genai"),
        ("Skilled in ML.", "ai_ml"),
        ("Multi\u2011agent systems.", "agentic"),
        ("Build RAG.", "rag"),
        ("Write system prompts.", "prompting"),
        ("Integrate the OpenAI API.", "llm_api"),
        ("PyTorch or JAX.", "dl_framework"),
        ("Deploying machine learning models.", "mlops"),
        ("Run evals.", "evals"),
        ("Use LoRA.", "fine_tuning"),
        ("Use Claude Code daily.", "coding_assistant"),
        ("C++ and C#.", "cpp"),
        ("Services in Go.", "go"),
        ("R, SAS or Stata.", "r_language"),
        ("Ship LLM-powered features.", "llm_features"),
        ("Ship LLM-powered features.", "llm_api"),
        ("Build products with LLMs.", "llm_api"),
        ("Use LLMs to sort the mail.", "llm_api"),
        ("Call models of OpenAI and Anthropic.", "llm_api"),
        ("Serve ML models at scale.", "mlops"),
        ("Take ML models from prototype to production.", "mlops"),
        ("Own MLOps.", "mlops_word"),
        ("ML-Ops and LLMOps.", "mlops_word"),
        ("Hello MLOpsEngineer.", "mlops_word"),
        ("Own MLOps.", "mlops"),
        ("NPC agents in games, driven by LLMs.", "agentic"),
        ("Built on PostgreSQL.", "postgresql"),
    ],
)
def test_what_the_codebook_counts_is_found(text, signal):
    assert signal in found(text)


@pytest.mark.parametrize(
    ("text", "signal"),
    [
        ("Fans of Monty Python welcome.", "python"),
        ("A python-like language.", "python"),
        ("PySpark jobs.", "python"),
        ("Know the laws of the cloud.", "aws"),
        ("You shop on Amazon.", "aws"),
        ("Statistics, dashboards and BI.", "ai_ml"),
        ("Machine learning and NLP.", "genai"),
        ("Insurance agents and call-centre agents.", "agentic"),
        ("Install monitoring agents on hosts.", "agentic"),
        ("Search engines on Lucene.", "rag"),
        ("Prompt delivery of parcels.", "prompting"),
        ("Train language models from scratch in PyTorch.", "llm_api"),
        ("Use GPUs to pretrain foundation models.", "llm_api"),
        ("Build the training infrastructure that our LLM platform needs.", "llm_api"),
        ("Build inference engines on GPUs for serving LLM systems.", "llm_api"),
        ("Develop generative models of molecules.", "llm_api"),
        ("Work with generative models.", "llm_api"),
        ("Experience at leading AI labs such as OpenAI.", "llm_api"),
        ("Our researchers came from labs like Anthropic.", "llm_api"),
        ("Container orchestration and LLMs.", "llm_api"),
        ("We sell AI-powered products.", "llm_features"),
        ("AI systems that serve as the engine of care.", "mlops"),
        ("From ML prototypes to production-grade agents.", "mlops"),
        ("Deploying machine learning models.", "mlops_word"),
        ("AIOps for the network desk.", "mlops_word"),
        ("Reinforcement learning of autonomous agents for video games.", "agentic"),
        ("Multi-agent self-play in games.", "agentic"),
        ("scikit-learn, XGBoost and Hugging Face.", "dl_framework"),
        ("DevOps and CI/CD pipelines.", "mlops"),
        ("Unit tests and performance evaluations of staff.", "evals"),
        ("Fine-tune processes in the warehouse.", "fine_tuning"),
        ("Hyper-parameter tuning.", "fine_tuning"),
        ("A text cursor on the screen.", "coding_assistant"),
        ("Ready to go to market.", "go"),
        ("Work in R&D.", "r_language"),
        ("JavaScript only.", "java"),
        ("C++ only.", "r_language"),
        ("Please rest well.", "rest_api"),
    ],
)
def test_what_the_codebook_leaves_out_is_not_found(text, signal):
    assert signal not in found(text)


@pytest.mark.parametrize(
    "text", ["AI\u0301 here", "e\u0301AI here", "xAI here", "AIx here", "AI2 here"]
)
def test_a_neighbour_that_makes_a_longer_word_is_seen_in_the_published_text(text):
    assert "ai_ml" not in found(text)


def test_ai_in_the_employers_own_name_is_no_sign_of_ai():
    assert "ai_ml" not in found("Acme AI sells tyres. At Acme AI, we care.", employer="Acme AI")
    assert "ai_ml" in found("Acme AI builds with AI.", employer="Acme AI, Inc.")


def test_in_a_text_without_capitals_an_ambiguous_word_counts_as_an_item_of_a_list():
    assert "go" in found("experience with python, go, or java")
    assert "go" not in found("ready to go the extra mile, always")
    assert "rag" in found("you will build rag systems with llms")


def test_a_thousand_repetitions_are_found_a_thousand_times():
    evidence = measure_posting("", "Python. " * 1000).evidence
    assert sum(item.signal == "python" for item in evidence) == 1000

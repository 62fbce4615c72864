"""The fast matcher finds what a slow and obvious one finds, and the codebook's traps."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.corpora import read as corpora
from analysis.corpora import registry
from analysis.signals import lexicon
from analysis.signals.matching import Matcher
from analysis.signals.measure import measure_posting
from analysis.signals.reading import read_all
from analysis.signals.scanning import Scanner
from tests.signals.reference_matcher import reference_hits, reference_spans

LEXICON = lexicon.load()
MATCHER = Matcher(LEXICON)
SCANNER = Scanner((phrase, "form", part) for phrase, part in MATCHER.wanted())
PHRASES = sorted({phrase for phrase, _ in MATCHER.wanted()})
FORMS = sorted({phrase for s in LEXICON.signal for f in s.forms for part in f.parts
                for phrase in LEXICON.phrases(part)})  # fmt: skip

GAPS = [" ", "-", "\u2011", "\n", "\n   ", "\u00a0", "\u202f"]
TRAPS = [
    "the", "Experience", "RAG", "Go", "R", "R&D", "no", "(", ")", ",", ".", "\n- ", "/", "x", "_",
    "\u0301", "\u0130", "\u0131", "\u00df", "\u017f", "\ufb01", "\u00b2", "\U0001f680", "\u200b",
    "\ufeff", "\u4e2d", "\u00e9", "1", "+", "#", "\x00", "&amp;", "<b>", "</p>", "**", "__", ": ",
]  # fmt: skip
dressed = st.sampled_from(FORMS).flatmap(
    lambda form: st.sampled_from([form, form.upper(), form.title(), form.replace(" ", "\n  ")])
)
words = st.sampled_from(PHRASES) | dressed | st.sampled_from(TRAPS)
texts = st.lists(st.tuples(words, st.sampled_from([*GAPS, ""])), max_size=25).map(
    lambda pairs: "".join(word.replace(" ", gap or " ") + gap for word, gap in pairs)
)
batches = st.lists(texts | st.text(max_size=80), min_size=1, max_size=4)


def fast_spans(texts, employers=None):
    """Return the spans of each text, counted from where it begins, and the readings."""
    readings = read_all(texts)
    hits = SCANNER.hits(readings)["form"]
    spans = MATCHER.spans(readings, hits, SCANNER.owners["form"], employers)
    found = [[] for _ in texts]
    numbers = readings.joined.number(spans.start).tolist()
    for number, (rule, start, end) in zip(numbers, spans.rows(), strict=True):
        begin, rule = int(readings.joined.starts[number]), MATCHER.rules[rule]
        place = (start - begin, end - begin)
        found[number].append((LEXICON.ids[rule.signal], rule.form.text, *place))
    return [sorted(spans) for spans in found], list(readings.each(len(texts)))


def assert_agrees(texts, employers):
    found, readings = fast_spans(texts, employers)
    for spans, reading, employer in zip(found, readings, employers, strict=True):
        assert spans == sorted(reference_spans(LEXICON, reading, employer))


@given(batches)
def test_one_pass_finds_every_phrase_that_a_slow_search_finds(texts):
    readings = read_all(texts)
    hits = SCANNER.by_text("form", SCANNER.hits(readings)["form"], readings)
    for found, reading in zip(hits, readings.each(len(texts)), strict=True):
        plain = {phrase.replace("-", " ") for phrase in PHRASES}
        assert {(hit.phrase, hit.start, hit.end) for hit in found} == reference_hits(plain, reading)


@given(batches, st.sampled_from(["", "Acme AI", "AI", "Machine Learning, Inc."]))
def test_the_spans_of_texts_are_those_of_the_reference(texts, employer):
    assert_agrees(texts, [employer] * len(texts))


@settings(max_examples=12)
@given(st.sampled_from(FORMS), st.sampled_from([" ", ", ", ".\n", " \u2022 "]))
def test_a_thousand_repetitions_of_any_form_are_those_of_the_reference(form, gap):
    assert_agrees([(form + gap) * 1000], [""])


def test_no_text_names_no_signal():
    assert fast_spans([""])[0] == [[]]
    assert fast_spans(["", "Python", ""])[0][1] == [("python", "python[3| 3]", 0, 6)]


@pytest.mark.real_text
@pytest.mark.parametrize("corpus", [corpus.id for corpus in registry.load()])
def test_the_spans_of_real_postings_are_those_of_the_reference(corpus, real_corpora):
    postings = corpora.read_corpus(registry.corpus(corpus), real_corpora / corpus).postings
    sample = postings.sample(20, random_state=7)
    assert_agrees(sample["text"].fillna("").tolist(), sample["employer"].fillna("").tolist())


@pytest.mark.slow
def test_ten_million_characters_cost_ten_times_what_one_million_do():
    sentence = "Build agents with LLMs, Python and AWS; deploy ML models to production.\n\n"

    def seconds(length):
        text = (sentence * (length // len(sentence) + 1))[:length]
        began = time.process_time()
        assert fast_spans([text])[0][0]
        return time.process_time() - began

    assert seconds(10_000_000) < 16 * min(seconds(1_000_000) for _ in range(3))


@given(texts)
def test_a_span_leads_back_to_its_words_in_the_published_text(text):
    for item in measure_posting("", text).evidence:
        assert 0 <= item.start < item.end <= len(text)
        assert not text[item.start].isspace()
        assert not text[item.end - 1].isspace()


@given(texts)
def test_no_span_lies_within_another_of_its_signal(text):
    spans = fast_spans([text])[0][0]
    for one in spans:
        for other in spans:
            if one is not other and one[0] == other[0]:
                assert not (one[2] >= other[2] and one[3] <= other[3])


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


@pytest.mark.parametrize(
    "text",
    [
        "You work daily using Claude Code.",
        "Comfortable with AI; we leverage Claude Code.",
        "Write code with OpenAI Codex.",
    ],
)
def test_a_coding_assistant_that_is_called_like_a_model_is_no_hosted_model(text):
    assert "coding_assistant" in found(text)
    assert "llm_api" not in found(text)


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

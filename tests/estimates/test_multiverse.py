"""A universe is the share that its reading gives, and the first is the published estimate."""

from itertools import product

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis import paths
from analysis.corpora import registry
from analysis.estimates import clusters, multiverse, multiverse_declared, shares
from analysis.estimates.cells import VARIED, signals_of
from analysis.estimates.clusters import Sample
from analysis.estimates.differences import mover
from analysis.estimates.multiverse_levels import Vocabulary
from analysis.estimates.multiverse_postings import Postings
from analysis.estimates.multiverse_sums import Sums, correlation
from analysis.pipeline import varying
from analysis.register import register as registers
from analysis.register.register import Claim

DECLARED = multiverse_declared.load(paths.source(multiverse_declared.FILE))
SHARE = {
    "id": "rag", "section": "s", "said": "RAG is required", "stated": "50%", "kind": "share",
    "population": "ai_engineer", "level": "requires", "measure": "rag", "margin": 0.1,
    "needs": "skill_share",
}  # fmt: skip

# id, role, strict role, country, text complete, employer, copies
POSTINGS = pd.DataFrame(
    [
        ("1", "ai_engineer", "ai_engineer", "US", True, "a", 1),
        ("2", "ai_engineer", "ai_engineer", "US", True, "a", 3),
        ("3", "ai_engineer", "other", "US", False, "b", 1),
        ("4", "ai_engineer", "ai_engineer", "DE", True, "c", 1),
        ("5", "ai_engineer", "ai_engineer", None, True, "d", 1),
        ("6", "other", "ai_engineer", "US", True, "e", 1),
    ],
    columns=["id", "role", "role_strict", "country", "text_complete", "employer_key",
             "duplicate_group_size"],
).assign(
    employment="unstated", pay_disclosed=False, pay_min=np.nan, pay_max=np.nan, pay_period="",
    pay_currency="", pay_field_min=np.nan, pay_field_max=np.nan,
)  # fmt: skip

EVIDENCE = pd.DataFrame(
    [
        ("1", "rag", "retrieval", "requirements", "required"),
        ("2", "tool", "sure", "requirements", "required"),  # a tool of RAG
        ("3", "rag", "likely", "about", "mentioned"),
        ("4", "rag", "retrieval", "duties", "duty"),
        ("5", "rag", "retrieval", "requirements", "negated"),
        ("6", "rag", "likely", "duties", "duty"),
    ],
    columns=["id", "signal", "form", "section", "level"],
)
WORDS = Vocabulary({("rag", "retrieval"), ("tool", "sure")}, {"rag": ["tool"]})


def universes(register, **keys):
    claim = Claim(**(SHARE | keys))
    postings = Postings.of(POSTINGS, EVIDENCE, {"rag"}, WORDS)
    return multiverse.run(register(claim), claim, "test", postings, DECLARED)


def found(universes, **chosen):
    """Return the universe with these options and else the default's."""
    choices = universes.choices
    wanted = dict(choices.iloc[0]) | chosen
    (at,) = choices.index[(choices[list(wanted)] == pd.Series(wanted)).all(axis=1)]
    return universes.shown.loc[at, "estimate"]


@pytest.mark.parametrize(
    ("chosen", "share"),
    [
        ({}, 2 / 3),  # postings 1, 2 and 3
        ({"level": "required"}, 2 / 3),
        ({"level": "mentions"}, 3 / 3),
        ({"level": "mentions", "part": "job"}, 2 / 3),
        ({"level": "mentions", "words": "certain"}, 2 / 3),
        ({"implied": "apart"}, 1 / 3),
        ({"titles": "strict"}, 3 / 3),  # 1, 2 and 6
        ({"titles": "strict", "words": "certain"}, 2 / 3),
        ({"duplicates": "kept"}, 4 / 5),
        ({"country": "any"}, 3 / 5),
        ({"country": "here or unknown"}, 2 / 4),
        ({"texts": "complete"}, 1.0),
        ({"employers": "employers"}, 1 / 2),
        ({"employers": "employers", "duplicates": "kept", "implied": "apart"}, (1 / 4) / 2),
    ],
)
def test_a_universe_is_the_share_that_its_reading_gives(register, chosen, share):
    assert found(universes(register), **chosen) == pytest.approx(share)


def test_a_negated_span_counts_at_no_level(register):
    any_ = universes(register)
    assert found(any_, level="mentions", country="here or unknown") == pytest.approx(3 / 4)


def test_an_option_without_a_consequence_is_no_universe(register):
    choices = universes(register).choices
    assert "pay" not in choices
    assert "rater" not in choices
    assert not choices.duplicated().any()


@pytest.fixture(scope="module")
def real() -> tuple[registers.Register, Postings]:
    claims = registers.load(paths.source(registers.ARTICLE))
    measured = pd.read_parquet(paths.source("data/processed/measurements/ashby-2025-10.parquet"))
    evidence = pd.read_parquet(paths.source("data/processed/evidence/ashby-2025-10.parquet"))
    names = set().union(
        *(signals_of(c) for c in claims.claim if c.judged_on_postings and c.kind in VARIED)
    )
    return claims, Postings.of(measured, evidence, names, varying.vocabulary())


def test_universes_a_few_at_a_time_are_those_of_all_at_once(real, monkeypatch):
    claims, postings = real
    claim = next(claim for claim in claims.claim if claim.id == "gap-python")
    whole = multiverse.run(claims, claim, "ashby-2025-10", postings, DECLARED)
    monkeypatch.setattr(multiverse, "CELLS", 1)
    pieces = multiverse.run(claims, claim, "ashby-2025-10", postings, DECLARED)
    pd.testing.assert_frame_equal(whole.choices, pieces.choices)
    for part, arrays in whole.parts.items():
        for name, values in arrays.items():
            assert pieces.parts[part][name] == pytest.approx(values, rel=1e-12, nan_ok=True)


def test_the_levels_rebuilt_from_the_evidence_are_the_measured_ones(real):
    _, postings = real
    levels = postings.levels["all", "counted", "whole"]
    measured = pd.read_parquet(paths.source("data/processed/measurements/ashby-2025-10.parquet"))
    expected = measured.set_index("id").loc[postings.frame["id"], list(levels)]
    assert (levels.to_numpy() == expected.to_numpy()).all()


def test_the_first_universe_is_the_published_estimate(real):
    claims, postings = real
    table = pd.read_csv(paths.source("data/processed/estimates.csv"))
    here = table[(table["corpus"] == "ashby-2025-10") & table["refused"].isna()]
    tried = 0
    for claim in claims.claim:
        rows = here[here["claim"] == claim.id]
        if claim.kind not in VARIED or rows.empty or str(rows["note"].iloc[-1]).startswith("corr"):
            continue
        run = multiverse.run(claims, claim, "ashby-2025-10", postings, DECLARED)
        for row in run.estimates()[0]:
            (published,) = rows[rows["part"] == row.part].to_dict("records")
            for name in ("n", "estimate", "low95", "high95", "low90", "high90"):
                assert getattr(row, name) == pytest.approx(published[name], rel=1e-4, abs=1e-5)
            if row.diff_low95 is not None:
                assert row.diff_low95 == pytest.approx(published["diff_low95"], rel=1e-4, abs=1e-5)
        tried += 1
    assert tried > 30


samples = st.lists(st.tuples(st.booleans(), st.integers(0, 60)), min_size=2, max_size=160).filter(
    lambda rows: len({employer for _, employer in rows}) > 1
)


def summed(rows, one_vote=False) -> Sums:
    size = np.zeros((61, 1))
    count = np.zeros((61, 1))
    for value, employer in rows:
        size[employer] += 1
        count[employer] += value
    return Sums(size, count, 0.35, np.array([one_vote]))


def sampled(rows) -> Sample:
    return Sample.of([value for value, _ in rows], [str(employer) for _, employer in rows])


@given(samples, st.sampled_from([0.90, 0.95]))
def test_many_intervals_at_once_are_those_of_one_at_a_time(rows, confidence):
    one = shares.clustered(sampled(rows)).interval(confidence)
    many = summed(rows).interval(confidence)
    for name in ("estimate", "low", "high"):
        assert getattr(many, name)[0] == pytest.approx(getattr(one, name), abs=1e-9)


@given(samples, samples)
def test_many_differences_at_once_are_those_of_one_at_a_time(first, second):
    together = correlation(summed(first), summed(second))
    assert together[0] == pytest.approx(clusters.correlation(sampled(first), sampled(second)))
    sides = [shares.clustered(sampled(rows)).interval(0.95) for rows in (first, second)]
    one = mover(*sides, float(together[0]))
    many = summed(first).interval(0.95).less(summed(second).interval(0.95), together)
    assert (many.low[0], many.high[0]) == pytest.approx((one.low, one.high), abs=1e-7)


@given(samples)
def test_one_vote_an_employer_is_the_mean_of_their_shares_and_never_worth_more(rows):
    votes = summed(rows, one_vote=True)
    assert votes.estimate[0] == pytest.approx(clusters.one_vote_each(sampled(rows)))
    assert votes.n_effective[0] <= len(rows) + 1e-9


@given(samples)
def test_an_employer_that_repeats_each_posting_changes_nothing_of_its_one_vote(rows):
    once, twice = summed(rows, one_vote=True), summed([*rows, *rows], one_vote=True)
    assert once.estimate[0] == pytest.approx(twice.estimate[0])
    assert once.influence == pytest.approx(twice.influence)


def test_what_is_declared_is_checked(tmp_path):
    text = paths.source(multiverse_declared.FILE).read_text(encoding="utf-8")
    for wrong, told in (
        (text.replace('id = "words"', 'id = "colour"'), "colour"),
        (text.replace('{ id = "certain"', '{ id = "sure"'), "'sure'.*all, certain"),
        (text.replace("stands = 0.90", "stands = 9.0"), "stands"),
    ):
        (tmp_path / "wrong.toml").write_text(wrong, encoding="utf-8")
        with pytest.raises(multiverse_declared.DeclarationError, match=told):
            multiverse_declared.load(tmp_path / "wrong.toml")


def test_a_level_is_first_read_as_the_claim_says(register):
    claims = registers.load(paths.source(registers.ARTICLE))
    multiverse_declared.check(DECLARED, claims)
    other = DECLARED.model_copy(update={"levels": {"requires": ("mentions", "requires")}})
    with pytest.raises(multiverse_declared.DeclarationError, match="must stand first"):
        multiverse_declared.check(other, register(Claim(**SHARE)).model_copy(
            update={"claim": claims.claim}))  # fmt: skip
    unknown = DECLARED.model_copy(update={"headline": ("nosuch",)})
    with pytest.raises(multiverse_declared.DeclarationError, match="no claim 'nosuch'"):
        multiverse_declared.check(unknown, claims)


def test_every_corpus_is_registered_with_what_it_may_answer():
    names = {corpus.id for corpus in registry.load()}
    words = pd.read_csv(paths.source("data/processed/multiverse/words.csv"))
    assert set(words["corpus"]) <= names
    assert words["universes"].between(1, 5000).all()
    for _, row in words.iterrows():
        parts = [row[word] for word in ("replicated", "compatible", "undetermined",
                                        "not replicated", "not assessable")]  # fmt: skip
        assert sum(parts) == pytest.approx(1, abs=1e-4)


def test_the_options_of_all_choices_are_combined(register):
    choices = universes(register).choices
    every = product(*(choices[name].unique() for name in choices))
    assert len(choices) == len(list(every))

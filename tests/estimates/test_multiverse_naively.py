"""Every universe is what filtering the rows one reading at a time gives."""

from itertools import product

import numpy as np
import pandas as pd
import pytest

from analysis.estimates import article, clusters, measures, multiverse, shares
from analysis.estimates.cells import cells, pairs
from analysis.estimates.clusters import Sample
from analysis.estimates.differences import Difference
from analysis.estimates.multiverse import Universes
from analysis.estimates.multiverse_declared import CHOICES
from analysis.estimates.multiverse_levels import Vocabulary
from analysis.estimates.multiverse_postings import Postings
from analysis.estimates.rows import Bounds
from analysis.register.register import Claim
from tests.estimates.test_multiverse import DECLARED

CERTAIN = {("rag", "retrieval"), ("tool", "sure"), ("agentic", "agents")}
WORDS = Vocabulary(CERTAIN, {"rag": ["tool"]})
CODED = DECLARED.model_copy(update={"fewest_coded": 5})
GIVEN = {"section": "s", "said": "it is so", "margin": 0.1, "needs": "skill_share"}
CLAIMS = {
    "share": Claim(
        id="share", kind="share", stated="50%", population="ai_engineer", level="requires",
        measure="rag", **GIVEN,
    ),
    "among": Claim(
        id="among", kind="share", stated="50%", population="ai_engineer", level="mentions",
        measure="rag", among="agentic", **GIVEN,
    ),
    "pay": Claim(
        id="pay", kind="share", stated="50%", population="ai_engineer",
        measure="pay_disclosed", **GIVEN,
    ),
    "gap": Claim(
        id="gap", kind="comparison", stated="50% against 30%", population="ai_engineer",
        against="software_engineer", level="requires", measure="rag", among="agentic", **GIVEN,
    ),
    "paid gap": Claim(
        id="paid-gap", kind="comparison", stated="50% against 30%", population="ai_engineer",
        against="software_engineer", measure="pay_disclosed", **GIVEN,
    ),
}  # fmt: skip
ASKED = {
    "mentions": {"mentioned", "preferred", "duty", "required"},
    "asked": {"preferred", "duty", "required"},
    "requires": {"duty", "required"},
    "required": {"required"},
}
ORDER = ["absent", "mentioned", "preferred", "duty", "required"]
LEVELS = [*ORDER[1:], "negated"]
ASKING = {"duties", "requirements", "preferred"}
NOT_THE_JOB = {"about", "benefits", "legal"}


def drawn(n: int = 220) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """Return measurements, evidence and codes that vary in everything a reading looks at."""
    draw = np.random.default_rng(11)
    roles = ["ai_engineer", "software_engineer", "other"]
    broad = draw.choice(roles, n, p=[0.5, 0.4, 0.1])
    paid = draw.random(n) < 0.4
    field = draw.random(n)
    measured = pd.DataFrame(
        {
            "id": [f"test/{number}" for number in range(n)],
            "role": broad,
            "role_strict": np.where(draw.random(n) < 0.2, draw.choice(roles, n), broad),
            "country": [str(c) or None for c in draw.choice(["US", "US", "DE", ""], n)],
            "text_complete": draw.random(n) < 0.7,
            "employer_key": draw.choice(list("abcdefghijklmnop"), n),
            "employment": "unstated",
            "duplicate_group_size": draw.integers(1, 4, n),
            "pay_disclosed": paid,
            "pay_min": np.where(paid, 100_000.0, np.nan),
            "pay_max": np.where(paid, 150_000.0, np.nan),
            "pay_period": np.where(paid, "year", None),
            "pay_currency": np.where(paid, "USD", None),
            "pay_field_min": np.where(field < 0.2, 90_000.0, np.nan),
            "pay_field_max": np.where((field > 0.1) & (field < 0.4), 120_000.0, np.nan),
        },
        index=range(1000, 1000 + n),
    )
    sections = ["requirements", "duties", "preferred", "summary", "about", "benefits", "legal"]
    spans = [
        ("rag", "retrieval"), ("rag", "likely"), ("tool", "sure"), ("agentic", "agents"),
        ("agentic", "autonomous"),
    ]  # fmt: skip
    rows = [
        (name, *spans[draw.integers(len(spans))], draw.choice(sections), draw.choice(LEVELS))
        for name in measured["id"]
        for _ in range(draw.integers(0, 4))
    ]
    evidence = pd.DataFrame(rows, columns=["id", "signal", "form", "section", "level"])
    some = measured["id"][draw.random(n) < 0.6]
    coded = pd.DataFrame(
        {name: draw.choice(ORDER, len(some)) for name in ("rag", "agentic")}
        | {"pay": draw.choice(["disclosed", "not disclosed"], len(some))},
        index=some.tolist(),
    ).astype("object")
    coded.iloc[:5, 0] = None
    coded.iloc[5:9, 2] = None
    return measured, evidence, coded


MEASURED, EVIDENCE, CODES = drawn()
SPANS = {str(name): spans for name, spans in EVIDENCE.groupby("id")}


def level(posting: str, signal: str, reading: dict[str, str]) -> str:
    if reading["rater"] == "coder":
        return str(CODES.loc[posting, signal])
    spans = SPANS.get(posting, EVIDENCE[:0])
    if reading["part"] == "asked" and spans["section"].isin(ASKING).any():
        spans = spans[spans["section"].isin(ASKING)]
    if reading["part"] == "job":
        spans = spans[~spans["section"].isin(NOT_THE_JOB)]
    if reading["words"] == "certain":
        spans = spans[spans["form"].isin([form for _, form in CERTAIN])]
    counted = [signal, *(WORDS.implying.get(signal, ()) if reading["implied"] == "counted" else ())]
    told = [rank for rank in spans.loc[spans["signal"].isin(counted), "level"] if rank in ORDER]
    return max(told, key=ORDER.index, default="absent")


def has(row: pd.Series, name: str, reading: dict[str, str]) -> bool:
    if name != "pay_disclosed":
        return level(row["id"], name, reading) in ASKED[reading["level"]]
    if reading["rater"] == "coder":
        return bool(CODES.loc[row["id"], "pay"] == "disclosed")
    shown = pd.notna(row["pay_field_min"]) or pd.notna(row["pay_field_max"])
    return bool(row["pay_disclosed"]) or (reading["pay"] == "shown" and shown)


def counts(row: pd.Series, role: str, names: list[str], reading: dict[str, str]) -> bool:
    countries = {"here": ["US"], "here or unknown": ["US", None], "any": ["US", "DE", None]}
    here = row["country"] if isinstance(row["country"], str) else None
    whole = reading["texts"] == "complete" or "pay_disclosed" in names
    coded = ["pay" if name == "pay_disclosed" else name for name in names]
    labelled = row["id"] in CODES.index and CODES.loc[row["id"], coded].notna().all()
    return bool(
        row["role" if reading["titles"] == "broad" else "role_strict"] == role
        and here in countries[reading["country"]]
        and (row["text_complete"] or not whole)
        and (labelled or reading["rater"] == "rules")
    )


def sample(claim: Claim, role: str, reading: dict[str, str]) -> Sample:
    names = [name for name in (str(claim.measure), claim.among) if name]
    values, employers = [], []
    for _, row in MEASURED.iterrows():
        if not counts(row, role, names, reading):
            continue
        if claim.among and not has(row, claim.among, reading):
            continue
        copies = row["duplicate_group_size"] if reading["duplicates"] == "kept" else 1
        values += [has(row, names[0], reading)] * copies
        employers += [row["employer_key"]] * copies
    return Sample.of(values, employers)


def expected(claim: Claim, register: object, reading: dict[str, str]) -> tuple[int, Bounds, Bounds]:
    """Return the smaller n, the share or gap, and what it is less the article's."""
    icc = measures.planned_icc(str(claim.measure))
    sides = [sample(claim, cell.role, reading) for cell in cells(claim).values()]
    stated = article.bounds(register, claim)
    assert stated is not None
    found = (
        Bounds.of(Difference.of(*sides, icc))
        if pairs(claim)
        else Bounds.of(shares.clustered(sides[0], icc))
    )
    return min(side.n for side in sides), found, found.less(stated)


def every(universes: Universes) -> list[dict[str, str]]:
    """Return the options of each universe, those that change nothing at their default."""
    claim = universes.claim
    default = {name: options[0] for name, options in CHOICES.items()}
    default["level"] = CODED.options(claim, "level")[0]
    return [default | row for row in universes.choices.to_dict("records")]


@pytest.mark.parametrize("name", CLAIMS)
def test_each_universe_is_what_its_rows_give_when_they_are_counted_one_by_one(name, register):
    claim = CLAIMS[name]
    postings = Postings.of(MEASURED, EVIDENCE, {"rag", "agentic"}, WORDS, CODES, field_fit=True)
    claims = register(claim)
    universes = multiverse.run(claims, claim, "test", postings, CODED)
    readings = every(universes)
    part = next(iter(universes.parts))
    arrays = universes.parts[part]
    looked = np.random.default_rng(5).permutation(len(readings))[:40].tolist()
    some = {0, *looked, *(at for at, r in enumerate(readings) if r["rater"] == "coder")}
    for at in sorted(some)[:80]:
        if readings[at]["employers"] == "employers":
            continue
        n, found, less = expected(claim, claims, readings[at])
        seen = {key: float(values[at]) for key, values in arrays.items()}
        assert seen["n"] == n, readings[at]
        assert [seen["estimate"], seen["low95"], seen["high95"], seen["low90"], seen["high90"]] == (
            pytest.approx([found.at95.estimate, found.at95.low, found.at95.high,
                           found.at90.low, found.at90.high])
        ), readings[at]  # fmt: skip
        assert [
            seen["diff_low95"],
            seen["diff_high95"],
            seen["diff_low90"],
            seen["diff_high90"],
        ] == (pytest.approx([less.at95.low, less.at95.high, less.at90.low, less.at90.high])), (
            readings[at]
        )
        assert seen["stated_value"] == pytest.approx(0.2 if pairs(claim) else 0.5)
        row = universes.estimates()[at][0]
        assert (row.claim, row.part, row.corpus, row.measure) == (
            claim.id, part, "test", claim.measure,
        )  # fmt: skip


@pytest.mark.parametrize("name", CLAIMS)
def test_each_reading_that_changes_a_posting_is_a_universe(name, register):
    claim = CLAIMS[name]
    postings = Postings.of(MEASURED, EVIDENCE, {"rag", "agentic"}, WORDS, CODES, field_fit=True)
    universes = multiverse.run(register(claim), claim, "test", postings, CODED)
    varied = {key: set(universes.choices[key]) for key in universes.choices}
    about_pay = measures.is_about_pay(claim.measure)
    expected = {
        key: set(CODED.options(claim, key))
        for key in CHOICES
        if key not in ({"level", "words", "implied", "part", "texts"} if about_pay else {"pay"})
    }
    assert varied == expected
    rules = universes.choices[universes.choices["rater"] == "rules"]
    by_content = [key for key in ("level", "words", "implied", "part", "pay") if key in expected]
    by_sample = ["titles", "duplicates", "country", "employers"]
    by_sample += [] if about_pay else ["texts"]
    wanted = set(product(*(expected[key] for key in [*by_content, *by_sample])))
    assert {tuple(row) for row in rules[[*by_content, *by_sample]].to_numpy()} == wanted
    coder = universes.choices[universes.choices["rater"] == "coder"]
    levels = set(coder["level"]) if "level" in coder else {""}
    assert levels == set(CODED.options(claim, "level"))


def test_without_labels_or_a_fit_field_neither_is_a_reading(register):
    for name, key in (("share", "rater"), ("pay", "pay")):
        claim = CLAIMS[name]
        bare = Postings.of(MEASURED, EVIDENCE, {"rag", "agentic"}, WORDS)
        universes = multiverse.run(register(claim), claim, "test", bare, CODED)
        assert key not in universes.choices


def test_a_coder_is_a_reading_from_as_many_labels_of_the_role_as_are_declared(register):
    claim = CLAIMS["share"]
    role = MEASURED["role"] == "ai_engineer"
    labelled = int(MEASURED.loc[role, "id"].isin(CODES.index[CODES["rag"].notna()]).sum())
    postings = Postings.of(MEASURED, EVIDENCE, {"rag", "agentic"}, WORDS, CODES)
    for fewest, coded in ((labelled, True), (labelled + 1, False)):
        declared = DECLARED.model_copy(update={"fewest_coded": fewest})
        universes = multiverse.run(register(claim), claim, "test", postings, declared)
        assert ("rater" in universes.choices) is coded


def test_one_vote_an_employer_is_the_mean_of_their_shares(register):
    claim = CLAIMS["pay"]
    postings = Postings.of(MEASURED, EVIDENCE, set(), WORDS, field_fit=True)
    universes = multiverse.run(register(claim), claim, "test", postings, CODED)
    readings = every(universes)
    at = next(n for n, r in enumerate(readings) if r["employers"] == "employers")
    assert universes.shown.loc[at, "estimate"] == pytest.approx(
        clusters.one_vote_each(sample(claim, "ai_engineer", readings[at]))
    )

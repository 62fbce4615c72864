"""A structure is read under the readings that are declared, by the rule that judges it."""

import numpy as np
import pandas as pd
import pytest

from analysis import paths
from analysis.categories import bisection, declared
from analysis.claims import splits
from analysis.claims.verdicts import NOT_ASSESSABLE, NOT_REPLICATED, REPLICATED
from analysis.estimates import multiverse_declared
from analysis.estimates.multiverse_declared import DeclarationError
from analysis.pipeline import categorising
from analysis.pipeline.shelves import REAL
from analysis.register import register as registers

SPLIT = declared.load(paths.source(declared.FILE))
READINGS = multiverse_declared.load(paths.source(multiverse_declared.FILE))
CLAIMS = registers.load(paths.source(registers.ARTICLE))
CLAIM = CLAIMS["aie-splits-cleanly"]
WHERE = "builtin-2026-02"
DEFAULT = {"level": "requires", "titles": "broad", "duplicates": "once", "country": "here"}

# id, role, strict role, country, copies
POSTINGS = pd.DataFrame(
    [
        ("3", "ai_engineer", "other", "US", 1),
        ("1", "ai_engineer", "ai_engineer", "US", 3),
        ("2", "ai_engineer", "ai_engineer", "DE", 1),
        ("4", "other", "ai_engineer", None, 1),
        ("5", "ai_engineer", "ai_engineer", None, 1),
    ],
    columns=["id", "role", "role_strict", "country", "duplicate_group_size"],
)


@pytest.mark.parametrize(
    ("chosen", "ids"),
    [
        ({}, "13"),
        ({"titles": "strict"}, "1"),
        ({"duplicates": "kept"}, "1113"),
        ({"country": "here or unknown"}, "135"),
        ({"country": "any"}, "1235"),
        ({"titles": "strict", "country": "here or unknown"}, "145"),
    ],
)
def test_a_reading_counts_the_postings_that_it_says(chosen, ids):
    kept = splits.postings(CLAIMS, CLAIM, POSTINGS, DEFAULT | chosen)
    assert "".join(kept["id"]) == ids
    assert list(kept.columns) == list(POSTINGS.columns)


def measured(n=240, seed=0):
    """Return postings whose features have nothing to do with the flag."""
    random = np.random.default_rng(seed)
    levels = {
        name: np.where(random.random(n) < 0.4, "required", "absent")
        for name in {SPLIT.flag, *SPLIT.features}
    }
    return pd.DataFrame(
        {
            "id": [f"test/{number:03}" for number in range(n)], "role": "ai_engineer",
            "role_strict": "ai_engineer", "country": "US", "characters": 900,
            "employer_key": [f"e{number}" for number in range(n)], "duplicate_group_size": 1,
        }
    ).assign(**levels)  # fmt: skip


def test_what_moves_no_posting_is_no_universe_and_noise_is_no_split():
    found = splits.vary(CLAIMS, CLAIM, "test", measured(), SPLIT, READINGS)
    assert list(found.universes.choices) == ["level"]
    assert found.words == [NOT_REPLICATED] * 3


def layered(n=240, seed=0):
    """Return postings whose features are named more often than asked for."""
    random = np.random.default_rng(seed)
    levels = np.array(["absent", "mentioned", "duty", "required"])
    names = [SPLIT.flag, *SPLIT.features]
    return measured(n).assign(**{name: levels[random.integers(0, 4, n)] for name in names})


def test_a_reading_shows_the_auc_of_its_own_level_among_long_texts(monkeypatch):
    frame = layered()
    frame.loc[frame.index[:20], "role_strict"] = "other"
    frame.loc[frame.index[20:25], "characters"] = SPLIT.fewest_characters - 1
    frame.loc[frame.index[25:30], "characters"] = SPLIT.fewest_characters
    whole = []
    monkeypatch.setattr(bisection, "bisect", lambda *given: whole.append(given))
    found = splits.vary(CLAIMS, CLAIM, "test", frame, SPLIT, READINGS).universes
    assert whole == []
    assert (found.claim, found.corpus, list(found.parts)) == (CLAIM, "test", ["auc"])
    assert list(found.choices) == ["level", "titles"]
    assert sorted(set(found.choices["titles"])) == ["broad", "strict"]
    for at, reading in found.choices.iterrows():
        kept = frame[frame["characters"] >= SPLIT.fewest_characters]
        if reading["titles"] == "strict":
            kept = kept[kept["role_strict"] == "ai_engineer"]
        asked = SPLIT.model_copy(update={"level": reading["level"]})
        table = bisection.without_replications(kept.reset_index(drop=True), asked)
        (auc,) = table[table["quantity"] == "auc"].to_dict("records")
        shown = found.shown.loc[at].tolist()
        assert shown == pytest.approx([auc[name] for name in ("value", "low95", "high95", "n")])
    assert found.shown["estimate"].nunique() > 3


def test_what_a_test_needs_is_looked_at_before_it_is_run_and_told():
    frame = measured().assign(**{SPLIT.flag: "absent"})
    found = splits.vary(CLAIMS, CLAIM, "test", frame, SPLIT, READINGS)
    assert set(found.words) == {NOT_ASSESSABLE}
    assert found.universes.shown["n"].tolist() == [240] * 3
    assert found.universes.shown[["estimate", "low95", "high95"]].isna().all(axis=None)


def test_too_few_postings_have_no_word_but_that(monkeypatch):
    monkeypatch.delattr(bisection, "bisect")
    found = splits.vary(CLAIMS, CLAIM, "test", measured(199), SPLIT, READINGS)
    assert set(found.words) == {NOT_ASSESSABLE}
    assert found.universes.shown["estimate"].isna().all()


def test_the_whole_test_is_run_where_no_part_fails_for_sure(monkeypatch):
    whole = bisection.without_replications(measured(), SPLIT)
    passing = whole.assign(value=1.0, high95=1.0, passed=True)
    monkeypatch.setattr(bisection, "without_replications", lambda *_: passing)
    asked = []

    def bisect(frame, split):
        asked.append((len(frame), split.level))
        return passing

    monkeypatch.setattr(bisection, "bisect", bisect)
    found = splits.vary(CLAIMS, CLAIM, "test", measured(), SPLIT, READINGS)
    assert set(found.words) == {REPLICATED}
    assert asked == [(240, level) for level in found.universes.choices["level"]]
    monkeypatch.setattr(bisection, "bisect", lambda *_: whole)
    found = splits.vary(CLAIMS, CLAIM, "test", measured(), SPLIT, READINGS)
    assert set(found.words) == {NOT_REPLICATED}


def test_the_declared_reading_is_the_committed_test():
    frame = pd.read_parquet(paths.source(REAL.path(f"measurements/{WHERE}.parquet")))
    kept = splits.postings(CLAIMS, CLAIM, frame, DEFAULT)
    kept = kept[kept["characters"] >= SPLIT.fewest_characters].reset_index(drop=True)
    found = bisection.without_replications(kept, SPLIT).set_index("quantity")["value"]
    committed = pd.read_csv(paths.source(REAL.path(categorising.BISECTION)))
    known = committed[committed["corpus"] == WHERE].set_index("quantity")["value"]
    assert found.to_dict() == pytest.approx(known[found.index].astype(float).to_dict(), abs=1e-5)


def test_a_claim_is_varied_or_the_reason_why_not_is_declared():
    forgotten = dict(list(READINGS.unvaried.items())[1:])
    with pytest.raises(DeclarationError, match="unvaried: 'aie-prolific-largest' is of kind"):
        multiverse_declared.check(READINGS.model_copy(update={"unvaried": forgotten}), CLAIMS)
    excused = READINGS.unvaried | {"aie-python": "too hard"}
    with pytest.raises(DeclarationError, match="unvaried: 'aie-python' is of kind 'share'"):
        multiverse_declared.check(READINGS.model_copy(update={"unvaried": excused}), CLAIMS)

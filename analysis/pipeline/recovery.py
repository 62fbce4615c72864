"""Does the pipeline recover what was planted? Many synthetic corpora, from text to intervals.

Every corpus is generated, written, read, freed of duplicates and measured like a real one. Its
planted shares are then estimated twice: from the measurements as they are, and corrected for label
error by an audit, a random part of the postings whose truth is looked up as coders would find it.
"""

from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from itertools import combinations
from multiprocessing import get_context

import numpy as np
import pandas as pd

from analysis.corpora.reference import generate, parameters
from analysis.corpora.reference.parameters import Parameters
from analysis.estimates import clusters, label_error, measures, shares
from analysis.estimates.clusters import Sample
from analysis.estimates.differences import mover
from analysis.estimates.shares import Share
from analysis.pipeline import synthetic
from analysis.pipeline.shelves import RECOVERY
from analysis.signals import lexicon

AUDIT = 150
"""Postings of each role whose truth is looked up."""

CONFIDENCE = 0.95

CORPORA = 200

COVERAGE, WRONG = "coverage.csv", "wrong_differences.csv"
"""The two tables on the shelf of recoveries."""

WAYS = ("naive", "corrected")


def planted_shares(planted: Parameters) -> pd.DataFrame:
    """Return the shares that parameters plant: `role`, `item`, `view`, `planted`.

    Shares of 0 and 1 are left out: no interval can miss them on both sides.

    Args:
        planted: What is planted.
    """
    rows = [
        (name, item, view, share)
        for name, role in planted.role.items()
        for view, items in (
            ("requires", role.requires),
            ("mentions", role.mentions),
            ("requires", {joint.event: joint.share for joint in role.joint}),
            ("", {"pay_disclosed": role.pay.disclosed}),
        )
        for item, share in items.items()
        if 0 < share < 1
    ]
    return pd.DataFrame(rows, columns=["role", "item", "view", "planted"])


def with_truth(planted: Parameters, seed: int) -> pd.DataFrame:
    """Return a corpus's unique postings, measured, with the truth in columns named `true_…`.

    Args:
        planted: What is planted.
        seed: Of the corpus.
    """
    made = generate.generate(planted, seed)
    truth = pd.DataFrame(made.truth).assign(pay_disclosed=lambda t: t["pay"] == "disclosed")
    return synthetic.measured(made).join(truth.set_index("id").add_prefix("true_"), on="id")


def estimated(variant: str, seed: int) -> pd.DataFrame:
    """Return every planted share of one corpus with both intervals.

    Args:
        variant: Of the parameters.
        seed: Of the corpus, and of the audit.

    Returns:
        `role`, `item`, `view`, `planted`, `seed`, and `estimate`, `low`, `high` of either way,
        named `naive_…` and `corrected_…`.
    """
    planted = parameters.load(variant)
    frame = with_truth(planted, seed)
    audits = _audits(frame, seed)
    rows = []
    for planned in planted_shares(planted).to_dict("records"):
        found = _both(frame, audits, planned["role"], planned["item"], planned["view"])
        row = {**planned, "seed": seed}
        for way, share in found.items():
            bounds = share.interval(CONFIDENCE)
            row[f"{way}_estimate"] = bounds.estimate
            row[f"{way}_low"], row[f"{way}_high"] = bounds.low, bounds.high
        rows.append(row)
    return pd.DataFrame(rows)


def differences(variant: str, seed: int) -> pd.DataFrame:
    """Return every difference between two roles of one corpus with both intervals.

    Args:
        variant: Of the parameters: one that plants the same share in every role.
        seed: Of the corpus, and of the audit.

    Returns:
        `roles`, `item`, `view`, `seed`, and `naive_differs`, `corrected_differs`: whether the 95%
        interval of the difference leaves 0 out.
    """
    planted = parameters.load(variant)
    frame = with_truth(planted, seed)
    audits = _audits(frame, seed)
    rows = []
    for (item, view), _ in planted_shares(planted).groupby(["item", "view"], sort=False):
        what = str(item), str(view)
        sides = {role: _both(frame, audits, role, *what) for role in planted.role}
        samples = {role: _samples(frame, role, *what)[0] for role in planted.role}
        for pair in combinations(planted.role, 2):
            together = clusters.correlation(*(samples[role] for role in pair))
            differs = {
                f"{way}_differs": _leaves_out_nought([sides[role] for role in pair], way, together)
                for way in WAYS
            }
            roles = " - ".join(pair)
            rows.append({"roles": roles, "item": item, "view": view, "seed": seed, **differs})
    return pd.DataFrame(rows)


def _leaves_out_nought(sides: Sequence[dict[str, Share]], way: str, together: float) -> bool:
    first, second = (side[way].interval(CONFIDENCE) for side in sides)
    found = mover(first, second, together)
    return not found.low <= 0 <= found.high


def _audits(frame: pd.DataFrame, seed: int) -> "pd.Series[bool]":
    """Return which postings are audited: so many of each role, drawn at random."""
    chance = np.random.default_rng(seed)
    drawn = frame.groupby("role", sort=True)["id"].transform(
        lambda ids: chance.permutation(len(ids)) < AUDIT
    )
    return drawn.astype(bool)


def _samples(frame: pd.DataFrame, role: str, item: str, view: str) -> tuple[Sample, pd.Series]:
    """Return what was measured of an item in a role's postings, and what is true of it there."""
    about = frame["role"] == role
    if measures.is_about_pay(item):
        about &= frame["text_complete"].astype(bool)
    part = frame[about]
    truth = part[[name for name in part.columns if name.startswith("true_")]]
    truth = truth.rename(columns=lambda name: name.removeprefix("true_"))
    coded = measures.evaluate(item, view or None, truth)
    return Sample.of(measures.evaluate(item, view or None, part), part["employer_key"]), coded


def _both(
    frame: pd.DataFrame, audits: "pd.Series[bool]", role: str, item: str, view: str
) -> dict[str, Share]:
    """Return a share from the measurements as they are, and corrected by the audit.

    Where the audit met none of the postings of one label, which are few then, it is taken as a
    sample of its own: nothing is known of that label's errors.
    """
    sample, coded = _samples(frame, role, item, view)
    icc = measures.planned_icc(item)
    audited = audits[coded.index].to_numpy()
    naive = shares.clustered(sample, icc)
    if set(sample.values[audited]) != set(sample.values):
        return {"naive": naive, "corrected": shares.clustered(_part(sample, coded, audited), icc)}
    seen = coded.astype("float64").where(audited)
    return {"naive": naive, "corrected": label_error.audited(sample, seen, icc)}


def _part(
    sample: Sample, coded: pd.Series, audited: "np.ndarray[tuple[int], np.dtype[np.bool_]]"
) -> Sample:
    return Sample.of(coded[audited], pd.Series(sample.employers[audited]))


def coverage(found: pd.DataFrame) -> pd.DataFrame:
    """Return how often intervals held the planted share: a row a share, and one of them all.

    Args:
        found: As `estimated` returns it, of many seeds.

    Returns:
        `role`, `item`, `view`, `planted`, `corpora` (how many), and of either way `…_inside` (the
        share of intervals that hold it), `…_error` (mean estimate less planted) and `…_width`
        (mean).
    """
    marked = found.assign(
        **{
            f"{way}_{name}": values
            for way in WAYS
            for name, values in _against_planted(found, way).items()
        }
    )
    columns = [f"{way}_{name}" for way in WAYS for name in ("inside", "error", "width")]
    keys = ["role", "item", "view", "planted"]
    each = marked.groupby(keys, sort=False).agg(
        corpora=("seed", "nunique"), **{name: (name, "mean") for name in columns}
    )
    total = marked[columns].mean().to_frame().T
    total = total.assign(role="all", item="all", view="", corpora=found["seed"].nunique())
    return pd.concat([each.reset_index(), total], ignore_index=True)


def _against_planted(found: pd.DataFrame, way: str) -> dict[str, pd.Series]:
    low, high = found[f"{way}_low"], found[f"{way}_high"]
    return {
        "inside": found["planted"].between(low, high).astype(float),
        "error": found[f"{way}_estimate"] - found["planted"],
        "width": high - low,
    }


def wrong_differences(found: pd.DataFrame) -> pd.DataFrame:
    """Return how often a difference was found between roles that have none.

    Args:
        found: As `differences` returns it, of many seeds.

    Returns:
        A row an item and one of them all: `item`, `view`, `pairs` (compared, in all corpora) and
        of either way `…_differs`, the share of pairs whose interval leaves 0 out, and `…_error`,
        its standard error: comparisons within a corpus hang together, so the corpora are counted.
    """
    both = pd.concat([found, found.assign(item="all", view="")])
    table = both.groupby(["item", "view"], sort=False).agg(pairs=("seed", "size"))
    columns = [f"{way}_differs" for way in WAYS]
    by_corpus = both.groupby(["item", "view", "seed"], sort=False)[columns].mean()
    over_corpora = by_corpus.groupby(["item", "view"], sort=False)
    for way, column in zip(WAYS, columns, strict=True):
        table[column] = over_corpora[column].mean()
        table[f"{way}_error"] = over_corpora[column].sem()
    return table.reset_index()


def many(function: partial[pd.DataFrame], seeds: Sequence[int], workers: int) -> pd.DataFrame:
    """Return the rows of many corpora.

    Args:
        function: `estimated` or `differences`, with its variant.
        seeds: One a corpus.
        workers: Processes.
    """
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        return pd.concat(pool.map(function, seeds), ignore_index=True)


def write_tables(workers: int) -> list[str]:
    """Make, measure and estimate `CORPORA` synthetic corpora twice over, and write both tables.

    Each says which rules measured them.

    Args:
        workers: Processes.

    Returns:
        Where they stand inside the project.
    """
    seeds = range(CORPORA)
    shares = many(partial(estimated, parameters.DEFAULT), seeds, workers)
    by_rules = {"rules": lexicon.version()}
    RECOVERY.write(coverage(shares).assign(**by_rules), COVERAGE)
    pairs = many(partial(differences, "null"), seeds, workers)
    RECOVERY.write(wrong_differences(pairs).assign(**by_rules), WRONG)
    return [RECOVERY.path(name) for name in (COVERAGE, WRONG)]

"""A classifier that carries the coders' blocks to postings that none of them coded.

It sees what was measured, since texts do not travel: every signal, asked for or named at all. What
it learns are LLM coders' blocks, and their errors with them; all but a few of the postings that it
learns from stand in one corpus, so elsewhere it also trusts that blocks look alike there.
"""

import numpy as np
import numpy.typing as npt
import pandas as pd
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold, cross_val_predict
from threadpoolctl import threadpool_limits

from analysis.categories import raters
from analysis.estimates.measures import LEVELS

FOLDS = 5
STRENGTH = 0.1
"""Inverse strength of the ridge: some 360 columns on 500 postings; chosen beforehand."""
SEED = 0


def features(measured: pd.DataFrame) -> npt.NDArray[np.float64]:
    """Return what the classifier sees of postings: two columns a signal, named and asked for.

    Args:
        measured: Measurements.
    """
    known = {"absent", *LEVELS["mentions"]}
    levels = [name for name in measured if set(measured[name].dropna().unique()) <= known]
    signals = measured[[name for name in levels if measured[name].notna().all()]]
    views = [signals.isin(LEVELS[view]) for view in ("mentions", "requires")]
    return np.hstack(views).astype(np.float64)


def carry(measured: pd.DataFrame, coded: "pd.Series[str]") -> "pd.Series[str]":
    """Return the block of every posting.

    A posting that was coded gets what folds say that hold none of its employer's postings, so that
    its own code never speaks for it.

    Args:
        measured: Measurements with `id` and `employer_key`; those that were coded among them.
        coded: The block that a coder gave, by posting.

    Returns:
        Blocks by posting, in the order of the measurements; none where too few were coded to learn.
    """
    seen, at = features(measured), measured["id"].map(coded)
    known = at.notna().to_numpy()
    model = LogisticRegression(C=STRENGTH, max_iter=2000)
    folds = GroupKFold(FOLDS, shuffle=True, random_state=SEED)
    blocks = at[known].to_numpy(dtype="str")
    found = np.empty(len(seen), dtype=object)
    if measured.loc[known, "employer_key"].nunique() < FOLDS or len(set(blocks)) < 2:
        return pd.Series(index=measured["id"][:0], name="block", dtype="object")
    with threadpool_limits(limits=1):
        found[known] = cross_val_predict(
            model, seen[known], blocks, groups=measured.loc[known, "employer_key"], cv=folds
        )
        if not known.all():
            found[~known] = model.fit(seen[known], blocks).predict(seen[~known])
    return pd.Series(found, index=measured["id"], name="block", dtype="object")


def accuracy(carried: "pd.Series[str]", coded: "pd.Series[str]") -> pd.DataFrame:
    """Return how often the classifier finds each block, on postings of employers that it never saw.

    Args:
        carried: As `carry` returns it.
        coded: The block that a coder gave, by posting.

    Returns:
        A row a block and one for `all`, with coded (postings), carried, precision and recall; for
        `all` the recall is the share of equal blocks, beside what the commonest block would get.
    """
    both = pd.DataFrame({"carried": carried, "coded": coded}).dropna()
    right = both["carried"] == both["coded"]
    rows = [
        {
            "block": block,
            "coded": int((both["coded"] == block).sum()),
            "carried": int((both["carried"] == block).sum()),
            "precision": right[both["carried"] == block].mean(),
            "recall": right[both["coded"] == block].mean(),
            "commonest": None,
        }
        for block in raters.BLOCKS
    ]
    commonest = both["coded"].value_counts(normalize=True).max()
    total = {"block": "all", "coded": len(both), "carried": len(both), "precision": right.mean()}
    return pd.DataFrame([*rows, {**total, "recall": right.mean(), "commonest": commonest}])

"""Do postings fall into two blocks? The six-part test, its cut-offs declared beforehand.

A yes-or-no flag parts any set in two. So the flag is held against features that are not its words:
T1 what the postings without it are; T2 whether features tell it; T3 whether two classes describe
the features better than a continuum; T4 whether the score between the classes has two humps;
T5 whether the classes are stable; T6 whether they are the flag's. T2, T3, T4 and T6 decide: T1 is
about the article's description, and T5 passes on a continuum too.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import diptest
import numpy as np
import numpy.typing as npt
import pandas as pd
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import adjusted_rand_score
from sklearn.model_selection import GroupKFold, cross_val_predict
from threadpoolctl import threadpool_limits

from analysis.categories.declared import Declared
from analysis.estimates import (
    agreement,
    continuum,
    measures,
    populations,
    resampling,
    shares,
    two_classes,
)
from analysis.estimates.clusters import Floats, Sample

COLUMNS = ["part", "quantity", "n", "value", "low95", "high95", "needed", "passed", "decides"]
DECIDING = ("bic_gain", "dip_p", "auc", "rand")
"""The quantities on which the answer rests."""

Bits = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Postings:
    """What the test sees: features, flag and employer of every posting."""

    frame: pd.DataFrame
    features: Bits
    flag: Bits
    employers: npt.NDArray[np.object_]

    @classmethod
    def of(cls, frame: pd.DataFrame, declared: Declared) -> "Postings":
        """Return what is declared of measured postings.

        Args:
            frame: Measurements of the role, with `employer_key`.
            declared: Which features and which flag.

        Raises:
            analysis.estimates.measures.MissingSignalError: One of them was not measured.
        """
        columns = [measures.evaluate(name, declared.level, frame) for name in declared.features]
        flag = measures.evaluate(declared.flag, declared.level, frame)
        return cls(
            frame,
            np.column_stack(columns).astype(np.int64),
            flag.to_numpy().astype(np.int64),
            frame["employer_key"].to_numpy(dtype=object),
        )


def bisect(frame: pd.DataFrame, declared: Declared) -> pd.DataFrame:
    """Return every part of the test as rows.

    Args:
        frame: Measurements of the role in one corpus, both with the flag and without.
        declared: Features and cut-offs.

    Returns:
        A row a quantity with `part` (T1 to T6), its `value`, a 95% interval where it has one (by
        employer), what is `needed` (for `dip_p` at most, else at least), `passed` (empty where
        nothing is needed) and whether it `decides`.
    """
    seen = Postings.of(frame, declared)
    with threadpool_limits(limits=1):  # the matrices are small: threads would wait for each other
        two = two_classes.fit(seen.features, 2, declared.latent.starts, declared.seed)
        rows = [
            *_composition(seen, declared),
            _separation(seen, declared),
            *_latent(seen, two, declared),
            *_stability(seen, two, declared),
            *_concordance(seen, two, declared),
        ]
    return pd.DataFrame(rows, columns=COLUMNS).sort_values("part", kind="stable", ignore_index=True)


def without_replications(frame: pd.DataFrame, declared: Declared) -> pd.DataFrame:
    """Return the two deciding parts that draw nothing from a continuum: `auc` and `rand`.

    Args:
        frame: As for `bisect`.
        declared: Features and cut-offs.

    Returns:
        Rows as those of `bisect`.
    """
    seen = Postings.of(frame, declared)
    with threadpool_limits(limits=1):
        two = two_classes.fit(seen.features, 2, declared.latent.starts, declared.seed)
        rows = [_separation(seen, declared), *_concordance(seen, two, declared)]
    found = pd.DataFrame(rows, columns=COLUMNS)
    return found[found["decides"]].reset_index(drop=True)


def of_corpora(
    measurements: Mapping[str, pd.DataFrame], declared: Declared, country: str
) -> pd.DataFrame:
    """Return the test of every corpus that holds enough postings.

    Args:
        measurements: By corpus id, one at least.
        declared: Features and cut-offs.
        country: ISO code of the postings that are looked at.

    Returns:
        As `bisect`, with `corpus` before and `refused` behind: one row with the reason for a corpus
        with too few postings, or with the flag, or without it, in too few of them.
    """
    tables = []
    for corpus, frame in measurements.items():
        kept = populations.postings(frame, role=declared.role, country=country)
        kept = kept[kept["characters"] >= declared.fewest_characters].sort_values("id")
        refused = refusal(kept, declared)
        if refused:
            rows = pd.DataFrame(
                [{"n": len(kept), "refused": refused}], columns=[*COLUMNS, "refused"]
            )
        else:
            rows = bisect(kept.reset_index(drop=True), declared).assign(refused=None)
        tables.append(rows.assign(corpus=corpus)[["corpus", *COLUMNS, "refused"]])
    found = pd.concat([table.astype("object") for table in tables], ignore_index=True)
    return found.astype(dict.fromkeys(("value", "low95", "high95", "needed"), "float64"))


def refusal(kept: pd.DataFrame, declared: Declared) -> str | None:
    """Return why postings cannot be put to the test, None where they can.

    Args:
        kept: Measurements of the role, long enough texts alone.
        declared: Which flag, and how many postings it takes.
    """
    if len(kept) < declared.fewest_postings:
        return f"it holds {len(kept)} such postings, and the test needs {declared.fewest_postings}"
    flagged = int(measures.evaluate(declared.flag, declared.level, kept).sum())
    fewest = declared.separation.folds
    if min(flagged, len(kept) - flagged) < fewest:
        return f"the flag parts {flagged} from {len(kept) - flagged} postings: folds need {fewest}"
    return None


def _row(
    part: str, quantity: str, n: int, value: float,
    bounds: tuple[float, float] = (np.nan, np.nan), needed: float = np.nan,
) -> dict[str, object]:  # fmt: skip
    passed = value <= needed if quantity == "dip_p" else value >= needed
    if part == "T1":
        passed = bounds[0] >= needed
    return {
        "part": part, "quantity": quantity, "n": n, "value": value, "low95": bounds[0],
        "high95": bounds[1], "needed": needed, "passed": None if np.isnan(needed) else bool(passed),
        "decides": quantity in DECIDING,
    }  # fmt: skip


def _composition(seen: Postings, declared: Declared) -> list[dict[str, object]]:
    others = seen.frame[seen.flag == 0]
    asked = declared.composition
    found = []
    for quantity, measure, needed in (
        ("as_described", f"({asked.measure}) and ({asked.backend})", asked.least),
        ("without_backend", asked.measure, np.nan),
        ("neither_llm_api_nor_rag", "not (llm_api or rag)", np.nan),
    ):
        values = measures.evaluate(measure, declared.level, others)
        interval = shares.clustered(Sample.of(values, others["employer_key"])).interval(0.95)
        bounds = (interval.low, interval.high)
        found.append(_row("T1", quantity, len(others), interval.estimate, bounds, needed))
    return found


def _separation(seen: Postings, declared: Declared) -> dict[str, object]:
    folds = GroupKFold(declared.separation.folds, shuffle=True, random_state=declared.seed)
    score = cross_val_predict(
        LogisticRegression(max_iter=1000), seen.features, seen.flag, groups=seen.employers,
        cv=folds, method="predict_proba",
    )[:, 1]  # fmt: skip
    codes, names = pd.factorize(seen.employers)
    weights = resampling.draws(len(names))[:, codes]
    bounds = resampling.bounds(auc(score, seen.flag, weights)[:, None])
    value = float(auc(score, seen.flag, np.ones((1, len(score))))[0])
    limits = (float(bounds[0][0]), float(bounds[1][0]))
    return _row("T2", "auc", len(score), value, limits, declared.separation.least_auc)


def auc(score: Floats, flag: Bits, weights: Floats) -> Floats:
    """Return the area under the curve of a score, once for every row of weights.

    Args:
        score: One a posting.
        flag: 0 or 1, in the same order.
        weights: A row a replication, a column a posting.
    """
    order = np.argsort(score, kind="stable")
    starts = np.flatnonzero(np.r_[True, np.diff(score[order]) > 0])
    ordered = weights[:, order]
    yes = np.add.reduceat(ordered * flag[order], starts, axis=1)
    no = np.add.reduceat(ordered * (1 - flag[order]), starts, axis=1)
    below = np.cumsum(no, axis=1) - no / 2
    with np.errstate(divide="ignore", invalid="ignore"):
        area: Floats = (yes * below).sum(axis=1) / (yes.sum(axis=1) * no.sum(axis=1))
    return area


def _latent(
    seen: Postings, two: two_classes.Classes, declared: Declared
) -> list[dict[str, object]]:
    latent, n, seed = declared.latent, len(seen.flag), declared.seed
    scale = continuum.fit(seen.features, 1, latent.nodes)
    both = min(
        continuum.fit(seen.features, 2, latent.nodes, seed=start).bic
        for start in range(latent.starts)
    )
    fits = {
        k: two if k == 2 else two_classes.fit(seen.features, k, latent.starts, seed)
        for k in range(1, latent.most_classes + 1)
    }
    gain = scale.bic - two.bic
    posterior = two.posterior(seen.features)
    dip = float(diptest.dipstat(two_classes.log_odds(posterior)))
    gains, dips = _replicated(scale, n, declared)
    unsure = float((posterior.max(axis=1) < declared.bimodality.sure).mean())
    return [
        *(_row("T3", f"bic_classes_{k}", n, fit.bic) for k, fit in fits.items()),
        _row("T3", "bic_continuum", n, scale.bic),
        _row("T3", "bic_classes_with_trait", n, both),
        _row("T3", "bic_gain", n, scale.bic - min(two.bic, both), needed=latent.bic_gain),
        _row("T3", "bic_gain_classes_alone", n, gain),
        _row("T3", "bic_gain_p", n, _p(gains, gain)),
        _row("T4", "dip", n, dip),
        _row("T4", "dip_p", n, _p(dips, dip), needed=declared.bimodality.most_p),
        _row("T4", "between", n, unsure),
        _row("T4", "entropy", n, two_classes.entropy(posterior)),
    ]


def _p(replicated: Floats, value: float) -> float:
    return (1 + int((replicated >= value).sum())) / (1 + len(replicated))


def _replicated(scale: continuum.Continuum, n: int, declared: Declared) -> tuple[Floats, Floats]:
    """Return the gain of two classes and the dip of their score where a continuum is the truth."""
    random = np.random.default_rng(declared.seed)
    gains, dips = [], []
    for _ in range(declared.latent.replications):
        drawn = scale.draw(n, random)
        two = two_classes.fit(drawn, 2, 1, declared.seed)
        gains.append(continuum.fit(drawn, 1, declared.latent.nodes).bic - two.bic)
        dips.append(float(diptest.dipstat(two_classes.log_odds(two.posterior(drawn)))))
    return np.array(gains), np.array(dips)


def _stability(
    seen: Postings, two: two_classes.Classes, declared: Declared
) -> list[dict[str, object]]:
    asked, n = declared.stability, len(seen.flag)
    codes, names = pd.factorize(seen.employers)
    whole = two.posterior(seen.features).argmax(axis=1)
    alike, overlap, strengths = [], [], []
    for drawn in resampling.draws(len(names), asked.resamples, declared.seed)[:, codes].astype(int):
        again = _classes_of(np.repeat(seen.features, drawn, axis=0), seen.features, declared)
        alike.append(float(adjusted_rand_score(whole, again)))
        overlap.append(two_classes.jaccard(whole, again))
        left_out = seen.features[drawn == 0]
        if len(left_out):
            own = _classes_of(left_out, left_out, declared)
            strengths.append(two_classes.strength(own, again[drawn == 0]))
    return [
        _row("T5", "rand_of_resamples", n, float(np.median(alike))),
        _row("T5", "jaccard", n, float(np.mean(overlap)), needed=asked.least_jaccard),
        _row("T5", "strength", n, float(np.mean(strengths)), needed=asked.least_strength),
    ]


def _classes_of(fitted: Bits, to: Bits, declared: Declared) -> Bits:
    posterior = two_classes.fit(fitted, 2, 1, declared.seed).posterior(to)
    classes: Bits = posterior.argmax(axis=1).astype(np.int64)
    return classes


def _concordance(
    seen: Postings, two: two_classes.Classes, declared: Declared
) -> list[dict[str, object]]:
    classes = two.posterior(seen.features).argmax(axis=1)
    if (classes == seen.flag).mean() < 0.5:
        classes = 1 - classes
    cells = np.eye(4)[2 * seen.flag + classes]
    totals = resampling.by_employer(cells, seen.employers)
    tables = (resampling.draws(len(totals)) @ totals).reshape(-1, 2, 2)
    table = totals.sum(axis=0).reshape(1, 2, 2)
    needs = {"rand": declared.concordance.least_rand, "flag_kappa": np.nan}
    found = []
    for quantity, of in (("rand", rand), ("flag_kappa", _kappa)):
        low, high = resampling.bounds(of(tables)[:, None])
        limits = (float(low[0]), float(high[0]))
        value = float(of(table)[0])
        found.append(_row("T6", quantity, len(classes), value, limits, needs[quantity]))
    return found


def _kappa(tables: Floats) -> Floats:
    return agreement.coefficients(tables)["kappa"]


def rand(tables: Floats) -> Floats:
    """Return the adjusted Rand index of tables (Hubert and Arabie 1985, Journal of Classification).

    Args:
        tables: Postings by one partition and another; the first axis is the table.
    """
    pairs = [
        (counts * (counts - 1) / 2).sum(axis=axes)
        for counts, axes in (
            (tables, (1, 2)),
            (tables.sum(axis=2), 1),
            (tables.sum(axis=1), 1),
            (tables.sum(axis=(1, 2)), ()),
        )
    ]
    expected = pairs[1] * pairs[2] / pairs[3]
    with np.errstate(divide="ignore", invalid="ignore"):
        index: Floats = (pairs[0] - expected) / ((pairs[1] + pairs[2]) / 2 - expected)
    return index

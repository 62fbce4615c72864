"""One number over corpora by random effects, with how far a further corpus may lie from it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import pandas as pd
from scipy import stats
from scipy.special import expit, logit
from statsmodels.stats.meta_analysis import CombineResults, combine_effects

from analysis.estimates.clusters import Floats
from analysis.estimates.shares import FEWEST_EFFECTIVE
from analysis.register.register import Claim, Register

FEWEST_CORPORA = 3
"""With two, a prediction interval has no degree of freedom and the mean's interval says nothing."""

Z = float(stats.norm.ppf(0.975))

POOLED_KINDS = ("share", "count", "threshold", "comparison")
"""What is one share or one difference; orders, structures and ranks have no mean."""

COLUMNS = [
    "claim", "scale", "corpora", "which", "estimate", "low95", "high95", "predicted_low95",
    "predicted_high95", "tau", "i2", "q_p", "lowest", "highest", "without_one_low",
    "without_one_high", "stated_value", "refused",
]  # fmt: skip


@dataclass(frozen=True)
class Pooled:
    """A mean over studies, all on the scale of the effects that were pooled.

    Attributes:
        estimate: The mean under random effects.
        low: Of its 95% interval, Hartung and Knapp.
        high: Of the same.
        predicted_low: Of the 95% interval for the true effect in a further study.
        predicted_high: Of the same.
        tau: Standard deviation of the true effects.
        i2: Part of the scatter that chance does not explain, 0 to 1.
        q_p: p-value of Cochran's Q.
    """

    estimate: float
    low: float
    high: float
    predicted_low: float
    predicted_high: float
    tau: float
    i2: float
    q_p: float


def pool(effects: "Sequence[float] | Floats", variances: "Sequence[float] | Floats") -> Pooled:
    """Return the mean of some effects under random effects.

    The variance between studies is that of Paule and Mandel (1982), the interval that of Hartung
    and Knapp (2001, Statistics in Medicine 20: 3875-3889); its factor is never taken below 1, so
    that studies which agree by chance do not narrow it (Roever, Knapp and Friede 2015, BMC Medical
    Research Methodology 15: 99). The prediction interval has k - 2 degrees of freedom (Higgins,
    Thompson and Spiegelhalter 2009, JRSS A 172: 137-159). All but the two bounds is statsmodels'.

    Args:
        effects: One a study, three at least, on a scale without bounds.
        variances: Of each, above zero.

    Raises:
        ValueError: Fewer than three studies.

    Example:
        >>> found = pool([0.2, 0.3, 0.4], [0.001, 0.001, 0.001])
        >>> round(found.estimate, 3), found.low < 0.2 < found.high
        (0.3, True)
    """
    if len(effects) < FEWEST_CORPORA:
        raise ValueError(f"{len(effects)} studies: pooling needs {FEWEST_CORPORA}")
    found = _combined(np.asarray(effects, float), np.asarray(variances, float))
    k, mean, tau2 = len(effects), float(found.mean_effect_re), max(float(found.tau2), 0.0)
    error = float(found.sd_eff_w_re) * max(float(np.sqrt(found.scale_hksj_re)), 1.0)
    half = float(stats.t.ppf(0.975, k - 1)) * error
    far = float(stats.t.ppf(0.975, k - 2)) * float(np.sqrt(tau2 + error**2))
    q = float(found.q)
    return Pooled(
        mean, mean - half, mean + half, mean - far, mean + far, float(np.sqrt(tau2)),
        max(0.0, 1 - (k - 1) / q) if q > 0 else 0.0, float(stats.chi2.sf(q, k - 1)),
    )  # fmt: skip


def _combined(effects: Floats, variances: Floats) -> CombineResults:
    with np.errstate(divide="ignore"):  # its own I-squared, where all effects are one
        return combine_effects(effects, variances, method_re="iterated")


class Effects(NamedTuple):
    """Effects with their variances, and the way back to what a reader reads."""

    values: Floats
    variances: Floats
    back: Callable[[float], float]


def pool_claims(register: Register, estimates: pd.DataFrame) -> pd.DataFrame:
    """Return a row a claim of one share or one difference: pooled, or why it is not.

    A corpus enters where the claim was not refused there and rests on 30 effective postings. Shares
    are pooled on the logit, on which Wilson's interval is symmetric, so that its half-width gives
    the variance with all that it holds: employers, few of them, an audit. A share of 0 or 1 enters
    as if half a posting more lay on either side. Differences are pooled as they are. What corpora
    are is no random draw from the market: the mean is that of sources like these, and the
    prediction interval says what a further one of the kind may show.

    Args:
        register: The claims.
        estimates: The table of estimates.

    Returns:
        Columns `COLUMNS`; shares and differences are fractions, `tau` is on the pooled scale,
        `without_one_*` is the lowest and highest mean that leaving out a corpus gives.
    """
    rows = [
        _claim(claim, estimates[estimates["claim"] == claim.id])
        for claim in register.claim
        if claim.judged_on_postings
    ]
    return pd.DataFrame(rows, columns=COLUMNS)


def _claim(claim: Claim, rows: pd.DataFrame) -> dict[str, object]:
    blank: dict[str, object] = {"claim": claim.id}
    if claim.kind not in POOLED_KINDS:
        return blank | {"refused": f"{claim.kind}: no one number stands for it"}
    difference = claim.kind == "comparison"
    part = f"{claim.population} - {claim.against}" if difference else claim.population
    fit = rows[(rows["part"] == part) & rows["estimate"].notna()]
    fit = fit[fit["n_effective"] >= FEWEST_EFFECTIVE]
    blank |= {"corpora": len(fit), "which": " ".join(fit["corpus"])}
    if len(fit) < FEWEST_CORPORA:
        few = f"comparable in {len(fit)} corpora with enough postings; pooling needs three"
        return blank | {"refused": few}
    effects = _differences(fit) if difference else _logits(fit)
    found = pool(effects.values, effects.variances)
    left = _without_one(effects)
    told = {
        "estimate": found.estimate, "low95": found.low, "high95": found.high,
        "predicted_low95": found.predicted_low, "predicted_high95": found.predicted_high,
        "without_one_low": left[0], "without_one_high": left[1],
    }  # fmt: skip
    return blank | {name: effects.back(value) for name, value in told.items()} | {
        "scale": "difference" if difference else "logit", "tau": found.tau, "i2": found.i2,
        "q_p": found.q_p, "lowest": fit["estimate"].min(), "highest": fit["estimate"].max(),
        "stated_value": fit["stated_value"].iloc[0],
    }  # fmt: skip


def _logits(fit: pd.DataFrame) -> Effects:
    k, n = fit["estimate"] * fit["n_effective"], fit["n_effective"]
    inner = fit["estimate"].between(0, 1, inclusive="neither")
    shares = ((k + 0.5) / (n + 1)).where(~inner, fit["estimate"])
    half = (logit(fit["high95"].where(inner, 0.5)) - logit(fit["low95"].where(inner, 0.5))) / 2
    rough = 1 / (k + 0.5) + 1 / (n - k + 0.5)
    variances = rough.where(~inner, (half / Z) ** 2)
    return Effects(logit(shares.to_numpy(float)), variances.to_numpy(float), _share)


def _differences(fit: pd.DataFrame) -> Effects:
    half = (fit["high95"] - fit["low95"]) / 2
    return Effects(fit["estimate"].to_numpy(float), ((half / Z) ** 2).to_numpy(float), _bounded)


def _share(value: float) -> float:
    return float(expit(value))


def _bounded(value: float) -> float:
    return float(np.clip(value, -1, 1))


def _without_one(effects: Effects) -> tuple[float, float]:
    """Return the lowest and the highest mean of all corpora but one."""
    means = []
    for left in range(len(effects.values)):
        kept = np.arange(len(effects.values)) != left
        found = _combined(effects.values[kept], effects.variances[kept])
        means.append(float(found.mean_effect_re))
    return min(means), max(means)

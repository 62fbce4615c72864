"""The tables of raters that a reader sees, from those that were computed."""

import pandas as pd

from analysis.categories.raters import RATERS
from analysis.publishing import words

PAIRS = {
    ("coder_a", "coder_b"): "coder_b",
    ("builtin_coder", "rules"): "rules",
    ("coder_a", "rules"): "coder_a",
    ("builtin_coder", "other_pipeline"): "other_pipeline",
    ("builtin_coder", "classifier"): "classifier",
    ("coder_a", "smollm2"): "smollm2",
}
"""The pairs of raters whose disagreements are drawn, with the rater whose colour each has."""

QUANTITIES = {
    "as_described": "T1 without the flag: backend, LLM APIs and RAG",
    "neither_llm_api_nor_rag": "T1 without the flag: neither LLM APIs nor RAG",
    "auc": "T2 AUC of the flag",
    "bic_gain": "T3 BIC gain over a continuum, with or without a trait in the classes",
    "bic_gain_classes_alone": "T3 BIC gain over a continuum, classes alone",
    "dip_p": "T4 p of the dip",
    "between": "T4 postings between the classes",
    "jaccard": "T5 Jaccard of the classes in resamples",
    "strength": "T5 prediction strength",
    "rand": "T6 adjusted Rand index with the flag",
}
"""What is shown of the six-part test, in order."""


def disagreements(agreement: pd.DataFrame) -> pd.DataFrame:
    """Return the pairs of raters and fields that are drawn, with what each pair is called.

    Args:
        agreement: Columns first, second, field, view, n and percent.
    """
    looks = pd.Series(PAIRS, name="look").rename_axis(["first", "second"]).reset_index()
    drawn = agreement[agreement["view"].isin(["mentions", "value"])].merge(looks)
    return drawn.assign(pair=_names(drawn, " and "))


def _names(agreement: pd.DataFrame, between: str) -> "pd.Series[str]":
    return agreement["first"].map(RATERS) + between + agreement["second"].map(RATERS)


def agreement_table(agreement: pd.DataFrame, fields: list[str]) -> pd.DataFrame:
    """Return how far every pair of raters agrees on some fields.

    Args:
        agreement: As `analysis.categories.pairs.agree` returns it.
        fields: Signals are shown as required or a duty, others by their value.
    """
    shown = agreement[
        agreement["field"].isin(fields) & agreement["view"].isin(["requires", "value"])
    ]
    bounds = shown[["percent", "percent_low", "percent_high"]].to_numpy(dtype=float)
    return pd.DataFrame(
        {
            "raters": _names(shown, " / "),
            "field": shown["field"],
            "postings": shown["n"],
            "equal": [words.share(*row) for row in bounds],
            "kappa": shown["kappa"].round(2),
            "AC1": shown["ac1"].round(2),
            "alpha": shown["alpha"].round(2),
        }
    )


def bisection_table(bisection: pd.DataFrame) -> pd.DataFrame:
    """Return the six-part test, a row a quantity and a column a corpus that it could be run on.

    Args:
        bisection: As `analysis.categories.bisection.of_corpora` returns it.
    """
    tested = bisection[bisection["quantity"].isin(list(QUANTITIES))]
    cells = [
        f"{value:.2f}" + ("" if pd.isna(low) else f" ({low:.2f} to {high:.2f})")
        for value, low, high in tested[["value", "low95", "high95"]].to_numpy(dtype=float)
    ]
    table = tested.assign(cell=cells).pivot(index="quantity", columns="corpus", values="cell")
    needs = tested.groupby("quantity")[["needed", "decides"]].first()
    needs["decides"] = needs["decides"].map({True: "yes", False: ""})
    found = [name for name in QUANTITIES if name in table.index]
    return table.join(needs).loc[found].rename(index=QUANTITIES).reset_index()

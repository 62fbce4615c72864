"""Tables of what lies around the estimates, as a reader meets them."""

import math
from collections.abc import Collection, Mapping

import pandas as pd

from analysis.publishing import style, words

_AGAINST = ["difference", "diff_low_together", "diff_high_together"]


def spans(table: pd.DataFrame, low: str, high: str) -> list[str]:
    """Return intervals, a row each: of a share in percent, of a gap in points.

    Args:
        table: With the two columns, -1 to 1, and perhaps `part`: ' - ' stands in that of a gap.
        low: Column of the lower ends.
        high: Column of the upper ends.
    """
    say = [words.span if gap else words.interval for gap in _gaps(table)]
    ends = table[[low, high]].to_numpy(float)
    return [word(*each) for word, each in zip(say, ends, strict=True)]


def _gaps(table: pd.DataFrame) -> list[bool]:
    if "part" not in table:
        return [False] * len(table)
    return list(map(words.is_gap, table["part"]))


def _values(table: pd.DataFrame) -> list[str]:
    """Return estimates, a row each: a share in percent, a gap in points."""
    say = [words.points if gap else words.percent for gap in _gaps(table)]
    return [word(value) for word, value in zip(say, table["estimate"], strict=True)]


def counts(table: pd.DataFrame) -> pd.DataFrame:
    """Return the counts that printed shares allow, with both intervals.

    Args:
        table: Of `analysis.estimates.article_alone.counts`.
    """
    return table[["said", "stated", "n", "least", "most"]].assign(
        independent=spans(table, "low95", "high95"),
        clustered=spans(table, "low95_design", "high95_design"),
    )


def overlaps(table: pd.DataFrame, chosen: list[list[str]], said: Mapping[str, str]) -> pd.DataFrame:
    """Return what pairs of printed shares leave for postings that have both.

    Args:
        table: Of `analysis.estimates.article_alone.overlaps`.
        chosen: Pairs of claims.
        said: What claims are called.
    """
    rows = table.set_index(["first", "second"]).loc[[tuple(p) for p in chosen]].reset_index()
    ends = rows[["least_both", "most_both", "n"]].to_numpy()
    return pd.DataFrame(
        {
            "first": rows["first"].map(said),
            "second": rows["second"].map(said),
            "both": [f"{low} to {high} of {n}" for low, high, n in ends],
            "of the first": spans(rows, "least_of_first", "most_of_first"),
            "of the second": spans(rows, "least_of_second", "most_of_second"),
        }
    )


def power(table: pd.DataFrame) -> pd.DataFrame:
    """Return the least gaps that could be found in points, a row two samples and design effect.

    Args:
        table: Of `analysis.estimates.article_alone.could_be_found`.
    """
    sizes = table["n_first"].astype(str) + " and " + table["n_second"].astype(str)
    named = table.assign(samples=sizes, points=table["detectable"].mul(100).round(1))
    wide = named.pivot_table("points", ["samples", "design_effect"], "base")
    wide.columns = pd.Index([f"points above {words.percent(float(base))}" for base in wide.columns])
    return wide.reset_index()


def by_law(table: pd.DataFrame) -> pd.DataFrame:
    """Return disclosure with and without a law, and the gap.

    Args:
        table: Of `analysis.estimates.pay_by_law.contrasts`.
    """
    gaps = table[["gap", "low95", "high95"]].to_numpy(float)
    return pd.DataFrame(
        {
            "corpus": table["corpus"],
            "role": role_names(table["role"]),
            "reading": table["reading"],
            "range required": table["required"].map(words.percent),
            "no law": table["free"].map(words.percent),
            "gap": [words.gap(*row) for row in gaps],
            "not of the market because": table["unfit"],
        }
    )


def pooled(table: pd.DataFrame, said: Mapping[str, str]) -> pd.DataFrame:
    """Return pooled claims with their interval, prediction and scatter.

    Args:
        table: Of `analysis.estimates.pooling.pool_claims`, what was refused left out.
        said: What claims are called.
    """
    means = table[["estimate", "low95", "high95"]].to_numpy(float)
    return pd.DataFrame(
        {
            "claim": table["claim"].map(said),
            "the article, as read": table["stated_value"].map(words.percent),
            "corpora": table["corpora"].astype(int),
            "pooled": [words.share(*row) for row in means],
            "a further corpus": spans(table, "predicted_low95", "predicted_high95"),
            "I²": table["i2"].map(words.percent),
            "without one corpus": spans(table, "without_one_low", "without_one_high"),
        }
    )


def estimands(table: pd.DataFrame, said: Mapping[str, str]) -> pd.DataFrame:
    """Return shares and gaps by what they are of.

    Args:
        table: Of `analysis.estimates.estimands.estimands`.
        said: What claims are called.
    """
    points = 100 * table[["market_01", "market_03", "market_05"]].to_numpy(float)
    return pd.DataFrame(
        {
            "claim": table["claim"].map(said),
            "corpus": table["corpus"],
            "n": table["n"],
            "share or gap": _values(table),
            "the corpus, by its audit": spans(table, "corpus_low95", "corpus_high95"),
            "the search": spans(table, "search_low95", "search_high95"),
            "the market": [f"± {a:.0f}, {b:.0f}, {c:.0f} points" for a, b, c in points],
        }
    )


def together(
    table: pd.DataFrame, sections: Collection[str], said: Mapping[str, str]
) -> pd.DataFrame:
    """Return the estimates of some sections, each alone and among all of its section.

    Args:
        table: Of `analysis.estimates.simultaneous.of_sections`.
        sections: Of the article.
        said: What claims are called.
    """
    kept = table[table["section"].isin(sections)]
    parts = kept["part"].str.replace("_", " ").where(pd.Series(_gaps(kept), kept.index), "")
    return pd.DataFrame(
        {
            "claim": kept["claim"].map(said),
            "of": parts,
            "corpus": kept["corpus"],
            "n": kept["n"],
            "estimate": _values(kept),
            "95% interval alone": spans(kept, "low95", "high95"),
            "together": spans(kept, "low_together", "high_together"),
            "less the article's value, together": [
                "" if math.isnan(gap) else words.gap(gap, low, high)
                for gap, low, high in kept[_AGAINST].to_numpy(float)
            ],
        }
    )


def concentration(table: pd.DataFrame) -> pd.DataFrame:
    """Return how concentrated postings are, corpora that were refused left out.

    Args:
        table: Of `analysis.estimates.concentration.of_corpora`.
    """
    kept = table[table["n"].notna()]
    equal = kept[["effective_employers", "effective_low95", "effective_high95"]].to_numpy(float)
    whole = kept[["n", "employers", "largest_postings", "next_postings"]].astype(int)
    return pd.DataFrame(
        {
            "corpus": kept["corpus"],
            "role": role_names(kept["role"]),
            "n": whole["n"],
            "employers": whole["employers"],
            "as equal ones": [f"{e:,.0f} ({low:,.0f} to {high:,.0f})" for e, low, high in equal],
            "the ten largest": kept["top_share"].map(words.percent),
            "largest": kept["largest"] + " " + whole["largest_postings"].astype(str),
            "next": kept["next"] + " " + whole["next_postings"].astype(str),
            "p of the rank": kept["rank_p"].map("{:.2g}".format),
        }
    )


def strongest(pairs: pd.DataFrame, corpus: str, most: int) -> pd.DataFrame:
    """Return the pairs of signals that stand together beyond chance, as a part more than chance.

    Args:
        pairs: Of `analysis.estimates.together.pairs`.
        corpus: Whose.
        most: How many.
    """
    kept = pairs[(pairs["corpus"] == corpus) & (pairs["lift_low95"] > 1)]
    kept = kept.sort_values("lift", ascending=False).head(most)
    ends = {"lift": "estimate", "lift_low95": "low95", "lift_high95": "high95"}
    return kept.assign(
        line=kept["first"] + " with " + kept["second"],
        **{name: kept[lift] - 1 for lift, name in ends.items()},
    )


def role_names(roles: "pd.Series[str]") -> "pd.Series[str]":
    """Return roles as they are called.

    Args:
        roles: Ids.
    """
    return roles.map({role: name for role, (name, _) in style.ROLES.items()})

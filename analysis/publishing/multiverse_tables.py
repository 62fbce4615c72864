"""The tables of the multiverse that a reader sees."""

import json
from collections.abc import Mapping

import pandas as pd

from analysis.claims import families
from analysis.claims.verdicts import NOT_ASSESSABLE, NOT_REPLICATED, UNDETERMINED
from analysis.publishing import words
from analysis.register.register import Register

Names = Mapping[str, str]
"""What each claim is called, by id: those to show."""


def decided(verdicts: pd.DataFrame) -> pd.DataFrame:
    """Return the verdicts that the declared reading decides and that were read otherwise too.

    Args:
        verdicts: Columns at_default and agree among others.
    """
    open_ = verdicts["at_default"].isin([UNDETERMINED, NOT_ASSESSABLE])
    return verdicts[verdicts["agree"].notna() & ~open_]


def away_together(
    verdicts: pd.DataFrame, differences: pd.DataFrame, claims: Register
) -> tuple[int, int]:
    """Return how many stated numbers are not replicated together with their section, and alone.

    Args:
        verdicts: Corpus by corpus.
        differences: Of `analysis.estimates.simultaneous.of_sections`.
        claims: The register of both.
    """
    alone = verdicts[verdicts["at_default"] == NOT_REPLICATED]
    stated = differences.dropna(subset="difference")
    away = alone.merge(stated, on=["claim", "corpus"])
    return int(families.beyond_together(claims, away).sum()), len(away)


def readings(shares: pd.DataFrame, verdicts: pd.DataFrame, names: Names) -> pd.DataFrame:
    """Return a row a claim and corpus: how many readings, how far they spread, what stands.

    Args:
        shares: The table of verdict shares.
        verdicts: The verdicts corpus by corpus.
        names: Of the claims.
    """
    both = shares[shares["claim"].isin(names)].merge(verdicts, on=["claim", "corpus"])
    spread = zip(both["estimate_50"], both["estimate_5"], both["estimate_95"], strict=True)
    return pd.DataFrame(
        {
            "claim": both["claim"].map(names),
            "corpus": both["corpus"],
            "readings": both["universes"],
            "median (5th to 95th percentile)": [words.share(*each) for each in spread],
            "declared reading": both["at_default"],
            "readings that agree": [words.percent(value) for value in both["agree"]],
            "stands as": both["verdict"],
        }
    )


def with_flips(swings: pd.DataFrame, shares: pd.DataFrame) -> pd.DataFrame:
    """Return the swings with whether the option alone gives another verdict, in `flips`.

    Args:
        swings: A row an option of a choice, with the verdict that it gives alone.
        shares: The table of verdict shares, with the default's.
    """
    given = swings.merge(shares[["claim", "corpus", "default"]], on=["claim", "corpus"], how="left")
    other = given["verdict"].ne(given["default"]) & given["verdict"].ne(NOT_ASSESSABLE)
    return swings.assign(flips=other.to_numpy(bool))


def by_choice(swings: pd.DataFrame, asks: Mapping[str, str]) -> pd.DataFrame:
    """Return a row a choice: how far it moves shares, how often it turns a verdict alone.

    Args:
        swings: As `with_flips` returns them.
        asks: What each choice asks, in order.
    """
    grouped = swings.assign(moves=100 * swings["moves"].abs()).groupby("choice")
    table = pd.DataFrame(
        {
            "median move, points": grouped["moves"].median(),
            "largest move, points": grouped["moves"].max(),
            "options that turn a verdict alone": grouped["flips"].sum(),
            "options tried": grouped["flips"].size(),
            "% of variance, on average": 100 * carried(swings),
        }
    )
    table = table.reindex([name for name in asks if name in table.index]).round(1)
    return table.rename(index=dict(asks)).rename_axis("choice").reset_index()


def carried(swings: pd.DataFrame) -> "pd.Series[float]":
    """Return the part of the variance of estimates that each choice carries, on average.

    Args:
        swings: A row an option of a choice.
    """
    return (
        swings.drop_duplicates(["claim", "corpus", "choice"])
        .groupby("choice")["of_variance"]
        .mean()
    )


def flips(table: pd.DataFrame, says: Mapping[tuple[str, str], str], names: Names) -> pd.DataFrame:
    """Return a row a claim and corpus: the fewest choices that give another verdict.

    Args:
        table: The table of flips.
        says: What each option is called, by choice and option.
        names: Of the claims.
    """
    kept = table[table["claim"].isin(names)]
    first = [json.loads(text)[0] for text in kept["first"]]
    turned = [one.pop("verdict") for one in first]
    return pd.DataFrame(
        {
            "claim": kept["claim"].map(names),
            "corpus": kept["corpus"],
            "declared reading": kept["default"],
            "fewest changes": kept["fewest"],
            "such sets": kept["sets"],
            "the first of them": ["; ".join(says[pair] for pair in one.items()) for one in first],
            "gives": turned,
        }
    )


def layers(table: pd.DataFrame, names: Names) -> pd.DataFrame:
    """Return a row a claim with the word of each layer and the verdict overall.

    Args:
        table: The table of layers.
        names: Of the claims.
    """
    shown = table[table["claim"].isin(names)]
    kept = shown[["arithmetic", "definitions", "labels", "generalisation", "verdict"]]
    return kept.assign(claim=shown["claim"].map(names))[["claim", *kept.columns]]


def reach(table: pd.DataFrame, names: Names) -> pd.DataFrame:
    """Return a row a claim and corpus: whether it could say replicated at all.

    Args:
        table: The table of reach.
        names: Of the claims.
    """
    shown = table[table["claim"].isin(names)]
    return pd.DataFrame(
        {
            "claim": shown["claim"].map(names),
            "corpus": shown["corpus"],
            "postings": shown["n"],
            "worth, by the plan": shown["n_planned"].round(),
            "can say replicated": shown["can_replicate"].map({True: "yes", False: "no"}),
            "chance, were the article right": [words.percent(value) for value in shown["chance"]],
        }
    )


def hanging_on_one(estimates: pd.DataFrame, names: Names, most: int) -> pd.DataFrame:
    """Return the shares that move most when one employer is left out, with `moves` and `label`.

    Args:
        estimates: Columns claim, part, corpus, n, k, estimate, without_one_low and
            without_one_high; gaps between two parts are left out.
        names: Of the claims.
        most: How many.
    """
    known = estimates["without_one_low"].notna()
    single = estimates[known & ~estimates["part"].map(words.is_gap)]
    single = single.drop_duplicates(["corpus", "n", "k"])
    up = single["without_one_high"] - single["estimate"]
    down = single["estimate"] - single["without_one_low"]
    widest = single.assign(moves=up.where(up > down, down)).nlargest(most, "moves")
    return widest.assign(label=widest["claim"].map(names).str.wrap(46) + "\n" + widest["corpus"])

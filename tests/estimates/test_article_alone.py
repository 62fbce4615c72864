"""What the article's numbers carry by themselves, against the tables worked out beforehand."""

import pytest
from statsmodels.stats.proportion import proportion_confint

from analysis import paths
from analysis.estimates import article_alone
from analysis.register import register
from analysis.register.register import Register


@pytest.fixture(scope="module")
def claims() -> Register:
    return register.load(paths.source(register.ARTICLE))


@pytest.mark.parametrize(
    ("claim", "least", "most"),
    [
        ("swe-genai", 209, 212),
        ("swe-ai-ml", 174, 178),
        ("aie-python", 309, 312),
        ("aie-aws", 92, 95),
        ("aie-agentic", 151, 155),
        ("mle-python", 202, 203),
        ("mle-dl-framework", 244, 244),
        ("swe-pay", 307, 311),
        ("aie-pay-below-5", 0, 21),
    ],
)
def test_counts_are_those_that_round_to_what_is_printed(claims, claim, least, most) -> None:
    row = article_alone.counts(claims).set_index("claim").loc[claim]
    assert (row["least"], row["most"]) == (least, most)


def test_the_interval_of_a_bound_is_that_of_the_count_next_to_it(claims) -> None:
    rows = article_alone.counts(claims).set_index("stated")
    above = rows.loc[[">50%"]].iloc[0]
    assert (above["least"], above["most"]) == (213, 425)
    for row, k in ((above, 213), (rows.loc[["<5%"]].iloc[0], 21)):
        low, high = proportion_confint(k, row["n"], method="wilson")
        assert (row["low95"], row["high95"]) == pytest.approx((low, high), abs=2e-3)


def test_frameworks_and_python_must_meet_in_199_of_247(claims) -> None:
    table = article_alone.overlaps(claims).set_index(["first", "second"])
    row = table.loc[("mle-python", "mle-dl-framework")]
    assert (row["least_both"], row["most_both"]) == (202 + 244 - 247, 203)
    assert row["least_of_first"] == pytest.approx(199 / 202)


def test_of_any_real_postings_the_overlap_lies_within_the_bounds(claims) -> None:
    for row in article_alone.overlaps(claims).itertuples():
        assert 0 <= row.least_both <= row.most_both <= row.n


def test_twenty_of_one_employer_leave_one_of_405(claims) -> None:
    row = article_alone.clash(claims, "aie-pay-below-5", "aie-prolific-count").iloc[0]
    assert (row["most"], row["taken"], row["left"], row["others"]) == (21, 20, 1, 405)
    assert row["upper_of_others"] == pytest.approx(0.0139, abs=5e-5)
    assert (row["most_for_wilson"], row["most_for_exact"]) == (12, 13)


@pytest.mark.parametrize(
    ("sizes", "effect", "points"),
    [
        ((429, 425), 1.0, (5.0, 8.2, 9.5)),
        ((429, 425), 1.5, (6.3, 10.1, 11.6)),
        ((425, 247), 1.0, (6.0, 9.6, 11.1)),
        ((425, 247), 2.0, (9.0, 14.0, 15.6)),
    ],
)
def test_the_least_gaps_that_can_be_found(sizes, effect, points) -> None:
    found = [article_alone.detectable(base, *sizes, effect) for base in (0.05, 0.2, 0.5)]
    assert [100 * one for one in found] == pytest.approx(points, abs=0.051)


def test_a_gap_as_large_as_the_least_is_found_four_times_in_five() -> None:
    gap = article_alone.detectable(0.2, 425, 247, 1.5)
    assert article_alone.power(0.2, 0.2 + gap, 425, 247, 1.5) == pytest.approx(0.8, abs=1e-4)
    assert article_alone.power(0.2, 0.2, 425, 247, 1.5) == 0.05


def test_the_gap_of_python_alone_is_lost_at_a_design_effect_of_two(claims) -> None:
    table = article_alone.gaps(claims)
    lost = table[table["low95"] <= 0]
    assert list(zip(lost["claim"], lost["design_effect"], strict=True)) == [("gap-python", 2.0)]


def test_where_one_employer_has_more_than_the_limit_nothing_is_left(claims) -> None:
    more = claims["aie-prolific-count"].model_copy(update={"stated": "30 of 425"})
    held = claims.model_copy(
        update={"claim": tuple(more if c.id == more.id else c for c in claims.claim)}
    )
    row = article_alone.clash(held, "aie-pay-below-5", "aie-prolific-count").iloc[0]
    assert (row["left"], row["share_of_others"]) == (21 - 30, 0)
    upper = proportion_confint(0, 425 - 30, method="wilson")[1]
    assert row["upper_of_others"] == pytest.approx(upper)


def test_a_gap_without_two_numbers_has_no_row(claims) -> None:
    gap = claims["gap-python"]
    words = gap.model_copy(update={"stated": "more", "read_as": None})
    assert words.pair is None
    held = claims.model_copy(update={"claim": (words, gap)})
    assert set(article_alone.gaps(held)["claim"]) == {"gap-python"}
    assert len(article_alone.gaps(held)) == 3  # one a design effect
    nothing = article_alone.gaps(claims.model_copy(update={"claim": ()}))
    assert list(nothing) == article_alone.GAP_COLUMNS

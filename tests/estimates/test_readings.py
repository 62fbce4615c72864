"""Each choice leaves other postings, or counts them otherwise, and touches nothing else."""

import pandas as pd

from analysis.estimates import readings

FRAME = pd.DataFrame(
    [
        ("1", "ai_engineer", "ai_engineer", "US", True, "a", 1),
        ("2", "ai_engineer", "ai_engineer", "US", True, "a", 3),
        ("3", "ai_engineer", "other", "US", False, "b", 1),
        ("4", "ai_engineer", "ai_engineer", "DE", True, "c", 1),
    ],
    columns=[
        "id", "role", "role_strict", "country", "text_complete", "employer_key",
        "duplicate_group_size",
    ],
)  # fmt: skip


def chosen(name: str) -> pd.DataFrame:
    return readings.CHOICES[name](FRAME)


def test_the_default_changes_nothing() -> None:
    assert chosen(readings.DEFAULT).equals(FRAME)


def test_strict_titles_take_the_role_by_the_strict_rule() -> None:
    assert list(chosen("strict titles")["role"]) == list(FRAME["role_strict"])


def test_duplicates_kept_count_as_often_as_they_were_posted() -> None:
    assert list(chosen("duplicates kept")["id"]) == ["1", "2", "2", "2", "3", "4"]


def test_one_posting_an_employer_is_its_first() -> None:
    assert list(chosen("one posting an employer")["id"]) == ["1", "3", "4"]


def test_cut_texts_are_left_out_and_countries_are_not() -> None:
    assert list(chosen("complete texts alone")["id"]) == ["1", "2", "4"]
    assert set(chosen("any country")["country"]) == {"US"}
    assert len(chosen("any country")) == len(FRAME)

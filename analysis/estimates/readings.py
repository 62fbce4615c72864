"""Other readings of the same postings, one choice changed at a time."""

from collections.abc import Callable, Mapping

import pandas as pd

DEFAULT = "as published here"


def _strict_titles(frame: pd.DataFrame) -> pd.DataFrame:
    return frame.assign(role=frame["role_strict"])


def _with_duplicates(frame: pd.DataFrame) -> pd.DataFrame:
    return frame.loc[frame.index.repeat(frame["duplicate_group_size"])]


def _one_an_employer(frame: pd.DataFrame) -> pd.DataFrame:
    return frame.sort_values("id").drop_duplicates(["employer_key", "role", "country"])


def _complete_texts(frame: pd.DataFrame) -> pd.DataFrame:
    return frame[frame["text_complete"].astype(bool)]


def _any_country(frame: pd.DataFrame) -> pd.DataFrame:
    return frame.assign(country="US")


CHOICES: Mapping[str, Callable[[pd.DataFrame], pd.DataFrame]] = {
    DEFAULT: lambda frame: frame,
    "strict titles": _strict_titles,
    "duplicates kept": _with_duplicates,
    "one posting an employer": _one_an_employer,
    "complete texts alone": _complete_texts,
    "any country": _any_country,
}
"""What may be done otherwise with the same postings, beside the level."""

LEVELS = {"mentions": "mentions for requires", "requires": "requires for mentions"}

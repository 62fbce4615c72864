"""What the forms of one signal do in postings: how often each counts, and which hide others."""

from collections.abc import Iterator

import pandas as pd

from analysis.signals import batches
from analysis.signals.reading import read_all

COLUMNS = ["form", "reached", "counted", "postings", "employers", "hidden_by"]

_BATCH = 500


def check(signal: str, postings: pd.DataFrame) -> pd.DataFrame:
    """Return a row for every form of a signal.

    A form is reached wherever its words stand with all that it asks for; it counts there unless
    a longer form of the same signal holds the place.

    Args:
        signal: Of the lexicon.
        postings: Columns title, employer, employer_key and text; title and text may be null.

    Returns:
        `form`; `reached` and `counted` (places); `postings` and `employers` in which it counts;
        `hidden_by`, for a form that is reached and never counts, the forms that hold its places.
    """
    rules = batches.rules().matcher.rules
    number = batches.rules().ids.index(signal)
    forms = list(dict.fromkeys(rule.form.text for rule in rules if rule.signal == number))
    rows = [row for first in range(0, len(postings), _BATCH)
            for row in _places(number, postings[first : first + _BATCH])]  # fmt: skip
    found = pd.DataFrame(rows, columns=["form", "employer_key", "posting", "holder"])
    counted = found[found["holder"].isna()]
    by_form = counted.groupby("form")
    table = pd.DataFrame({"form": forms}).set_index("form")
    table["reached"] = found["form"].value_counts()
    table["counted"] = counted["form"].value_counts()
    table["postings"] = by_form["posting"].nunique()
    table["employers"] = by_form["employer_key"].nunique()
    table = table.fillna(0).astype(int)
    holders = found.dropna(subset=["holder"]).groupby("form")["holder"].unique()
    idle = table.index[table["counted"] == 0]
    table["hidden_by"] = [
        "; ".join(sorted(holders[form])) if form in idle and form in holders else ""
        for form in table.index
    ]
    return table.reset_index()[COLUMNS]


def _places(number: int, postings: pd.DataFrame) -> Iterator[tuple[str, str, object, str | None]]:
    """Yield the form, employer and index of every place, with the longer form that holds it."""
    rules = batches.rules()
    title, text, employer = (
        postings[name].fillna("").astype("str").tolist() for name in ("title", "text", "employer")
    )
    readings = read_all([*text, *title])
    hits = rules.scanner.hits(readings)["form"]
    matcher = rules.matcher
    every = matcher.every_span(readings, hits, rules.scanner.owners["form"], [*employer, *employer])
    own = every[matcher.signal[every.rule] == number]
    outer = list(matcher.outermost(own).rows())
    standing = set(outer)
    keys, index = postings["employer_key"].tolist(), postings.index.tolist()
    for (rule, start, end), where in zip(
        own.rows(), readings.joined.number(own.start).tolist(), strict=True
    ):
        holder = None
        if (rule, start, end) not in standing:
            holder = next(
                (
                    matcher.rules[other].form.text
                    for other, low, high in outer
                    if low <= start and end <= high
                ),
                None,
            )
        posting = where % len(text)
        yield matcher.rules[rule].form.text, keys[posting], index[posting], holder

"""Labels as tables: what a run writes, and what the project keeps as a rater's file."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

COLUMNS = ["posting", "field", "value", "start", "end"]
"""A rater's file with the evidence of each label; both ends are empty where nothing is said."""

Label = Mapping[str, Mapping[str, Any]]


def table(labels: Mapping[str, Label], fields: Iterable[str]) -> pd.DataFrame:
    """Return labels as a rater's file, by posting, fields in the order given.

    Args:
        labels: By posting, as `analysis.categories.annotator.reading` returns them.
        fields: All that there are.
    """
    rows = [
        (posting, name, label[name]["value"], *(label[name]["span"] or (None, None)))
        for posting, label in sorted(labels.items())
        for name in fields
        if name in label
    ]
    frame = pd.DataFrame(rows, columns=COLUMNS, dtype="object")
    return frame.astype({"start": "Int64", "end": "Int64"})


def lines(labels: Mapping[str, Label], fields: Iterable[str]) -> list[str]:
    """Return labels as JSON lines, a posting a line, with reasons and the amounts of pay.

    Args:
        labels: By posting.
        fields: All that there are.
    """
    order = list(fields)
    return [
        json.dumps(
            {"posting": posting, **{name: label[name] for name in order if name in label}},
            ensure_ascii=False,
        )
        for posting, label in sorted(labels.items())
    ]

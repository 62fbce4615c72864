"""The canonical posting, defined once, and what becomes of rows that break it."""

import re
from datetime import date
from typing import cast

import pandas as pd
import pandera.pandas as pa
from pandera.errors import SchemaErrors

from analysis.corpora import gazetteer

EMPLOYMENT_TYPES = ["full_time", "part_time", "contract", "internship"]


def _is_day(value: object) -> bool:
    try:
        return date.fromisoformat(str(value)).isoformat() == value
    except ValueError:
        return False


def _words(reason: str) -> pa.Check:
    return pa.Check(
        lambda column: column.str.contains(r"\S", regex=True), error=reason, ignore_na=True
    )


def _one_of(allowed: list[str], reason: str) -> pa.Check:
    return pa.Check(lambda column: column.isin(allowed), error=reason)


def _column(*checks: pa.Check, nullable: bool = True, dtype: object = "str") -> pa.Column:
    return pa.Column(dtype, checks=list(checks), nullable=nullable, coerce=False)


POSTING = pa.DataFrameSchema(
    {
        "row": _column(nullable=False),
        "id": _column(
            pa.Check(lambda column: column.str.match(r"[a-z0-9-]+/\S"), error="no id of its own"),
            nullable=False,
        ),
        "corpus": _column(nullable=False),
        "source_url": _column(
            pa.Check(lambda column: column.str.match(r"https?://\S+$"), error="source_url is none")
        ),
        "title": _column(_words("no title"), nullable=False),
        "employer": _column(_words("no employer"), nullable=False),
        "employer_key": _column(_words("no employer"), nullable=False),
        "employer_size": _column(),
        "industry": _column(),
        "seniority": _column(),
        "location": _column(),
        "country": _column(_one_of(sorted(gazetteer.COUNTRIES), "country is no ISO-2 code")),
        "state": _column(_one_of(sorted(gazetteer.US_CODES), "state is none")),
        "remote": _column(dtype=pd.BooleanDtype()),
        "place_rule": _column(),
        "remote_rule": _column(),
        "posted_on": _column(
            pa.Check(lambda column: column.map(_is_day), error="posted_on is no date")
        ),
        "employment_type": _column(_one_of(EMPLOYMENT_TYPES, "employment_type is none of ours")),
        "pay_field": _column(),
        "pay_field_known": _column(nullable=False, dtype=bool),
        "text": _column(_words("no text"), nullable=False),
        "text_complete": _column(nullable=False, dtype=bool),
    },
    checks=pa.Check(
        lambda frame: frame["state"].isna() | frame["country"].eq("US").fillna(False),
        error="a state outside the United States",
    ),
    unique=["row"],
    strict=True,
    ordered=True,
)
"""One posting, one native row: its place as (file, index) in `row`, `<corpus>/<native id>` in `id`.

`posted_on` is an ISO day. `pay_field` is what the board shows as pay, `pay_field_known` whether
that field was collected for this row at all. `place_rule` and `remote_rule` say what country and
remote were read from. `text_complete` is false where the source cut the
text. `employer_key` is the cluster that the posting belongs to.
"""

COLUMNS = list(POSTING.columns)
QUARANTINE = ["file", "row", "reason"]


def split(frame: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Part the rows that are postings from those that break the schema.

    Args:
        frame: Rows under the columns of `POSTING`, of its types.

    Returns:
        The postings, and the quarantine: `file`, `row` and every `reason`, in the frame's order.

    Raises:
        pandera.errors.SchemaErrors: A column is missing or of another type, which no row is to
            blame for.
    """
    frame = frame.reset_index(drop=True)
    try:
        return POSTING.validate(frame, lazy=True), pd.DataFrame(columns=QUARANTINE, dtype="str")
    except SchemaErrors as error:
        faults = error.failure_cases
        if faults["index"].isna().any():
            raise
    reasons = _reasons(faults)
    broken = frame.loc[reasons.index, "row"]
    quarantine = pd.DataFrame(
        {"file": broken.str.rpartition("#")[0], "row": broken, "reason": reasons}, dtype="str"
    )
    kept = POSTING.validate(frame.drop(index=reasons.index).reset_index(drop=True))
    return kept, quarantine.reset_index(drop=True)


def _reasons(faults: pd.DataFrame) -> pd.Series:
    checks = faults["check"].where(
        ~faults["check"].eq("not_nullable"), "no " + faults["column"].astype("str")
    )
    checks = checks.where(~checks.str.contains(re.escape("unique")), "the row stands twice")
    named = pd.DataFrame({"index": faults["index"].astype(int), "reason": checks})
    joined = named.groupby("index")["reason"].agg(lambda found: "; ".join(sorted(set(found))))
    return cast(pd.Series, joined)

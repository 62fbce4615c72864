"""The explorer's controls for JupyterLab: set the definition, and watch the shares move."""

import html
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

import ipywidgets
import pandas as pd

from analysis.estimates import shares
from analysis.publishing.site.reading import ANYWHERE, Reading, share

SWITCHES = {
    "strict_titles": "strict titles",
    "copies": "count each duplicate",
    "one_an_employer": "one posting an employer",
    "complete_texts": "complete texts alone",
}
"""Choices of a reading that are a yes or no, and what they are called."""

CONFIDENCE = 0.95


def by_corpus(
    reading: Reading, frames: Mapping[str, pd.DataFrame], terms: pd.DataFrame
) -> pd.DataFrame:
    """Return the share under a reading in each corpus, with its interval.

    Args:
        reading: What counts.
        frames: Measurements by corpus.
        terms: The signal's terms, as `analysis.estimates.terms.terms` returns them.

    Returns:
        A row a corpus that holds enough, with postings, employers, share, low and high (0 to 1).
    """
    rows = []
    for corpus, frame in frames.items():
        found = share(reading, frame, terms[terms["id"].isin(frame["id"])])
        if found is not None and found.n_effective >= shares.SPARSE:
            at = found.interval(CONFIDENCE)
            rows.append((corpus, found.n, found.employers, at.estimate, at.low, at.high))
    return pd.DataFrame(
        rows, columns=["corpus", "postings", "employers", "share", "low", "high"]
    ).sort_values("share", ascending=False, ignore_index=True)


def controls(
    reading: Reading,
    frames: Mapping[str, pd.DataFrame],
    terms: pd.DataFrame,
    corrections: pd.DataFrame,
) -> ipywidgets.VBox:
    """Return controls that begin with a reading, above the table that follows them.

    Args:
        reading: What counts at first.
        frames: Measurements by corpus.
        terms: The signal's terms.
        corrections: What `audited.corrections` returns; said under the table where it fits.
    """
    common = terms["term"].value_counts().index.tolist()
    asked: dict[str, Any] = {
        "level": ipywidgets.ToggleButtons(
            options=["mentions", "requires"], value=reading.level, description="counts as"
        ),
        "country": ipywidgets.ToggleButtons(
            options=["US", ANYWHERE], value=reading.country, description="country"
        ),
        **{
            name: ipywidgets.Checkbox(value=getattr(reading, name), description=label)
            for name, label in SWITCHES.items()
        },
        "without": ipywidgets.SelectMultiple(
            options=common, value=reading.without, description="leave out", rows=8
        ),
    }

    shown = ipywidgets.HTML()

    def redraw(*_: Any) -> None:  # noqa: ANN401 - what changed, as ipywidgets tells it
        chosen = {name: control.value for name, control in asked.items()}
        table = by_corpus(replace(reading, **chosen), frames, terms)
        shown.value = table.to_html(index=False, float_format="{:.1%}".format) + "".join(
            f"<p>{html.escape(f'{corpus}: {says}')}</p>"
            for corpus, says in _said(corrections, reading, chosen["level"], table["corpus"])
        )

    for control in asked.values():
        control.observe(redraw, names="value")
    redraw()
    return ipywidgets.VBox([*asked.values(), shown])


def _said(
    corrections: pd.DataFrame, reading: Reading, level: str, corpora: "pd.Series[str]"
) -> Iterable[tuple[str, str]]:
    fits = (
        corrections["corpus"].isin(corpora)
        & corrections["measure"].eq(reading.signal)
        & corrections["role"].eq(reading.role)
        & corrections["level"].eq(level)
    )
    return zip(corrections.loc[fits, "corpus"], corrections.loc[fits, "says"], strict=True)

"""The postings of one corpus as a multiverse reads them."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.estimates import measures, multiverse_levels
from analysis.estimates.cells import Cell, cells, names_in, signals_of
from analysis.estimates.multiverse_declared import CHOICES
from analysis.estimates.multiverse_levels import Reading, Vocabulary
from analysis.register.register import Claim

Mask = npt.NDArray[np.bool_]


_COLUMNS = [
    "id", "role", "role_strict", "country", "text_complete", "employer_key", "employment",
    "duplicate_group_size", "pay_disclosed", "pay_min", "pay_max", "pay_period", "pay_currency",
    "pay_field_min", "pay_field_max",
]  # fmt: skip


def bearing_a_role(measured: pd.DataFrame) -> pd.DataFrame:
    """Return what a multiverse reads of the postings that bear a role by either title rule.

    Args:
        measured: Measurements of one corpus.
    """
    about = (measured["role"] != "other") | (measured["role_strict"] != "other")
    frame = measured.loc[about, _COLUMNS].reset_index(drop=True)
    return frame.fillna({"pay_period": "", "pay_currency": ""})


@dataclass(frozen=True)
class Postings:
    """A corpus made ready: its measurements, and its signals under every reading.

    Attributes:
        frame: Measurements of postings that bear a role by either title rule.
        levels: By reading of words, tools and parts, a frame of levels in the same order.
        coded: A coder's labels in the same order, empty where there are none.
        field_fit: Whether the board's pay field may be used.
    """

    frame: pd.DataFrame
    levels: Mapping[Reading, pd.DataFrame]
    coded: pd.DataFrame
    field_fit: bool
    _looked: dict[tuple[object, ...], tuple[Mask, Mask]] = field(default_factory=dict)
    _frames: dict[tuple[str, ...], pd.DataFrame] = field(default_factory=dict)

    @classmethod
    def of(
        cls,
        measured: pd.DataFrame,
        evidence: pd.DataFrame,
        signals: set[str],
        vocabulary: Vocabulary,
        coded: pd.DataFrame | None = None,
        *,
        field_fit: bool = False,
    ) -> "Postings":
        """Return a corpus made ready.

        Args:
            measured: Measurements of one corpus.
            evidence: Its evidence.
            signals: That claims name.
            vocabulary: Of the lexicon.
            coded: A coder's labels, a row a posting and a column a signal.
            field_fit: Whether the board's pay field may be used.
        """
        frame = bearing_a_role(measured)
        names = {name: CHOICES[name] for name in ("words", "implied", "part")}
        levels = multiverse_levels.by_reading(evidence, frame["id"], signals, vocabulary, names)
        labels = pd.DataFrame() if coded is None else coded
        return cls(frame, levels, labels.reindex(frame["id"]).reset_index(drop=True), field_fit)

    def about(self, claim: Claim) -> "Postings":
        """Return those that bear a role of a claim by either title rule, with its signals alone."""
        roles, names = {cell.role for cell in cells(claim).values()}, sorted(signals_of(claim))
        either = self.frame["role"].isin(roles) | self.frame["role_strict"].isin(roles)
        at = np.flatnonzero(either)
        levels = {reading: frame[names].iloc[at] for reading, frame in self.levels.items()}
        labels = [name for name in self.coded if name in {*names, "pay"}]
        return replace(
            self,
            frame=self.frame.iloc[at],
            levels=levels,
            coded=self.coded[labels].iloc[at],
            _looked={},
            _frames={},
        )

    @cached_property
    def employers(self) -> tuple[npt.NDArray[np.intp], int]:
        """The number of each posting's employer, and how many there are."""
        codes, names = pd.factorize(self.frame["employer_key"])
        return codes, len(names)

    def look(self, cell: Cell, reading: Mapping[str, str]) -> tuple[Mask, Mask]:
        """Return which postings a share is of by their content, and which have the thing.

        Args:
            cell: The share.
            reading: An option of every choice of content.
        """
        key = (cell.measure, cell.among, *reading.values())
        if key not in self._looked:
            read = tuple(option for name, option in reading.items() if name != "level")
            if read not in self._frames:
                self._frames[read] = self._read(reading)
            frame, level = self._frames[read], reading["level"] or None
            counted = np.ones(len(frame), bool)
            if reading["rater"] == "coder":
                counted = self.labelled(cell)
            if cell.among:
                counted = counted & measures.evaluate(cell.among, level, frame).to_numpy(bool)
            has = counted & measures.evaluate(cell.measure, level, frame).to_numpy(bool)
            self._looked[key] = counted, has
        return self._looked[key]

    def labelled(self, cell: Cell) -> Mask:
        """Return which postings a coder gave labels of all that a share asks; none where it cannot.

        Args:
            cell: The share.
        """
        names = [name if name != "pay_disclosed" else "pay" for name in names_in(cell)]
        if not names or not set(names) <= set(self.coded):
            return np.zeros(len(self.frame), bool)
        return self.coded[names].notna().all(axis=1).to_numpy(bool)

    def _read(self, reading: Mapping[str, str]) -> pd.DataFrame:
        """Return the measurements as a reading of their content has them."""
        frame = self.frame
        if reading["rater"] == "coder":
            pay = self.coded["pay"].eq("disclosed") if "pay" in self.coded else False
            return frame.assign(**{str(n): self.coded[n] for n in self.coded}, pay_disclosed=pay)
        levels = self.levels[reading["words"], reading["implied"], reading["part"]]
        frame = frame.assign(**{str(name): levels[name] for name in levels})
        if reading["pay"] == "shown":
            shown = frame["pay_field_min"].notna() | frame["pay_field_max"].notna()
            frame = frame.assign(pay_disclosed=frame["pay_disclosed"].astype(bool) | shown)
        return frame

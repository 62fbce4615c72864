"""A claim in every universe of one corpus: each admissible reading of the same postings.

The measurements are a matrix: a column a reading of the postings' content, a weight a reading of
which postings count. Postings that weigh alike in all the latter are counted by employer, once a
column, and every universe is read off these sums, some universes at a time.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import product

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.estimates import article, measures, populations, rows
from analysis.estimates.cells import Cell, cells, pairs
from analysis.estimates.multiverse_declared import CHOICES, Declared
from analysis.estimates.multiverse_postings import Postings
from analysis.estimates.multiverse_sums import Floats, Many, Sums, correlation
from analysis.estimates.rows import Bounds, Estimate
from analysis.register.register import Claim, Register

CELLS = 4_000_000
"""Employers times universes that are held at once; a sum takes eight bytes for each."""

CONTENT = ("level", "words", "implied", "part", "pay", "rater")
SAMPLE = ("titles", "duplicates", "country", "texts", "employers")
"""What a posting has, and which postings count for how much."""

_CODED_ONLY = {"words": "all", "implied": "counted", "part": "whole", "pay": "text"}
"""A coder reads the whole posting by the codebook, and nothing of it can be varied."""


@dataclass(frozen=True)
class Universes:
    """A claim in all universes of a corpus.

    Attributes:
        claim: Of the register.
        corpus: Its id.
        choices: A row a universe, a column a choice that has a consequence; the first is the
            default.
        parts: By part of the claim, an array a field of `Estimate`.
    """

    claim: Claim
    corpus: str
    choices: pd.DataFrame
    parts: Mapping[str, Mapping[str, Floats]]

    def estimates(self) -> list[list[Estimate]]:
        """Return the rows of estimates that each universe gives, as the rules judge them."""
        found: list[list[Estimate]] = [[] for _ in range(len(self.choices))]
        for part, arrays in self.parts.items():
            columns = {name: values.tolist() for name, values in arrays.items()}
            for number, values in enumerate(zip(*columns.values(), strict=True)):
                given = dict(zip(columns, values, strict=True))
                found[number].append(
                    Estimate(self.claim.id, part, self.corpus, measure=self.claim.measure, **given)
                )
        return found

    @cached_property
    def shown(self) -> pd.DataFrame:
        """Each universe's `estimate`, `low95`, `high95` and `n`; of an order, its closest pair."""
        parts = list(self.parts.values())
        closest = np.argmin([np.nan_to_num(part["estimate"], nan=9.0) for part in parts], axis=0)
        return pd.DataFrame(
            {
                name: np.choose(closest, [part[name] for part in parts])
                for name in ("estimate", "low95", "high95", "n")
            }
        )


@dataclass(frozen=True)
class _Grid:
    """The options of each choice that have a consequence, and the universes that they span."""

    content: list[dict[str, str]]
    sample: list[dict[str, str]]

    @property
    def choices(self) -> pd.DataFrame:
        """A row a universe: content varies slowest."""
        return pd.DataFrame([c | s for c in self.content for s in self.sample])


def run(
    register: Register, claim: Claim, corpus: str, postings: Postings, declared: Declared
) -> Universes | None:
    """Return a claim in all universes of a corpus; None where no posting bears its role.

    Args:
        register: The claims.
        claim: Of a kind in `VARIED`.
        corpus: Its id.
        postings: Of the corpus.
        declared: Which readings are admissible.
    """
    parts = cells(claim)
    postings = postings.about(claim)
    if postings.frame.empty:
        return None
    grid = _grid(register, claim, postings, declared)
    weighed = {name: _weighed(register, cell, postings, grid) for name, cell in parts.items()}
    step = max(1, CELLS // (postings.employers[1] * len(grid.sample)))
    pieces = []
    for first in range(0, len(grid.content), step):
        content = grid.content[first : first + step]
        summed = {
            name: _summed(cell, postings, content, weighed[name]) for name, cell in parts.items()
        }
        pieces.append(_parts(register, claim, summed))
    choices = grid.choices
    moved = [name for name in choices if choices[name].nunique() > 1]
    return Universes(claim, corpus, choices[moved], _joined(pieces))


def _joined(pieces: Sequence[Mapping[str, Mapping[str, Floats]]]) -> dict[str, dict[str, Floats]]:
    return {
        part: {name: np.concatenate([piece[part][name] for piece in pieces]) for name in arrays}
        for part, arrays in pieces[0].items()
    }


def _grid(register: Register, claim: Claim, postings: Postings, declared: Declared) -> _Grid:
    """Return the universes, options without a consequence left out."""
    options = {name: declared.options(claim, name) for name in CHOICES}
    options["pay"] = options["pay"] if postings.field_fit else options["pay"][:1]
    coded = options["rater"] if _is_coded(claim, postings, declared) else options["rater"][:1]
    content = _content(claim, options, coded, postings)
    sample = _sample(register, claim, options, postings)
    return _Grid(content, sample)


def _is_coded(claim: Claim, postings: Postings, declared: Declared) -> bool:
    of_role = {
        cell: postings.labelled(cell) & (postings.frame["role"] == cell.role).to_numpy(bool)
        for cell in cells(claim).values()
    }
    return min(int(labelled.sum()) for labelled in of_role.values()) >= declared.fewest_coded


def _content(
    claim: Claim, options: Mapping[str, Sequence[str]], raters: Sequence[str], postings: Postings
) -> list[dict[str, str]]:
    kept = {name: list(options[name]) for name in CONTENT[:-1]}
    seen = {
        reading: _seen(claim, dict(zip(CONTENT, (*reading, raters[0]), strict=True)), postings)
        for reading in product(*kept.values())
    }
    for place, name in enumerate(kept):
        default, *others = kept[name]
        kept[name] = [default, *(o for o in others if _differs(seen, place, default, o))]
    found = [
        dict(zip(CONTENT, (*each, raters[0]), strict=True)) for each in product(*kept.values())
    ]
    for rater in raters[1:]:
        found += [{"level": level} | _CODED_ONLY | {"rater": rater} for level in kept["level"]]
    return found


def _seen(claim: Claim, reading: Mapping[str, str], postings: Postings) -> bytes:
    masks = [mask for cell in cells(claim).values() for mask in postings.look(cell, reading)]
    return np.packbits(np.column_stack(masks)).tobytes()


def _differs(seen: Mapping[tuple[str, ...], bytes], place: int, default: str, option: str) -> bool:
    return any(
        value != seen[(*reading[:place], default, *reading[place + 1 :])]
        for reading, value in seen.items()
        if reading[place] == option
    )


def _sample(
    register: Register, claim: Claim, options: Mapping[str, Sequence[str]], postings: Postings
) -> list[dict[str, str]]:
    kept: dict[str, list[str]] = {}
    for name in SAMPLE[:-1]:
        default = {other: options[other][0] for other in SAMPLE}
        kept[name] = [
            option
            for number, option in enumerate(options[name])
            if number == 0
            or any(
                not np.array_equal(
                    _weights(register, cell, postings, default | {name: option}),
                    _weights(register, cell, postings, default),
                )
                for cell in cells(claim).values()
            )
        ]
    kept["employers"] = list(options["employers"])
    return [dict(zip(SAMPLE, each, strict=True)) for each in product(*kept.values())]


def _weights(
    register: Register, cell: Cell, postings: Postings, sample: Mapping[str, str]
) -> Floats:
    """Return how often each posting counts."""
    frame = postings.frame
    about = populations.as_read(frame, cell.role, register.source.country, sample)
    pay = measures.is_about_pay(cell.measure, cell.among)
    if pay or sample["texts"] == "complete":
        about &= frame["text_complete"].astype(bool)
    copies = frame["duplicate_group_size"] if sample["duplicates"] == "kept" else 1
    return np.asarray(about * copies, dtype=float)


@dataclass(frozen=True)
class _Weighed:
    """How often the postings of a cell count in each reading of which do.

    Attributes:
        key: Of each posting its employer and its kind: those of a kind weigh alike.
        shape: Employers and kinds.
        weights: A row a kind, a column a reading.
        one_vote: Of each reading.
    """

    key: npt.NDArray[np.intp]
    shape: tuple[int, int]
    weights: Floats
    one_vote: npt.NDArray[np.bool_]

    def summed(self, chosen: npt.NDArray[np.bool_]) -> Floats:
        """Return what the chosen postings of each employer come to, a column a reading."""
        found = np.bincount(self.key[chosen], minlength=self.shape[0] * self.shape[1])
        return np.asarray(found.reshape(self.shape) @ self.weights)


def _weighed(register: Register, cell: Cell, postings: Postings, grid: _Grid) -> _Weighed:
    reads = [tuple(each[name] for name in SAMPLE if name != "employers") for each in grid.sample]
    by_reading = {
        read: _weights(register, cell, postings, each)
        for read, each in zip(reads, grid.sample, strict=True)
    }
    kinds = np.zeros(len(postings.frame), np.intp)
    for weights in by_reading.values():
        codes, values = pd.factorize(weights)
        kinds = pd.factorize(kinds * len(values) + codes)[0]
    first = np.flatnonzero(~pd.Series(kinds).duplicated())  # kinds are numbered as they appear
    employers, number = postings.employers
    return _Weighed(
        employers * len(first) + kinds,
        (number, len(first)),
        np.column_stack([by_reading[read][first] for read in reads]),
        np.array([each["employers"] == "employers" for each in grid.sample]),
    )


def _summed(
    cell: Cell, postings: Postings, content: Sequence[dict[str, str]], weighed: _Weighed
) -> Sums:
    looked = [postings.look(cell, reading) for reading in content]
    return Sums(
        np.hstack([weighed.summed(counted) for counted, _ in looked]),
        np.hstack([weighed.summed(has) for _, has in looked]),
        measures.planned_icc(cell.measure),
        np.tile(weighed.one_vote, len(content)),
    )


def _parts(
    register: Register, claim: Claim, summed: Mapping[str, Sums]
) -> dict[str, dict[str, Floats]]:
    stated = article.bounds(register, claim)
    judged = pairs(claim)
    if not judged:
        name, sums = next(iter(summed.items()))
        both = sums.interval(rows.REPORTED), sums.interval(rows.EQUIVALENCE)
        return {name: _arrays(both, sums.n, sums.n_effective, stated)}
    confidences = 1 - (1 - rows.REPORTED) / len(judged), rows.EQUIVALENCE
    sides = {name: [sums.interval(each) for each in confidences] for name, sums in summed.items()}
    found = {}
    for one, other in judged:
        first, second = summed[one], summed[other]
        together = correlation(first, second)
        outer, inner = (a.less(b, together) for a, b in zip(sides[one], sides[other], strict=True))
        n, worth = np.fmin(first.n, second.n), np.fmin(first.n_effective, second.n_effective)
        found[f"{one} - {other}"] = _arrays((outer, inner), n, worth, stated)
    return found


def _arrays(
    both: tuple[Many, Many], n: Floats, n_effective: Floats, stated: Bounds | None
) -> dict[str, Floats]:
    at95, at90 = both
    found = {
        "n": n, "n_effective": n_effective, "estimate": at95.estimate, "low95": at95.low,
        "high95": at95.high, "low90": at90.low, "high90": at90.high,
    }  # fmt: skip
    if stated is None:
        return found
    for name, new, old in (("95", at95, stated.at95), ("90", at90, stated.at90)):
        size = np.ones_like(new.estimate)
        claimed = Many(size * old.estimate, size * old.low, size * old.high)
        difference = new.less(claimed)
        found |= {f"diff_low{name}": difference.low, f"diff_high{name}": difference.high}
    return found | {"stated_value": np.full_like(n, stated.at95.estimate)}

"""Which postings stand for others: the same posting again, the same text, nearly the same text.

Three rules in this order, each on what the one before left over:
- `same_posting`: one id in several snapshots;
- `exact_text`: equal words, in whatever case, spacing and punctuation, within the corpus;
- `near_text`: within an employer, a Jaccard index of 0.8 or more on runs of five words; whoever is
  linked through others belongs to the group too.

The longest text stands for the same posting, then the earliest date, then the first row. Among
different postings one in the United States comes first: a text posted there and elsewhere is one
of the postings that the article is about. So the state of a posting with duplicates in other
states is that of the one that stands for them. Doubt: a job that an employer posts in 14 places
counts once, and a template with another job in it counts as the same where four fifths agree.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import pandas as pd
from datasketch import MinHash, MinHashLSH

from analysis.corpora import shingles

NEAR = 0.8
"""Jaccard index from which on two texts of one employer are the same posting."""

BANDS, BAND_ROWS = 16, 4
"""Of the MinHash index: it proposes a pair that is 0.8 alike with probability 0.9998."""

DECISIONS = ["row", "id", "kept_row", "kept_id", "rule", "similarity"]


def resolve(postings: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Set duplicates aside.

    Shuffling the postings changes nothing, nor does resolving what was resolved.

    Args:
        postings: Canonical postings of one corpus; `duplicate_group_size`, if it is there, says
            how many rows each stands for already.

    Returns:
        The unique postings sorted by `id`, with `duplicate_group_size`; and the decision log
        sorted by `row`: which `kept_row` (`kept_id`) stands for `row` (`id`), by which `rule`,
        and how alike their texts are (Jaccard index; null for `same_posting`).
    """
    frame = postings.sort_values("row", ignore_index=True)
    if "duplicate_group_size" not in frame:
        frame["duplicate_group_size"] = 1
    normal = frame["text"].map(shingles.normalised)
    groups = Groups(len(frame))
    rules = {}
    for rule, pairs, order in _rules(frame, normal):
        left = [index for index in range(len(frame)) if groups.find(index) == index]
        for kept, others in pairs(left):
            groups.join(kept, others)
        for index in groups.lead(left, order):
            rules[index] = rule
    return _unique(frame, groups), _decisions(frame, normal, groups, rules)


Order = Sequence[tuple[Any, ...]]
Pairs = Callable[[list[int]], Iterator[tuple[int, int]]]


class Groups:
    """Disjoint sets of row numbers; each is known by the row that stands for it."""

    def __init__(self, size: int) -> None:
        self.parent = list(range(size))

    def find(self, index: int) -> int:
        """Return the row that stands for a row."""
        while self.parent[index] != index:
            self.parent[index] = self.parent[self.parent[index]]
            index = self.parent[index]
        return index

    def join(self, left: int, right: int) -> None:
        """Make one set of those of two rows; the first one's row stands for it."""
        self.parent[self.find(right)] = self.find(left)

    def lead(self, members: list[int], order: Order) -> list[int]:
        """Let the first of each set by an order stand for it; return the others."""
        sets: dict[int, list[int]] = {}
        for index in members:
            sets.setdefault(self.find(index), []).append(index)
        set_aside = []
        for found in sets.values():
            first = min(found, key=lambda index: order[index])
            for index in found:
                self.parent[index] = first
            set_aside += [index for index in found if index != first]
        return set_aside


def _rules(frame: pd.DataFrame, normal: pd.Series) -> Iterator[tuple[str, Pairs, Order]]:
    """Yield each rule with the pairs that it joins and the order in which rows stand for others."""
    dates = frame["posted_on"].fillna("9999")
    again = list(zip(-frame["text"].str.len(), dates, frame["row"], strict=True))
    abroad = frame["country"].ne("US").fillna(True)
    other = [(away, *rest) for away, rest in zip(abroad, again, strict=True)]
    yield "same_posting", lambda left: _equal(frame["id"], left), again
    yield "exact_text", lambda left: _equal(normal, left), other
    yield "near_text", lambda left: _near(frame["employer_key"], normal, left), other


def _equal(values: pd.Series, left: list[int]) -> Iterator[tuple[int, int]]:
    first: dict[str, int] = {}
    for index in left:
        earlier = first.setdefault(values[index], index)
        if earlier != index:
            yield earlier, index


def _near(employers: pd.Series, normal: pd.Series, left: list[int]) -> Iterator[tuple[int, int]]:
    """Yield pairs of an employer's texts that are near; employers with one text have none."""
    for _, members in employers.loc[left].groupby(employers.loc[left]):
        if len(members) > 1:
            yield from _near_pairs({index: shingles.of(normal[index]) for index in members.index})


def _near_pairs(sets: dict[int, shingles.Hashes]) -> Iterator[tuple[int, int]]:
    """Yield near pairs: proposed by MinHash, then measured; linked ones are not measured again."""
    index = MinHashLSH(num_perm=BANDS * BAND_ROWS, params=(BANDS, BAND_ROWS))
    linked = Groups(max(sets) + 1)
    for row, runs in sets.items():
        own = sketch(runs)
        for earlier in sorted(index.query(own)):
            if linked.find(earlier) == linked.find(row):
                continue
            if shingles.jaccard(sets[earlier], runs) >= NEAR:
                linked.join(earlier, row)
                yield earlier, row
        index.insert(row, own)


def sketch(runs: shingles.Hashes) -> MinHash:
    """Return the MinHash of a text.

    Args:
        runs: As `shingles.of` returns them.
    """
    found = MinHash(num_perm=BANDS * BAND_ROWS, seed=1, hashfunc=int)
    found.update_batch((runs & shingles.LOW_BITS).tolist())
    return found


def _unique(frame: pd.DataFrame, groups: Groups) -> pd.DataFrame:
    leads = [groups.find(index) for index in range(len(frame))]
    sizes = frame["duplicate_group_size"].groupby(leads).sum()
    unique = frame.loc[sizes.index].assign(duplicate_group_size=sizes)
    return unique.sort_values("id", ignore_index=True)


def _decisions(
    frame: pd.DataFrame, normal: pd.Series, groups: Groups, rules: dict[int, str]
) -> pd.DataFrame:
    log = []
    for index, rule in sorted(rules.items()):
        kept = groups.find(index)
        alike = None
        if rule != "same_posting":
            alike = shingles.jaccard(shingles.of(normal[index]), shingles.of(normal[kept]))
        rows, ids = frame["row"], frame["id"]
        log.append((rows[index], ids[index], rows[kept], ids[kept], rule, alike))
    return pd.DataFrame(log, columns=DECISIONS).astype({"similarity": float})

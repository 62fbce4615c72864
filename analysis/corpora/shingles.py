"""A text as the set of its runs of five words, and how alike two such sets are.

Sets are sorted arrays of 64-bit hashes: two runs that differ share a hash once in 10^19 pairs, so
the Jaccard index of the arrays is that of the runs.
"""

import hashlib
import re
import unicodedata
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

WORDS = 5
"""Words in a run."""

Hashes = NDArray[np.uint64]

MIX = np.uint64(0x9E3779B97F4A7C15)
"""2^64 over the golden ratio, an odd number: the multiplier of Fibonacci hashing."""

LOW_BITS = np.uint64(0xFFFFFFFF)
"""MinHash takes 32-bit values."""

WORD = re.compile(r"[^\W_]+")


def normalised(text: str) -> str:
    """Return a text's words in lower case, one space apart, without punctuation and mark-up.

    Args:
        text: Of a posting.

    Example:
        >>> normalised("We **ship**, daily!")
        'we ship daily'
    """
    return " ".join(WORD.findall(unicodedata.normalize("NFKC", text).casefold()))


@lru_cache(maxsize=1_000_000)
def _word_hash(word: str) -> int:
    return int.from_bytes(hashlib.blake2b(word.encode(), digest_size=8).digest(), "big")


def of(normal: str) -> Hashes:
    """Return the distinct runs of five words, hashed and sorted; a shorter text is one run.

    Args:
        normal: A text as `normalised` returns it.
    """
    hashes = np.array([_word_hash(word) for word in normal.split()], dtype=np.uint64)
    length = min(WORDS, len(hashes))
    if not length:
        return hashes
    runs = np.zeros(len(hashes) - length + 1, dtype=np.uint64)
    for start in range(length):
        runs = (runs ^ (runs >> np.uint64(29))) * MIX + hashes[start : start + len(runs)]
    return np.unique(runs)


def jaccard(left: Hashes, right: Hashes) -> float:
    """Return the share of the runs of two sets that both have; 1 for two empty sets.

    |A ∩ B| / |A ∪ B|: Broder (1997), On the resemblance and containment of documents.

    Args:
        left: A set of runs.
        right: Another.

    Example:
        >>> jaccard(of("a b c d e f"), of("a b c d e g"))
        0.3333333333333333
    """
    common = len(np.intersect1d(left, right, assume_unique=True))
    union = len(left) + len(right) - common
    return common / union if union else 1.0

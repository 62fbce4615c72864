"""Which postings come from one employer: the key that clusters and near-duplicates go by."""

import re
import unicodedata

UNKNOWN = "Unknown"
"""What stands for an employer that the source does not name."""

NAMELESS = frozenset({"", "unknown", "nan", "none", "null", "n/a", "na"})

LEGAL_FORM = re.compile(
    r"[\s,]+(?:inc|incorporated|llc|l l c|ltd|limited|corp|corporation|co|company|plc|gmbh|ag|se|"
    r"s a|sa|sas|b v|bv|n v|nv|pvt|private|pte|pty|lp|l p|llp|ab|oy|srl|s r l|kg)$"
)


def name(published: str | None) -> str:
    """Return an employer's name as published, or 'Unknown' where the source has none.

    Args:
        published: The source's field; some write 'nan' or 'Unknown' into it.

    Example:
        >>> name(None), name("Acme, Inc.")
        ('Unknown', 'Acme, Inc.')
    """
    tidy = " ".join((published or "").split())
    return UNKNOWN if tidy.casefold() in NAMELESS else tidy


def key(employer: str, posting: str) -> str:
    """Return the key of an employer's cluster.

    Two spellings that differ in case, spaces or legal form are one employer. Subsidiaries are not
    merged. An unknown employer is a cluster of one.

    Args:
        employer: As `name` returns it.
        posting: The posting's id, which keys an unknown employer.

    Example:
        >>> key("Acme, Inc.", "p1") == key("ACME", "p2")
        True
        >>> key("Unknown", "p1") == key("Unknown", "p2")
        False
    """
    if employer == UNKNOWN:
        return f"unknown:{posting}"
    bare = unicodedata.normalize("NFKC", employer).casefold().replace(".", " ")
    bare = " ".join(bare.split()).strip(" ,")
    while (shorter := LEGAL_FORM.sub("", bare).strip(" ,")) not in {bare, ""}:
        bare = shorter
    return bare or employer.casefold()

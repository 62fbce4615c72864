"""What postings that are here name and the lexicon does not know."""

import pandas as pd

from analysis.corpora import collect, gazetteer, read, registry
from analysis.errors import AnalysisError
from analysis.signals import candidates

PLACES = frozenset(
    [
        *gazetteer.US_STATES,
        *gazetteer.PROVINCES,
        *gazetteer.COUNTRY_OF,
        *gazetteer.CITY_OF,
        *(code.lower() for code in gazetteer.US_CODES),
    ]
)
"""Names and codes of places, in small letters."""


class NoPostingsError(AnalysisError):
    """None of the corpora asked for is here."""


def of_corpora(corpora: list[registry.Corpus], most: int) -> pd.DataFrame:
    """Return the terms that most employers of some corpora name and no form covers.

    Args:
        corpora: Corpora; those that are not fetched are passed over.
        most: So many terms at most.

    Returns:
        As `candidates.candidates`.

    Raises:
        NoPostingsError: None of them is fetched.
    """
    here = [corpus for corpus in corpora if collect.is_complete(corpus)]
    if not here:
        names = ", ".join(corpus.id for corpus in corpora)
        raise NoPostingsError(
            f"no postings of {names} under data/raw/: fetch them with `python -m analysis collect`"
        )
    postings = pd.concat(read.registered(corpus).postings for corpus in here)
    texts, employers = (postings[name].fillna("").tolist() for name in ("text", "employer"))
    return candidates.candidates(texts, employers, PLACES, most)

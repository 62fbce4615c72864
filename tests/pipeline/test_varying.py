"""A claim is varied where it may be estimated, and nowhere else."""

import pandas as pd
import pytest

from analysis import paths
from analysis.corpora import registry
from analysis.pipeline import estimating, varying
from analysis.pipeline.shelves import REAL
from analysis.register import register

CLAIMS = {claim.id: claim for claim in register.load(paths.source(register.ARTICLE)).claim}


@pytest.mark.parametrize(
    ("corpus", "claim", "employer", "speaks"),
    [
        ("builtin-2026-02", "aie-prolific-count", "prolific", True),
        ("builtin-2026-02", "aie-prolific-count", "another", False),
        ("builtin-2026-02", "aie-python", "another", True),
        ("linkedin-us-2025-10", "aie-python", "another", False),
    ],
)
def test_a_corpus_speaks_where_it_may_and_holds_the_employers_that_are_named(
    corpus: str, claim: str, employer: str, *, speaks: bool
) -> None:
    held = pd.DataFrame({"employer_key": [employer]})
    assert varying.speaks(registry.corpus(corpus), held, CLAIMS[claim]) is speaks


def test_no_claim_is_varied_whose_estimate_is_refused() -> None:
    varied = pd.read_csv(paths.source(REAL.path(varying.WORDS)))
    estimates = pd.read_csv(paths.source(REAL.path(estimating.ESTIMATES)))
    refused = estimates[estimates["refused"].notna()]
    assert len(refused) > 100
    both = varied.merge(refused, on=["claim", "corpus"])
    assert both[["claim", "corpus", "refused"]].to_dict("records") == []

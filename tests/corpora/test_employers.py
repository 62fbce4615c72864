"""One employer, one key, however its name is spelt; an unknown one stands alone."""

import pytest

from analysis.corpora import employers


@pytest.mark.parametrize(
    "spelling", ["Acme", "ACME", " acme ", "Acme, Inc.", "Acme Inc", "Acme LLC", "Acme Co., Ltd."]
)
def test_spellings_of_an_employer_share_a_key(spelling: str):
    assert employers.key(employers.name(spelling), "c/1") == "acme"


@pytest.mark.parametrize("other", ["Acme Labs", "Acme AI", "Acmetrics", "Co-Acme"])
def test_other_employers_do_not(other: str):
    assert employers.key(other, "c/1") != "acme"


def test_a_name_that_is_a_legal_form_remains():
    assert employers.key("SE", "c/1") == "se"
    assert employers.key("Limited", "c/1") == "limited"


@pytest.mark.parametrize("missing", [None, "", "  ", "Unknown", "nan", "N/A"])
def test_unknown_employers_are_clusters_of_one(missing: str | None):
    name = employers.name(missing)
    assert name == employers.UNKNOWN
    assert employers.key(name, "c/1") != employers.key(name, "c/2")

"""The parameter files: whole, and refused by the key that is wrong."""

import re

import pytest

from analysis.corpora.reference import parameters
from analysis.corpora.reference.parameters import ParametersError
from analysis.corpora.reference.plan import CODEBOOK, ROLES

PROLIFIC = """
[[named]]
employer = "Prolific"
role = "ai_engineer"
postings = 20
pay_high = 80
pay_period = "hour"
"""


@pytest.mark.parametrize("name", parameters.names())
def test_every_variant_says_what_is_planted_of_every_role_and_signal(name: str) -> None:
    planted = parameters.load(name)
    assert set(planted.role) == set(ROLES)
    for role in planted.role.values():
        assert set(role.requires) == set(role.mentions) == set(CODEBOOK)


def test_the_null_variant_plants_no_difference_between_roles() -> None:
    roles = parameters.load("null").role
    alike = [role.model_copy(update={"postings": 0}) for role in roles.values()]
    assert alike[0] == alike[1] == alike[2]


def test_the_default_has_the_articles_numbers() -> None:
    planted = parameters.load(parameters.DEFAULT)
    sizes = {name: role.postings for name, role in planted.role.items()}
    assert list(sizes.values()) == [429, 425, 247]
    swe, aie, mle = planted.role.values()
    assert (swe.mentions["genai"], swe.requires["ai_ml"]) == (0.49, 0.41)
    assert (aie.requires["python"], aie.requires["aws"]) == (0.73, 0.22)
    assert round(425 * aie.requires["agentic"]) == 155
    assert round(247 * mle.mentions["dl_framework"]) == 244
    assert (mle.requires["python"], mle.requires["mlops"]) == (0.82, 0.34)
    disclosed = (swe.pay.disclosed, mle.pay.disclosed)
    assert disclosed == (0.72, 0.16)
    assert aie.pay.disclosed < 0.05
    assert {entry.employer: entry.postings for entry in planted.named}["Prolific"] == 20


def broken(text: str, pattern: str, into: str) -> str:
    changed, count = re.subn(pattern, into, text, count=1)
    assert count == 1
    return changed


@pytest.mark.parametrize(
    ("pattern", "into", "said"),
    [
        ("postings = 429", "postings = -3", "role.software_engineer.postings: .*greater"),
        ("python = 0.6\n", "", "role.software_engineer.requires.python: missing"),
        ("python = 0.6\n", "pyhton = 0.6\n", r"requires\.pyhton: unknown; there are python, aws"),
        (r"\[role\.ai_engineer\]", "[role.poet]", r"role\.poet: unknown; there are software_eng"),
        ("agentic = 0.3\n", "agentic = 1.3\n", r"requires\.agentic: .*less than or equal to 1"),
        ("full_time = 0.1", "full_time = 0.97", "employment: its shares add up to 1.01"),
        ("low = 120000", "low = 320000", "pay: low 320000 is above high 220000"),
        ("skills_icc", "skils_icc", "employers.skil*s_icc"),
    ],
)
def test_a_bad_key_is_refused_by_its_name(written: str, pattern: str, into: str, said: str) -> None:
    with pytest.raises(ParametersError, match=said):
        parameters.parse(broken(written, pattern, into))


def test_named_employers_bound_what_can_be_disclosed(written: str) -> None:
    parameters.parse(written + PROLIFIC)
    less = written.replace("disclosed = 0.4", "disclosed = 0.02")
    with pytest.raises(ParametersError, match=r"0\.02 cannot be: .* between 0\.047 and 1\.000"):
        parameters.parse(less + PROLIFIC)


def test_named_employers_cannot_have_more_than_there_is(written: str) -> None:
    with pytest.raises(ParametersError, match="425, but named employers have 500"):
        parameters.parse(written + PROLIFIC.replace("= 20", "= 500"))


def test_an_unknown_variant_is_told_which_there_are() -> None:
    with pytest.raises(ParametersError, match="as-the-article-says, continuum, null, two-blocks"):
        parameters.load("nul")


def test_faults_of_a_file_name_it(tmp_path, written: str) -> None:
    file = tmp_path / "mine.toml"
    file.write_text(written.replace("most = 5", "most = 1"), encoding="utf-8")
    with pytest.raises(ParametersError, match=r"mine\.toml: copies\.most: "):
        parameters.load(str(file))
    file.write_text("title = ", encoding="utf-8")
    with pytest.raises(ParametersError, match=r"mine\.toml: not TOML"):
        parameters.load(str(file))

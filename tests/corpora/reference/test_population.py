"""Plans: sizes, employers, pay and terms as planted, the same for the same seed."""

from collections import Counter

import numpy as np
import pytest

from analysis.corpora.reference import grammar, parameters, population
from analysis.corpora.reference.parameters import ParametersError
from analysis.corpora.reference.plan import CODEBOOK, Plan, implied
from analysis.estimates import clusters
from analysis.estimates.clusters import Sample


@pytest.fixture(scope="module")
def plans() -> list[Plan]:
    """Return the plans of the default variant."""
    return population.draw(parameters.load(parameters.DEFAULT), grammar.load(), 3)


def test_rows_of_every_role_add_up_to_the_planned(plans: list[Plan]) -> None:
    rows: Counter[str] = Counter()
    for plan in plans:
        rows[plan.role] += len(plan.places)
    assert rows == {
        "software_engineer": 429,
        "ai_engineer": 425,
        "machine_learning_engineer": 247,
    }


def test_the_same_seed_gives_the_same_plans_and_another_gives_others(plans: list[Plan]) -> None:
    planted = parameters.load(parameters.DEFAULT)
    assert population.draw(planted, grammar.load(), 3) == plans
    assert population.draw(planted, grammar.load(), 4) != plans


def test_named_employers_have_what_is_said_of_them(plans: list[Plan]) -> None:
    prolific = [plan for plan in plans if plan.employer.name == "Prolific"]
    assert len(prolific) == 20
    assert {(plan.role, plan.employment, len(plan.places)) for plan in prolific} == {
        ("ai_engineer", "contract", 1)
    }
    for plan in prolific:
        assert plan.pay is not None
        assert (plan.pay.low, plan.pay.high, plan.pay.period) == (None, 80, "hour")
    others = Counter(plan.employer.name for plan in plans if plan.role == "ai_engineer")
    assert others.most_common(2) == [("Prolific", 20), ("Catalyst Labs", 12)]


def test_no_place_of_a_posting_stands_twice(plans: list[Plan]) -> None:
    assert all(len(set(plan.places)) == len(plan.places) for plan in plans)
    assert any(len(plan.places) > 1 for plan in plans)


def test_levels_are_closed_and_blocks_follow_from_them(plans: list[Plan]) -> None:
    order = ["required", "duty", "preferred", "mentioned", "absent"]
    for plan in plans:
        for signal in CODEBOOK:
            for other in implied(signal):
                assert order.index(plan.levels[other]) <= order.index(plan.levels[signal])
        agents = plan.levels["agentic"] in {"required", "duty"}
        assert (plan.block == "agentic_systems") == agents


def test_amounts_are_in_order_and_of_their_period(plans: list[Plan]) -> None:
    for pay in (plan.pay for plan in plans if plan.pay is not None):
        assert pay.low is None or pay.low <= pay.high
        assert (pay.high < 500) == (pay.period == "hour")


def test_some_employers_hire_in_several_roles(plans: list[Plan]) -> None:
    roles: dict[str, set[str]] = {}
    for plan in plans:
        roles.setdefault(plan.employer.name, set()).add(plan.role)
    assert any(len(found) > 1 for found in roles.values())


def test_postings_of_an_employer_are_as_alike_as_planted() -> None:
    planted = parameters.load("null")
    words = grammar.load()
    skills, pays = [], []
    for seed in range(12):
        drawn = [p for p in population.draw(planted, words, seed) if p.role == "ai_engineer"]
        names = [plan.employer.name for plan in drawn]
        for signal in ("python", "agentic", "mlops"):
            values = [plan.levels[signal] in {"required", "duty"} for plan in drawn]
            skills.append(clusters.intraclass_correlation(Sample.of(values, names)))
        paid = [plan.pay is not None for plan in drawn]
        pays.append(clusters.intraclass_correlation(Sample.of(paid, names)))
    assert np.mean(skills) == pytest.approx(planted.employers.skills_icc, abs=0.06)
    assert np.mean(pays) == pytest.approx(planted.employers.pay_icc, abs=0.08)


def test_shares_that_cannot_be_are_refused_with_the_role(written: str) -> None:
    planted = parameters.parse(
        written.replace("mentions]\npython = 0.68", "mentions]\npython = 0.1")
    )
    with pytest.raises(ParametersError, match=r"role\.software_engineer: mentions\.python: 0\.1"):
        population.draw(planted, grammar.load(), 1)

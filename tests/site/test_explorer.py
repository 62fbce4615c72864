"""The explorer counts what `analysis` counts."""

import json
import random
from dataclasses import replace
from pathlib import Path

import pytest

from analysis.corpora import registry
from analysis.publishing import results, words
from analysis.register.register import ROLES

explorer = pytest.importorskip(
    "analysis.publishing.site.explorer", reason="the extra 'site' is not installed"
)
from analysis.publishing.site import packing, reading  # noqa: E402 - after the skip
from analysis.publishing.site.reading import Reading  # noqa: E402

LIMIT = 2_000_000
DRAWN = "document.body.dataset.drawn !== undefined"


@pytest.fixture(scope="module")
def evidence():
    return explorer.Evidence.committed()


def address(asked: Reading, corpus: str, off: list[int]) -> str:
    parts = {
        "signal": asked.signal,
        "role": asked.role,
        "level": asked.level,
        "titles": "strict" if asked.strict_titles else "broad",
        "copies": "each" if asked.copies else "once",
        "weight": "employer" if asked.one_an_employer else "posting",
        "texts": "complete" if asked.complete_texts else "all",
        "country": asked.country,
        "corpus": corpus,
        "without": ".".join(map(str, off)),
    }
    return "#" + "&".join(f"{name}={value}" for name, value in parts.items() if value)


def drawn(evidence, seed: int) -> tuple[Reading, str, list[int]]:
    chance = random.Random(seed)
    while True:
        signal = chance.choice([*evidence.labels, "agentic", "agentic", "agentic", explorer.PAY])
        role, corpus = chance.choice(ROLES), chance.choice(list(evidence.frames))
        need = "pay_disclosure" if signal == explorer.PAY else "skill_share"
        if registry.refusal(registry.corpus(corpus), need, role) is None:
            break
    switches = list(evidence.switches.get(signal, {}))
    off = sorted(chance.sample(range(len(switches)), chance.randint(0, len(switches))))
    asked = Reading(
        signal,
        role,
        level=chance.choice(["mentions", "requires"]),
        without=tuple(switches[at] for at in off),
        strict_titles=chance.random() < 0.4,
        copies=chance.random() < 0.4,
        one_an_employer=chance.random() < 0.4,
        complete_texts=chance.random() < 0.4,
        country=chance.choice(packing.choices(evidence.frames.values())[:4]),
    )
    return asked, corpus, off


@pytest.mark.parametrize("seed", range(20))
def test_its_number_is_what_analysis_computes(seed, evidence, opened) -> None:
    asked, corpus, off = drawn(evidence, seed)
    found = evidence.terms.get(asked.signal)
    share = reading.share(asked, evidence.frames[corpus], found)
    told = opened(address(asked, corpus, off))
    if share is None:
        assert "estimate" not in told
        return
    interval = share.interval(explorer.CONFIDENCE)
    assert float(told["n"]) == share.n
    assert float(told["k"]) == pytest.approx(share.k)
    assert float(told["employers"]) == share.employers
    for name in ("estimate", "low", "high"):
        assert float(told[name]) == pytest.approx(getattr(interval, name), abs=1e-9)
    assert float(told["effect"]) == pytest.approx(share.design_effect)


def test_all_terms_give_the_published_share(evidence) -> None:
    found = results.processed("estimates").set_index(["claim", "corpus"])
    row = found.loc[("swe-genai", "linkedin-us-2025-10")]
    frame = evidence.frames["linkedin-us-2025-10"]
    asked = Reading("genai", "software_engineer", level="mentions", without=("no such term",))
    share = reading.share(asked, frame, evidence.terms["genai"])
    assert share is not None
    assert share.n == row["n"]
    assert share.estimate == pytest.approx(row["estimate"], abs=1e-6)
    assert share.interval(0.95).low == pytest.approx(row["low95"], abs=1e-6)


def test_a_corrected_estimate_is_told_beside_the_share_that_is_not(opened, told) -> None:
    found = results.processed("estimates").set_index(["claim", "corpus"])
    row = found.loc[("aie-agentic", "builtin-2026-02")]
    published = words.share(row["estimate"], row["low95"], row["high95"])
    opened(address(Reading("agentic", "ai_engineer"), "builtin-2026-02", []))
    assert f"The published estimate is {published}" in told()
    for asked, corpus in (
        (Reading("agentic", "ai_engineer"), "ats-2026-05"),
        (Reading("agentic", "ai_engineer", level="mentions"), "builtin-2026-02"),
        (Reading("rag", "ai_engineer"), "builtin-2026-02"),
    ):
        opened(address(asked, corpus, []))
        assert told() == ""


def test_a_term_that_does_not_count_takes_postings_away(evidence) -> None:
    asked = Reading("agentic", "ai_engineer")
    most = next(iter(evidence.switches["agentic"]))
    frame, found = evidence.frames["builtin-2026-02"], evidence.terms["agentic"]
    every, fewer = (
        reading.share(one, frame, found) for one in (asked, replace(asked, without=(most,)))
    )
    assert every is not None
    assert fewer is not None
    assert fewer.k < every.k


def test_it_is_small_holds_no_employer_and_names_no_host(evidence) -> None:
    page = explorer.page()
    assert len(page.encode()) < LIMIT
    data = explorer.data(evidence, results.claims())
    assert "http" not in json.dumps(data)
    packed = json.dumps(data["corpora"])
    named = {name for frame in evidence.frames.values() for name in frame["employer"]}
    long = {name for name in named if len(name) > 12}
    assert len(long) > 100
    assert not {name for name in long if name in packed}


@pytest.fixture(scope="module")
def shown(browser, tmp_path_factory):
    file: Path = tmp_path_factory.mktemp("explorer") / "explorer.html"
    file.write_text(explorer.page(), encoding="utf-8")
    page = browser.new_page()
    page.goto(file.as_uri())
    page.wait_for_function(DRAWN)
    yield page
    page.close()


@pytest.fixture(scope="module")
def told(shown):
    """Read what is said of a correction."""
    return lambda: shown.inner_text("#corrected")


@pytest.fixture(scope="module")
def opened(shown):

    def read(fragment: str) -> dict[str, str]:
        shown.evaluate(
            "to => { delete document.body.dataset.drawn; location.hash = to; }", fragment
        )
        shown.wait_for_function(DRAWN)
        return shown.evaluate("({...document.getElementById('number').dataset})")

    return read

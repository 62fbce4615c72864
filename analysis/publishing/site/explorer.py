"""The explorer: one page where a reader sets the definition and sees the share move."""

import dataclasses
import json
from collections.abc import Iterator
from dataclasses import dataclass

import altair as alt
import pandas as pd
import vl_convert
from scipy import stats

from analysis import paths
from analysis.corpora import registry
from analysis.estimates import article, measures, shares
from analysis.publishing import audited, results, style, words
from analysis.publishing.site import packing
from analysis.publishing.site.rendering import TEMPLATES, render
from analysis.register.register import ROLES, Register
from analysis.signals import lexicon
from analysis.signals.lexicon import Lexicon

PAY = "pay_disclosed"
CONFIDENCE = 0.95
EMBED = "window.vegaEmbed = vegaEmbed;"
"""What the page takes of the chart's scripts."""

KINDS = {"share", "count", "threshold", "universal"}
"""The kinds of claims whose value is a share that a line can show."""


@dataclass(frozen=True)
class Evidence:
    """What the explorer counts.

    Attributes:
        frames: Kept measurements by corpus.
        terms: By signal, which posting has which term, the rarest as one.
        switches: By signal and switch, the terms that it stands for.
        labels: What signals are called.
    """

    frames: dict[str, pd.DataFrame]
    terms: dict[str, pd.DataFrame]
    switches: dict[str, dict[str, list[str]]]
    labels: dict[str, str]

    @classmethod
    def committed(cls) -> "Evidence":
        """Return that of the committed measurements."""
        known: Lexicon = lexicon.load()
        labels = {one.id: one.label for one in known.signal if one.kind == "codebook"}
        frames, spans = {}, []
        for corpus in registry.load():
            file = f"{corpus.id}.parquet"
            measured = paths.source(f"data/processed/measurements/{file}")
            if measured.exists():
                frames[corpus.id] = packing.kept(pd.read_parquet(measured))
                found = pd.read_parquet(paths.source(f"data/processed/evidence/{file}"))
                spans.append(found[found["id"].isin(frames[corpus.id]["id"])])
        by_signal = packing.found_in(list(labels), known, pd.concat(spans))
        folded = {signal: packing.grouped(rows) for signal, rows in by_signal.items()}
        return cls(
            frames,
            {signal: rows for signal, (rows, _) in folded.items()},
            {signal: switches for signal, (_, switches) in folded.items()},
            labels,
        )


def page() -> str:
    """Return the explorer as one page that asks nothing of any host."""
    return render(
        "explorer.html.j2",
        data=_inline(data(Evidence.committed(), results.claims())),
        charts=_inline({"corpora": by_corpus(), "readings": by_reading()}),
        vega=vl_convert.javascript_bundle(EMBED),
        statistics=(TEMPLATES / "statistics.js").read_text(encoding="utf-8"),
        script=(TEMPLATES / "explorer.js").read_text(encoding="utf-8"),
        style=(TEMPLATES / "explorer.css").read_text(encoding="utf-8"),
    )


def data(evidence: Evidence, claims: Register) -> dict[str, object]:
    """Return all that the page counts and says.

    Args:
        evidence: What it counts.
        claims: The register, for the article's values.
    """
    countries = packing.choices(evidence.frames.values())
    counted = {
        signal: (evidence.terms[signal], list(switches))
        for signal, switches in evidence.switches.items()
    }
    return {
        "signals": {**evidence.labels, PAY: "pay disclosed"},
        "terms": {
            signal: [packing.shown(name, switches[name]) for name in switches]
            for signal, switches in evidence.switches.items()
        },
        "roles": {role: style.ROLES[role][0] for role in ROLES},
        "countries": countries,
        "corpora": [
            dataclasses.asdict(packing.pack(name, frame, countries, counted))
            for name, frame in evidence.frames.items()
        ],
        "refused": list(_refused(evidence)),
        "article": list(_stated(claims, {*evidence.labels, PAY})),
        "corrected": audited.corrections().to_dict("records"),
        "icc": {
            signal: measures.planned_icc(signal) for signal in [*evidence.labels, PAY]
        },
        "constants": {
            "dominant": shares.DOMINANT,
            "fewEmployers": shares.FEW_EMPLOYERS,
            "sparse": shares.SPARSE,
            "alpha": 1 - CONFIDENCE,
            "z": float(stats.norm.ppf(1 - (1 - CONFIDENCE) / 2)),
            "t": [
                float(stats.t.ppf(1 - (1 - CONFIDENCE) / 2, df))
                for df in range(1, shares.FEW_EMPLOYERS)
            ],
        },
    }  # fmt: skip


def by_corpus() -> dict[str, object]:
    """Return the chart of corpora under the reader's definition."""
    shown, said = alt.NamedData("shown"), alt.NamedData("said")
    across = alt.X(
        "estimate:Q", title=None, scale=alt.Scale(domain=[0, 1]), axis=alt.Axis(format="%")
    )
    down = alt.Y("corpus:N", title=None, sort=None, axis=alt.Axis(labelLimit=200))
    faint = alt.condition("datum.chosen", alt.value(1.0), alt.value(0.45))
    base = alt.Chart(shown).encode(y=down, opacity=faint)
    bars = base.mark_rule(strokeWidth=3).encode(x=across, x2="high:Q").transform_calculate(
        estimate="datum.low"
    )  # fmt: skip
    dots = base.mark_circle(size=110, opacity=1).encode(x=across)
    rule = alt.Chart(said).mark_rule(strokeWidth=2).encode(x="value:Q")
    label = alt.Chart(said).encode(x="value:Q", text="label:N")
    right = label.transform_filter("datum.value <= 0.5").mark_text(align="left", dx=5, y=-8)
    left = label.transform_filter("datum.value > 0.5").mark_text(align="right", dx=-5, y=-8)
    layered = alt.layer(rule, bars, dots, right, left, width="container", height=alt.Step(30))
    return dict(layered.properties(description="Shares by corpus with 95% intervals").to_dict())


def by_reading() -> dict[str, object]:
    """Return the chart of all readings of one corpus, the reader's among them."""
    shown, said = alt.NamedData("shown"), alt.NamedData("said")
    place = alt.X("place:Q", title=None, axis=None)
    height = alt.Y(
        "estimate:Q", title=None, scale=alt.Scale(domain=[0, 1]), axis=alt.Axis(format="%")
    )
    faint = alt.condition("datum.chosen", alt.value(1.0), alt.value(0.35))
    large = alt.condition("datum.chosen", alt.value(130), alt.value(25))
    base = alt.Chart(shown).encode(x=place, opacity=faint)
    width = alt.condition("datum.chosen", alt.value(3), alt.value(1))
    low = base.mark_rule().transform_calculate(estimate="datum.low")
    bars = low.encode(y=height, y2="high:Q", strokeWidth=width)
    dots = base.mark_circle().encode(y=height, size=large)
    rule = alt.Chart(said).mark_rule(strokeWidth=2).encode(y="value:Q")
    layered = alt.layer(rule, bars, dots, width="container", height=190)
    return dict(layered.properties(description="Shares under all readings").to_dict())


def _inline(value: object) -> str:
    """Return JSON that may stand inside a script element."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).replace("</", "<\\/")


def _refused(evidence: Evidence) -> Iterator[dict[str, str]]:
    for corpus in map(registry.corpus, evidence.frames):
        for need in ("skill_share", "pay_disclosure"):
            for role in ROLES:
                why = registry.refusal(corpus, need, role)
                if why:
                    yield {"corpus": corpus.id, "need": need, "role": role, "why": why}


def _stated(claims: Register, signals: set[str]) -> Iterator[dict[str, object]]:
    for claim in sorted(claims.claim, key=lambda claim: "%" not in claim.stated):
        fits = claim.kind in KINDS and claim.measure in signals and claim.among is None
        stated = article.bounds(claims, claim) if fits and claim.judged_on_postings else None
        if stated:
            value = stated.at95.estimate
            yield {
                "claim": claim.id,
                "signal": claim.measure,
                "role": claim.population,
                "level": claim.level,
                "stated": claim.stated if "%" in claim.stated else words.percent(value),
                "value": value,
            }

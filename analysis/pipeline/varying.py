"""The step from measurements to every claim under every admissible reading, from files to files."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from itertools import product

import pandas as pd

from analysis import paths
from analysis.categories import declared as declared_split
from analysis.categories import raters
from analysis.claims import frozen, reach, splits
from analysis.claims.robustness import Judged
from analysis.corpora import registry
from analysis.corpora.registry import Corpus
from analysis.estimates import estimate, measures, multiverse, multiverse_declared, setting
from analysis.estimates.cells import VARIED, signals_of
from analysis.estimates.multiverse_declared import Declared
from analysis.estimates.multiverse_levels import Vocabulary
from analysis.estimates.multiverse_postings import Postings
from analysis.estimates.setting import Setting, UnusableSampleError
from analysis.pipeline import estimating
from analysis.pipeline.shelves import REAL
from analysis.register import register
from analysis.register.register import Claim, Register
from analysis.signals import lexicon

WORDS, SWINGS, FLIPS = (f"multiverse/{name}.csv" for name in ("words", "swings", "flips"))
CURVES = "multiverse/curves.parquet"
REACH, FROZEN = "multiverse/reach.csv", "multiverse/declared.csv"
"""The tables on the shelf of real results."""

_ROUNDED = ["estimate", "low95", "high95", "rank"]

CODERS = ("categories/raters/builtin_coder.csv", "categories/raters/coder_a.csv")
"""Whose labels are a reading; where both read a posting, the first's are."""


def vary_claims() -> None:
    """Judge every claim in all universes of every corpus that may speak to it; write what came."""
    claims = register.load(paths.source(register.ARTICLE))
    declared = multiverse_declared.load(paths.source(multiverse_declared.FILE))
    multiverse_declared.check(declared, claims)
    split = declared_split.load(paths.source(declared_split.FILE))
    varied = [claim for claim in claims.claim if claim.judged_on_postings and claim.kind in VARIED]
    names, known_words = set().union(*map(signals_of, varied)), vocabulary()
    measured = estimating.read_measurements(REAL)
    coded = _coded({posting for frame in measured.values() for posting in frame["id"]})
    found: list[Judged] = []
    for corpus in registry.load():
        if corpus.id not in measured:
            continue
        postings = _postings(corpus, measured[corpus.id], names, known_words, coded)
        asked = [claim for claim in varied if speaks(corpus, measured[corpus.id], claim)]
        found += vary(claims, asked, corpus.id, postings, declared)
        found += [
            splits.vary(claims, claim, corpus.id, measured[corpus.id], split, declared)
            for claim in claims.claim
            if claim.kind == "structure" and estimate.refusal(claim, corpus) is None
        ]
    for name, frame in tables(found, declared).items():
        REAL.write(frame, name)


def speaks(corpus: Corpus, measured: pd.DataFrame, claim: Claim) -> bool:
    """Say whether a corpus may speak to a claim, and holds each employer that it names.

    Args:
        corpus: As registered.
        measured: Its measurements.
        claim: Of a kind in `VARIED`.
    """
    named = measures.employers_named(claim.measure, claim.among)
    return estimate.refusal(claim, corpus) is None and all(
        setting.holds(measured, name) for name in named
    )


def vary(
    claims: Register,
    varied: Iterable[Claim],
    corpus: str,
    postings: Postings,
    declared: Declared,
) -> Iterator[Judged]:
    """Yield claims judged in all universes of a corpus, where it holds a posting of their role.

    Args:
        claims: The register.
        varied: Of it, of kinds in `VARIED`, those to which the corpus speaks.
        corpus: Its id.
        postings: Of the corpus.
        declared: Which readings are admissible.
    """
    for claim in varied:
        universes = multiverse.run(claims, claim, corpus, postings, declared)
        if universes is not None:
            yield Judged.of(universes)


def tables(found: Sequence[Judged], declared: Declared) -> dict[str, pd.DataFrame]:
    """Return the tables of a multiverse, by their names on a shelf.

    Args:
        found: Claims judged in all universes of their corpora.
        declared: Which of them are shown one by one.
    """
    shown = [judged for judged in found if judged.universes.claim.id in declared.headline]
    curves = [judged.curve(declared.drawn) for judged in shown]
    curve = pd.concat(curves, ignore_index=True) if curves else pd.DataFrame(columns=_ROUNDED)
    return {
        WORDS: pd.DataFrame([judged.shares() for judged in found]),
        SWINGS: pd.DataFrame([row for judged in found for row in judged.swings()]),
        FLIPS: pd.DataFrame([flip for judged in found if (flip := judged.flip())]),
        CURVES: curve.assign(**curve[_ROUNDED].round(6)),
    }


def plan_claims() -> None:
    """Write what was declared of each claim, and whether each corpus could replicate it at all."""
    claims = register.load(paths.source(register.ARTICLE))
    declared = multiverse_declared.load(paths.source(multiverse_declared.FILE))
    split = declared_split.load(paths.source(declared_split.FILE))
    measured = estimating.read_measurements(REAL)
    found = []
    for corpus, claim in product(registry.load(), claims.claim):
        if not (claim.judged_on_postings and corpus.id in measured):
            continue
        if estimate.refusal(claim, corpus) is None:
            asked = Setting(claims, claim, corpus, measured[corpus.id])
            with suppress(UnusableSampleError):
                found.append(reach.reach(asked, split))
    REAL.write(pd.DataFrame(found, columns=reach.COLUMNS), REACH)
    REAL.write(frozen.table(claims, declared), FROZEN)


def vocabulary() -> Vocabulary:
    """Return what the lexicon says of forms and of signals that follow from others."""
    words = lexicon.load()
    implying = defaultdict(list)
    for signal, following in words.implied().items():
        for name in following:
            implying[name].append(signal)
    certain = {(s.id, form.text) for s in words.signal for form in s.forms if form.is_certain}
    return Vocabulary(certain, implying)


def _postings(
    corpus: Corpus,
    measured: pd.DataFrame,
    names: set[str],
    vocabulary: Vocabulary,
    coded: pd.DataFrame,
) -> Postings:
    evidence = pd.read_parquet(paths.source(REAL.path(f"evidence/{corpus.id}.parquet")))
    field_fit = all(entry.need != "pay_field" for entry in corpus.unfit)
    return Postings.of(measured, evidence, names, vocabulary, coded, field_fit=field_fit)


def _coded(ids: set[str]) -> pd.DataFrame:
    """Return coders' labels, a row a posting."""
    tables = [raters.wide(raters.read(paths.source(REAL.path(name)), ids).frame) for name in CODERS]
    together = pd.concat(tables)
    return raters.as_measured(together[~together.index.duplicated()])

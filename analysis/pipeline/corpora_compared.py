"""Comparing corpora, two at a time: any two by name, and all of the project's in order of time."""

from itertools import combinations
from pathlib import Path

import pandas as pd

from analysis import paths, tables
from analysis.claims import judge
from analysis.comparisons import changes, terms
from analysis.corpora import local, registry
from analysis.corpora.registry import ROLES, Corpus
from analysis.errors import AnalysisError
from analysis.estimates import estimate
from analysis.pipeline import adding, estimating
from analysis.pipeline.shelves import REAL
from analysis.register import register
from analysis.signals import lexicon

CLAIMS = "compared/claims.csv"
TERMS = "compared/terms.csv"
MADE = (CLAIMS, TERMS)
"""The tables on the shelf of real postings."""


class ComparisonError(AnalysisError):
    """Two corpora that cannot be compared."""


def compare_all() -> None:
    """Compare every two corpora of the project, the earlier first, and write both tables."""
    measured = estimating.read_measurements(REAL)
    known = sorted(
        (corpus for corpus in registry.load() if corpus.id in measured),
        key=lambda corpus: (corpus.last_month, corpus.first_month, corpus.id),
    )
    claims, named = [], []
    for first, second in combinations(known, 2):
        pair = _compare((first, second), (measured[first.id], measured[second.id]))
        claims.append(pair[0])
        named.append(pair[1])
    REAL.write(pd.concat(claims, ignore_index=True), CLAIMS)
    REAL.write(pd.concat(named, ignore_index=True), TERMS)


def compare(first: str, second: str) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Compare two corpora, the project's or private ones.

    Args:
        first: The id of the earlier one.
        second: The id of the later one.

    Returns:
        The claims, as `analysis.comparisons.changes.compare` returns them, and the terms, as
        `analysis.comparisons.terms.compare` does, with `first` and `second`.

    Raises:
        ComparisonError: They are one corpus, one is synthetic, or one was not measured, or by
            other rules than those of the lexicon.
        UnknownCorpusError: One is not registered.
    """
    if first == second:
        raise ComparisonError(f"'{first}' twice: name two corpora")
    corpora = (local.corpus(first), local.corpus(second))
    if any(corpus.synthetic for corpus in corpora):
        raise ComparisonError("the reference is synthetic: nothing real is compared with it")
    return _compare(corpora, (_measurements(corpora[0]), _measurements(corpora[1])))


def verdicts(first: str, second: str) -> pd.DataFrame:
    """Return the verdict on every claim of the article in either corpus.

    Args:
        first: The id of the earlier one.
        second: The id of the later one.

    Returns:
        `claim`, `first`, `second` (verdicts; empty where the claim is not estimated) and `changed`.

    Raises:
        ComparisonError: One was not measured, or by other rules than those of the lexicon.
        UnknownCorpusError: One is not registered.
    """
    claims = register.load(paths.source(register.ARTICLE))
    corpora = [local.corpus(first), local.corpus(second)]
    frames = {corpus.id: _measurements(corpus) for corpus in corpora}
    audit = estimating.read_audit(estimating.read_measurements(REAL))
    estimates = estimate.estimate_claims(claims, corpora, frames, audit)
    judged, _ = judge.judge(claims, estimates)
    wide = judged.pivot(index="claim", columns="corpus", values="verdict")
    wide = wide.reindex([claim.id for claim in claims.claim if claim.id in wide.index])
    table = wide[[first, second]].set_axis(["first", "second"], axis=1).reset_index()
    return table.assign(changed=table["first"] != table["second"])


def write(compared: dict[str, pd.DataFrame], folder: Path) -> list[Path]:
    """Write the tables of a comparison and return where they are.

    Args:
        compared: By name: claims, terms, verdicts.
        folder: Any.
    """
    files = {name: folder / f"compared_{name}.csv" for name in compared}
    for name, frame in compared.items():
        tables.write_csv(frame, files[name])
    return list(files.values())


def told(claims: pd.DataFrame, named: pd.DataFrame) -> list[str]:
    """Return a comparison in lines: each claim, then the terms that surely moved.

    Args:
        claims: As `compare` returns them.
        named: As `compare` returns them.
    """
    said = {c.id: c.said for c in register.load(paths.source(register.ARTICLE)).claim}
    known = claims[claims["change"].notna()]
    lines = [f"{len(known)} of {len(claims)} claims can be compared (points, 95% interval)"]
    for row in known.to_dict("records"):
        moved = "moved" if row["moved"] else "     "
        held = [
            f"{name} {100 * row[f'change, {name}']:+.0f}"
            for name in changes.HELD
            if pd.notna(row[f"change, {name}"])
        ]
        fixed = f"; held fixed: {', '.join(held)}" if held else ""
        lines.append(
            f"{moved} {row['share_first']:4.0%} -> {row['share_second']:4.0%} "
            f"({100 * row['low95']:+.0f} to {100 * row['high95']:+.0f}{fixed})  "
            f"{said.get(row['claim'], row['claim'])}"
        )
    few = claims["refused"].dropna().map(changes.without_size)
    for reason, count in few.value_counts().items():
        lines.append(f"not compared, {count}: {reason}")
    sure = terms.sure(named)
    lines.append(f"terms that moved beyond chance: {len(sure)} of {len(named)}")
    lines += [
        f"{row['word']:<9}{row['role']:<27}{row['signal']:<24}{row['share_first']:4.0%} -> "
        f"{row['share_second']:4.0%}"
        for row in sure.to_dict("records")
    ]
    return lines


def _measurements(corpus: Corpus) -> pd.DataFrame:
    if isinstance(corpus, local.Local):
        measured = adding.measurements(corpus.id)
        counts = local.folder(corpus.id) / "counts.csv"
        again = "give the command that added or scanned it once more"
    else:
        file = paths.source(REAL.path(f"measurements/{corpus.id}.parquet"))
        again = "python -m analysis reproduce"
        if not file.is_file():
            raise ComparisonError(f"{corpus.id} was not measured: {again}")
        measured, counts = pd.read_parquet(file), paths.source(REAL.path(f"counts/{corpus.id}.csv"))
    rules = pd.read_csv(counts, dtype="str")["rules"].item() if counts.is_file() else None
    if rules != lexicon.version():
        raise ComparisonError(
            f"{corpus.id} was measured by rules that are not those of this lexicon: {again}"
        )
    return measured


def _compare(
    corpora: tuple[Corpus, Corpus], frames: tuple[pd.DataFrame, pd.DataFrame]
) -> tuple[pd.DataFrame, pd.DataFrame]:
    claims = register.load(paths.source(register.ARTICLE))
    found = changes.compare(claims, corpora, frames)
    named = [
        terms.compare(frames, lexicon.load().ids, role, claims.source.country)
        for role in ROLES
        if all(registry.refusal(corpus, "skill_share", role) is None for corpus in corpora)
    ]
    table = pd.concat([pd.DataFrame(columns=terms.COLUMNS), *(part for part in named if len(part))])
    table.insert(0, "first", corpora[0].id)
    table.insert(1, "second", corpora[1].id)
    return found, table

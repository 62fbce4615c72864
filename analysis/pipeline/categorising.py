"""The steps from measurements and coded postings to raters, agreement, shares and the six parts."""

from collections.abc import Mapping

import pandas as pd

from analysis import paths
from analysis.categories import (
    bisection,
    classifier,
    coded,
    corrected,
    declared,
    pairs,
    raters,
    recount,
    rules,
    structured,
)
from analysis.categories.corrected import Coded
from analysis.pipeline import estimating
from analysis.pipeline.shelves import REAL, Shelf
from analysis.register import register
from analysis.signals import accuracy

FOLDER = "categories/raters"
"""Where the raters' files stand on the shelf."""

ROLE, COUNTRY = "ai_engineer", "US"
"""Of whom the article's categories speak."""

MADE = ("coder_a", "coder_b", "builtin_coder", "rules", "classifier")
"""The raters that are made from what the project holds; others' files are taken as they stand."""

CLASSIFIER = "categories/classifier.csv"
AGREEMENT = ("categories/agreement.csv", "categories/agreement_by_class.csv")
CONSENSUS = "categories/consensus.csv"
REFUSED = "categories/refused.csv"
SHARES = "categories/shares.csv"
RECOUNT = "categories/recount.csv"
BISECTION = "categories/bisection.csv"
AUDIT_DESIGN = "categories/audit.csv"
"""Of people's audit: every posting that could be drawn, its stratum, whether it was, how likely."""
CONSENSUS_OF = {"block": "value", "agentic": "requires"}


def rater_file(rater: str) -> str:
    """Return where a rater's file stands on the shelf.

    Args:
        rater: One of `analysis.categories.raters.RATERS`.
    """
    return f"{FOLDER}/{rater}.csv"


def others() -> list[str]:
    """Return the raters whose files stand here without being made from what the project holds."""
    return [
        name
        for name in raters.RATERS
        if name not in MADE and paths.source(REAL.path(rater_file(name))).is_file()
    ]


def take_structured() -> None:
    """Write the labels that another pipeline gave the postings of Built In."""
    measured = estimating.read_measurements(REAL)[coded.BUILTIN_CORPUS]
    wanted = {*measured.loc[of_role(measured), "id"], *_audit()["coder_a"]["posting"]}
    folder = paths.source(structured.FOLDER)
    found, refused = structured.table(folder, wanted, coded.BUILTIN_CORPUS)
    for line in refused:
        print(line)
    REAL.write(found, rater_file("other_pipeline"))


def make_raters() -> None:
    """Write the files of the coders, of the rules and of the classifier, and how the last does."""
    measured = estimating.every_measurement(REAL)
    known = set(measured["id"])
    labels = _audit()
    labels["builtin_coder"] = coded.builtin(
        accuracy.read_labels(paths.source(coded.BUILTIN)), known
    )
    by_coder = pd.concat([labels["builtin_coder"], labels["coder_a"]])
    blocks = by_coder[by_coder["field"] == "block"].drop_duplicates("posting")
    wanted = of_role(measured) | measured["id"].isin(blocks["posting"])
    seen = measured[wanted].reset_index(drop=True)
    truth = blocks.set_index("posting")["value"]
    carried = classifier.carry(seen, truth)
    labels["rules"] = rules.labels(seen)
    labels["classifier"] = raters.long(carried.to_frame(), ["block"])
    for name in MADE:
        REAL.write(labels[name], rater_file(name))
    REAL.write(classifier.accuracy(carried, truth), CLASSIFIER)


def compare_raters() -> None:
    """Write how far raters agree, pair by pair, what they imply together, and what was refused."""
    measured = estimating.every_measurement(REAL)
    tables, refused = _tables(measured)
    employers = _employers(measured)
    for frame, name in zip(pairs.agree(tables, employers), AGREEMENT, strict=True):
        REAL.write(frame, name)
    here = _population(measured, coded.BUILTIN_CORPUS)
    alike = {name: table[table.index.isin(here.index)] for name, table in tables.items()}
    REAL.write(pairs.consensus(alike, CONSENSUS_OF), CONSENSUS)
    REAL.write(pd.DataFrame({"refused": refused}, dtype="object"), REFUSED)


def correct_shares() -> None:
    """Write the shares by rater, naive and corrected, and the article's count by rater."""
    measured = estimating.every_measurement(REAL)
    tables, _ = _tables(measured)
    audited = _coded(measured, coded.BUILTIN_CORPUS, tables)
    titled = _titled()
    article = register.load(paths.source(register.ARTICLE)).source.sample_sizes["ai_engineer"]
    found, counted = [], []
    for corpus in sorted(measured["corpus"].unique()):
        here = _coded(measured, corpus, tables)
        elsewhere = None if corpus == coded.BUILTIN_CORPUS else audited
        found.append(corrected.shares_of(here, elsewhere, "builtin_coder"))
        counted.append(recount.recount(here, titled, article))
    REAL.write(_stacked(found), SHARES)
    REAL.write(_stacked(counted), RECOUNT)


def bisect_corpora(shelf: Shelf) -> None:
    """Write every part of the six-part test for every corpus of a shelf.

    Args:
        shelf: Where the measurements stand and the table goes.
    """
    shelf.write(bisected(estimating.read_measurements(shelf)), BISECTION)


def bisected(measurements: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Return the six-part test as it was declared, for each corpus.

    Args:
        measurements: By corpus id, one at least.
    """
    asked = declared.load(paths.source(declared.FILE))
    country = register.load(paths.source(register.ARTICLE)).source.country
    return bisection.of_corpora(measurements, asked, country)


def _stacked(tables: list[pd.DataFrame]) -> pd.DataFrame:
    """Return tables under one another; of empty ones alone, the first with its columns."""
    return pd.concat([table for table in tables if len(table)] or tables[:1])


def _audit() -> dict[str, pd.DataFrame]:
    return coded.audit(accuracy.read_labels(paths.source(coded.AUDIT)))


def _tables(measured: pd.DataFrame) -> tuple[dict[str, pd.DataFrame], list[str]]:
    known = set(measured["id"])
    tables: dict[str, pd.DataFrame] = {}
    refused: list[str] = []
    for name in raters.RATERS:
        if name not in (*MADE, *others()):
            continue
        read = raters.read(paths.source(REAL.path(rater_file(name))), known)
        tables[name] = raters.wide(read.frame)
        refused += read.refused
    return tables, refused


def of_role(measured: pd.DataFrame) -> "pd.Series[bool]":
    """Return which postings the article's categories speak of.

    Args:
        measured: Measurements.
    """
    return (measured["role"] == ROLE) & (measured["country"] == COUNTRY)


def _population(measured: pd.DataFrame, corpus: str) -> "pd.Series[str]":
    return _employers(measured[(measured["corpus"] == corpus) & of_role(measured)])


def _employers(measured: pd.DataFrame) -> "pd.Series[str]":
    """Return the employer of each posting; plain objects, which are looked up by the thousand."""
    return measured.astype({"id": "object", "employer_key": "object"}).set_index("id")[
        "employer_key"
    ]


def _coded(measured: pd.DataFrame, corpus: str, tables: Mapping[str, pd.DataFrame]) -> Coded:
    here = _population(measured, corpus)
    known = {name: table for name, table in tables.items() if table.index.isin(here.index).any()}
    return Coded(corpus, here, known, _strata(here))


def _strata(here: "pd.Series[str]") -> "pd.Series[str] | None":
    """Return within which strata people's audit was drawn, where one was drawn of these."""
    design = paths.source(REAL.path(AUDIT_DESIGN))
    if not design.is_file():
        return None
    strata = pd.read_csv(design, dtype="str").set_index("posting")["stratum"]
    strata = strata[strata.index.isin(here.index)]
    return strata if len(strata) else None


def _titled() -> set[str]:
    """Return the postings whose title names agents."""
    found: set[str] = set()
    for file in sorted(paths.source(REAL.path("evidence")).glob("*.parquet")):
        rows = pd.read_parquet(file, columns=["id", "signal", "section"])
        found |= set(rows.loc[(rows["signal"] == "agentic") & (rows["section"] == "title"), "id"])
    return found

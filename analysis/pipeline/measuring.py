"""The step from a fetched corpus to its measurements, from files to files."""

import pandas as pd

from analysis.corpora import duplicates, read, registry
from analysis.pipeline import shelves
from analysis.signals import lexicon, measure, pay, pay_fields

CARRIED = [
    "id",
    "corpus",
    "employer",
    "employer_key",
    "month",
    "country",
    "state",
    "remote",
    "place_rule",
    "remote_rule",
    "text_complete",
    "characters",
    "duplicate_group_size",
    "employment_field",
    "pay_field_known",
]
"""Columns of a posting that travel with its measurements; its title and text do not."""

KINDS = {
    "evidence": "parquet",
    "measurements": "parquet",
    "quarantine": "csv",
    "duplicates": "csv",
    "counts": "csv",
}
"""The tables of a measured corpus, one folder each on its shelf."""


def corpus_files(corpus: registry.Corpus) -> dict[str, str]:
    """Return the tables that measuring a corpus writes, by kind, as names on its shelf.

    Args:
        corpus: A real one, or the reference.
    """
    return {kind: f"{kind}/{corpus.id}.{suffix}" for kind, suffix in KINDS.items()}


def measure_corpus(corpus_id: str) -> None:
    """Read a corpus, set duplicates aside, measure it and write its five tables.

    Args:
        corpus_id: A real corpus or the reference, whose files lie under `data/raw/`.
    """
    corpus = registry.corpus(corpus_id)
    frames = tables(corpus, read.registered(corpus))
    for kind, name in corpus_files(corpus).items():
        shelves.of(corpus).write(frames[kind], name)


def tables(corpus: registry.Corpus, reading: read.Reading) -> dict[str, pd.DataFrame]:
    """Return the five tables of a corpus that was read, by kind.

    Args:
        corpus: As it is registered.
        reading: What reading it gave.
    """
    unique, decisions = duplicates.resolve(reading.postings)
    evidence, measured = measure.measure(unique)
    counts = pd.DataFrame(
        {
            "corpus": [corpus.id],
            "files": reading.files,
            "files_unreadable": reading.files_unreadable,
            "read": reading.read,
            "quarantined": reading.read - len(reading.postings),
            "duplicate": len(decisions),
            "unique": len(unique),
            "rules": lexicon.version(),
        }
    )
    return {
        "evidence": evidence,
        "measurements": measurements(unique, measured),
        "quarantine": reading.quarantine,
        "duplicates": decisions,
        "counts": counts,
    }


def measurements(unique: pd.DataFrame, measured: pd.DataFrame) -> pd.DataFrame:
    """Return what travels of a corpus: a row per unique posting, without title and text.

    Args:
        unique: Canonical postings, duplicates set aside.
        measured: Their measurements, a row per id.
    """
    described = unique.assign(
        month=unique["posted_on"].str[:7],
        characters=unique["text"].str.len(),
        employment_field=unique["employment_type"],
    )[CARRIED]
    described = described.join(_pay_fields(unique["pay_field"]))
    merged = described.merge(measured, on="id", how="left", validate="one_to_one")
    return merged.sort_values("id", ignore_index=True)


def _pay_fields(published: pd.Series) -> pd.DataFrame:
    """Return the amounts that boards publish in a field; some put sentences there, which stay."""
    parsed = [pay.parse_pay_field(field) if isinstance(field, str) else None for field in published]
    columns = {
        "pay_field_min": [found.low if found else None for found in parsed],
        "pay_field_max": [found.high if found else None for found in parsed],
        "pay_field_period": [found.period if found else None for found in parsed],
        "pay_field_currency": [found.currency if found else None for found in parsed],
        "pay_field_beside": [
            pay_fields.beside(field) if isinstance(field, str) else None for field in published
        ],
    }
    frame = pd.DataFrame(columns, index=published.index)
    amounts = {"pay_field_min": "float64", "pay_field_max": "float64"}
    words = ("pay_field_period", "pay_field_currency", "pay_field_beside")
    return frame.astype(amounts | dict.fromkeys(words, "str"))

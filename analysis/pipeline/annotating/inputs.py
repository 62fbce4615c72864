"""The postings that are to be annotated: a file's, a corpus's, or those of a sample."""

from pathlib import Path

import pandas as pd

from analysis import paths
from analysis.categories.annotator import evidence
from analysis.corpora import collect, read, registry
from analysis.errors import AnalysisError
from analysis.pipeline import estimating, measuring
from analysis.pipeline.annotating.run import Posting
from analysis.pipeline.shelves import REAL
from analysis.pipeline.streaming import rows


class InputError(AnalysisError):
    """Postings that cannot be annotated; the message says what is wrong with them."""


def of(name: str) -> tuple[list[Posting], list[str]]:
    """Return postings and a line for each that was set aside.

    Args:
        name: A JSONL, CSV or Parquet file with `id` and `text` (and `title`, where there is one);
            a CSV with `posting` alone, ids of corpora whose text is taken where it is here; or
            the id of a corpus, of which the postings are taken that were measured.

    Raises:
        InputError: It is none of them.
    """
    path = Path(name)
    if path.is_file():
        return _of_file(path)
    if name in [corpus.id for corpus in registry.load()]:
        measured = estimating.read_measurements(REAL)[name]
        return _with_texts(list(measured["id"])), []
    known = ", ".join(corpus.id for corpus in registry.load())
    raise InputError(f"{name} is neither a file nor a corpus; corpora are {known}")


def _of_file(path: Path) -> tuple[list[Posting], list[str]]:
    frame, broken = _rows(path)
    if "posting" in frame and "text" not in frame:
        return _with_texts(list(dict.fromkeys(frame["posting"]))), []
    missing = [column for column in ("id", "text") if column not in frame]
    if missing:
        raise InputError(
            f"{path}: no column {', '.join(missing)}; it needs id and text, or posting alone"
        )
    titles = frame["title"] if "title" in frame else pd.Series("", index=frame.index)
    postings: dict[str, Posting] = {}
    for place, given, title, text in zip(
        frame["place"], frame["id"], titles, frame["text"], strict=True
    ):
        fault = _fault(given, text, postings)
        if fault:
            broken[place] = fault
            continue
        document = evidence.document(title if isinstance(title, str) else "", text)
        postings[str(given)] = Posting(str(given), document)
    return list(postings.values()), [f"{path}, {place}: {told}" for place, told in broken.items()]


def _rows(path: Path) -> tuple[pd.DataFrame, dict[str, str]]:
    """Return a file's rows with their `place` in it, and what is no row, by place."""
    if path.suffix not in {".jsonl", ".csv", ".parquet"}:
        raise InputError(f"{path}: the ending must be one of .jsonl, .csv, .parquet")
    try:
        if path.suffix == ".jsonl":
            lines = enumerate(path.read_bytes().splitlines(), start=1)
            objects, faults = rows.objects((number, line) for number, line in lines if line.strip())
            frame = pd.DataFrame([row | {"place": f"line {number}"} for number, row in objects])
            return frame, {f"line {fault.line}": fault.why for fault in faults}
        if path.suffix == ".csv":
            frame = pd.read_csv(path, dtype="str", keep_default_na=False)
        else:
            frame = pd.read_parquet(path)
    except pd.errors.EmptyDataError as error:
        raise InputError(f"{path}: the file is empty") from error
    except (OSError, ValueError) as error:
        raise InputError(f"{path}: no {path.suffix[1:]} file that can be read: {error}") from error
    if path.suffix == ".csv" and not isinstance(frame.index, pd.RangeIndex):
        raise InputError(f"{path}: its first row has more cells than the header: name each column")
    return frame.assign(place=[f"row {number}" for number in range(1, len(frame) + 1)]), {}


def _fault(given: object, text: object, earlier: dict[str, Posting]) -> str | None:
    if given is None or given == "" or given != given:
        return "no id"
    if str(given) in earlier:
        return f"id {given} stands on an earlier row"
    if not isinstance(text, str) or not text.strip():
        return f"id {given}: no text"
    return None


def _with_texts(ids: list[str]) -> list[Posting]:
    """Return postings of corpora, with their text where the corpus is here."""
    documents: dict[str, str] = {}
    for corpus in registry.load():
        wanted = [name for name in ids if name.startswith(f"{corpus.id}/")]
        if wanted and collect.is_complete(corpus):
            documents |= _documents(corpus, wanted)
    return [Posting(name, documents.get(name)) for name in ids]


def _documents(corpus: registry.Corpus, ids: list[str]) -> dict[str, str]:
    """Return postings as they are coded; of several rows of one id that which was measured."""
    rows = read.registered(corpus).postings
    rows = rows[rows["id"].isin(ids)]
    log = paths.source(REAL.path(measuring.corpus_files(corpus)["duplicates"]))
    if log.is_file():
        repeated = rows["row"].isin(pd.read_csv(log, dtype="str")["row"])
        rows = rows.assign(repeated=repeated).sort_values("repeated", kind="stable")
    rows = rows.drop_duplicates("id")
    return {
        str(row.id): evidence.document(str(row.title), str(row.text)) for row in rows.itertuples()
    }

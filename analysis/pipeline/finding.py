"""One posting, from a reader's own file or from a corpus."""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pandas as pd

from analysis import paths
from analysis.corpora import collect, local, read, registry
from analysis.corpora.local import Local
from analysis.errors import AnalysisError
from analysis.pipeline import files, measuring, shelves
from analysis.pipeline.streaming.rows import InputFileError
from analysis.register import register

ENDINGS = (".jsonl", ".csv", ".parquet", ".txt")
_SHOWN = 5
"""Ids that a message names."""


class PostingNotFoundError(AnalysisError):
    """There is no such posting; the message says where it was looked for and what to do."""


@dataclass(frozen=True)
class Found:
    """A posting.

    Attributes:
        posting: Its title, employer and text.
        note: What a reader must know of it: where it is from; that it is synthetic.
    """

    posting: dict[str, Any]
    note: str


def find(name: str, wanted: str | None = None) -> Found:
    """Return a posting.

    Args:
        name: A file (JSONL, CSV or Parquet as `files.read_postings` takes, or a .txt that holds
            the text of one posting), or the id of a posting in a corpus: `<corpus>/<its id there>`.
        wanted: The id of the posting in the file; None takes the first.

    Raises:
        InputFileError: The file cannot be read.
        PostingNotFoundError: No such file or posting, or the corpus is not fetched.
    """
    path = Path(name)
    if path.is_file():
        return _of_text(path, wanted) if path.suffix == ".txt" else _of_file(path, wanted)
    if path.is_dir():
        raise PostingNotFoundError(f"{name} is a folder: name a file in it")
    corpus_id, _, rest = name.partition("/")
    known = [*(corpus.id for corpus in registry.load()), registry.REFERENCE_ID, *local.ids()]
    if not rest or corpus_id not in known:
        raise PostingNotFoundError(
            f"{name} is neither a file ({', '.join(ENDINGS)}) nor a claim of {register.ARTICLE} "
            "nor the id of a posting: an id is "
            f"<corpus>/<posting>, its corpus one of {', '.join(known)}"
        )
    if wanted is not None:
        raise PostingNotFoundError(
            f"--id chooses a posting of a file, and {name} is a posting already: leave it out"
        )
    corpus = local.corpus(corpus_id)
    return _of_private(corpus, name) if isinstance(corpus, Local) else _of_corpus(corpus, name)


def _of_text(path: Path, wanted: str | None) -> Found:
    if wanted is not None:
        raise PostingNotFoundError(f"{path}: a .txt holds one posting, without an id: leave it out")
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputFileError(f"{path}: not in UTF-8; save it as UTF-8") from error
    return Found({"title": "", "employer": "", "text": text}, f"{path}")


def _of_file(path: Path, wanted: str | None) -> Found:
    if path.suffix not in ENDINGS:
        raise InputFileError(f"{path}: the ending must be one of {', '.join(ENDINGS)}")
    postings, set_aside = files.read_postings(path)
    ids = postings["id"].astype("str")
    chosen = postings if wanted is None else postings[ids == wanted]
    if chosen.empty:
        ignored = f"; set aside: {_named(set_aside, '; ')}" if set_aside else ""
        sought = "no posting" if wanted is None else f"no posting with id {wanted}"
        raise PostingNotFoundError(
            f"{path}: {sought}; it holds {_named(list(ids), ', ') or 'none'}{ignored}"
        )
    row = chosen.iloc[0]
    return Found(_posting(row), f"{path}, {row['place']}, id {row['id']}")


def _named(names: list[str], between: str) -> str:
    rest = f"{between}{len(names) - _SHOWN:,} more" if len(names) > _SHOWN else ""
    return between.join(names[:_SHOWN]) + rest


def _of_corpus(corpus: registry.Corpus, posting_id: str) -> Found:
    folder = paths.source(f"data/raw/{corpus.id}")
    if not collect.is_complete(corpus):
        cure = (
            f"restore {registry.REFERENCE} from the repository"
            if corpus.synthetic
            else f"python -m analysis collect {corpus.id}, with --from FOLDER where you have its "
            "archive, brings it"
        )
        raise PostingNotFoundError(
            f"{posting_id}: the texts of {corpus.id} are not all under {folder}; {cure}"
        )
    log = paths.source(shelves.of(corpus).path(measuring.corpus_files(corpus)["duplicates"]))
    found = _measured_one(read.registered(corpus).postings, posting_id, log)
    return replace(found, note=f"SYNTHETIC posting, {found.note}") if corpus.synthetic else found


def _of_private(corpus: Local, posting_id: str) -> Found:
    folder = local.folder(corpus.id)
    postings = read.read_corpus(corpus, folder, registry.removed_employers()).postings
    return _measured_one(postings, posting_id, folder / "duplicates.csv")


def _measured_one(postings: pd.DataFrame, posting_id: str, log: Path) -> Found:
    """Return the row that was measured where an id stands on several, and say what stands for it.

    Args:
        postings: Of the corpus.
        posting_id: The id.
        log: Its table of duplicates, which may not be there yet.
    """
    same = postings[postings["id"] == posting_id]
    if same.empty:
        like = "".join(f"; ids look like {name}" for name in postings["id"].head(1))
        raise PostingNotFoundError(
            f"{posting_id}: none of the {len(postings):,} postings of "
            f"{posting_id.partition('/')[0]} has that id{like}"
        )
    row, note = same.iloc[0], [posting_id]
    if log.is_file():
        decisions = pd.read_csv(log, dtype="str").set_index("row")
        unique = same[~same["row"].isin(decisions.index)]
        if unique.empty:
            stands = decisions.loc[same["row"], "kept_id"]
            others = sorted({str(kept) for kept in stands} - {str(row["id"])})
            note += [f"a duplicate: {kept} stands for it in the results" for kept in others[:1]]
        else:
            row = unique.iloc[0]
    return Found(_posting(row), ", ".join(note))


def _posting(row: "pd.Series[Any]") -> dict[str, Any]:
    return {str(name): row[name] for name in ("title", "employer", "text")}

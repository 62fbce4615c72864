"""A scan, from what is asked to a registered corpus that is measured."""

import re
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path

from analysis.corpora import local
from analysis.corpora.local import Provenance
from analysis.corpora.scanning import boards, hacker_news, jobspy, scan
from analysis.corpora.scanning.client import Client, ClosedError, ScanError, UnavailableError
from analysis.corpora.scanning.scan import Part, State
from analysis.pipeline import adding

FORMAT = "scan_json"
LICENCE = "none: the employers' own texts, not to be passed on"
NOTES = "What the sources listed on the day; how they choose what they list is not known."
PLATFORMS = {
    "boards": "company boards (Greenhouse, Lever, Ashby)",
    "hacker-news": "Hacker News, Who is hiring?",
    "jobspy": "LinkedIn, Indeed and others, by JobSpy",
}


def of_boards(file: Path, client: Client) -> list[Part]:
    """Return a part for every board of a list.

    Args:
        file: A board a line.
        client: Asks.

    Raises:
        BoardsError: The list cannot be used.
    """
    try:
        listed = boards.parse(file.read_text(encoding="utf-8"), file.name)
    except UnicodeDecodeError as error:
        raise boards.BoardsError(f"{file.name} is no text: write a board a line") from error
    return [
        Part(f"{board.system}/{board.name}", partial(boards.fetch, board, client))
        for board in listed
    ]


def of_threads(months: Sequence[str], client: Client) -> list[Part]:
    """Return a part for the thread of every month.

    Args:
        months: Such as `2026-11`.
        client: Asks.

    Raises:
        MonthError: One is no month.
    """
    for month in months:
        hacker_news.spoken(month)
    return [Part(f"hacker_news/{month}", partial(_thread, month, client)) for month in months]


def _thread(month: str, client: Client) -> object:
    try:
        number = hacker_news.thread(month, client)
    except ClosedError as error:  # a thread may be begun later, a board that is closed is not
        raise UnavailableError(str(error)) from error
    return hacker_news.comments(number, client)


def of_jobspy(
    sites: Sequence[str], roles: Sequence[str], wish: jobspy.Wish, base: Mapping[str, str]
) -> list[Part]:
    """Return a part for every site and role.

    Args:
        sites: As JobSpy names them.
        roles: Words of a title, such as `data engineer`.
        wish: What is asked for.
        base: The address of each site.

    Raises:
        NoJobSpyError: python-jobspy is not installed, or is not as this project knows it.
    """
    library = jobspy.library(base)
    return [
        Part(f"jobspy/{site}-{_hyphened(role)}", partial(jobspy.fetch, site, role, wish, library))
        for site in sites
        for role in roles
    ]


def _hyphened(role: str) -> str:
    return re.sub(r"\W+", "-", role.lower()).strip("-")


def run(
    corpus_id: str,
    kind: str,
    query: str,
    parts: Sequence[Part],
    country: str | None = None,
    *,
    say: Callable[[str], None] = print,
) -> list[str]:
    """Ask for every part that is not here, register what came, measure it, and say how it stands.

    Args:
        corpus_id: Of the corpus.
        kind: One of `PLATFORMS`.
        query: What is asked, in words.
        parts: Of the scan.
        country: ISO code for postings that say none, or None.
        say: Tells of each part.

    Raises:
        AddingError: The id or the country cannot be used.
        RegistryError: The id is taken by a corpus of the project.
        ScanError: The corpus is a scan of something else, or nothing came at all.
    """
    platform = PLATFORMS[kind]
    entry = adding.entry(corpus_id, {}, platform, platform, country, FORMAT)
    local.require_free(corpus_id)
    folder = local.folder(corpus_id)
    before = scan.read(folder)
    if before is None and folder.exists():
        raise ScanError(f"{corpus_id} is a corpus that you added; give the scan an id of its own")
    if before is not None and before.query != query:
        raise ScanError(
            f"{corpus_id} is another scan ({before.query}); give this one an id of its own"
        )
    state = scan.run(parts, folder, query, say)
    if not scan.came(folder):
        raise ScanError(_nothing(state))
    titled = f"Scan of {state.ended[:10]}: {state.query}"[:200]
    entry = entry.model_copy(update={"title": titled, "licence": LICENCE, "notes": NOTES})
    added = adding.measure(adding.told_before(entry), folder)
    local.register(
        added.entry.model_copy(update={"provenance": _provenance(state, added.counts["read"])})
    )
    told = [*adding.told(added), *_outcome(state)]
    if before is not None and before.is_whole and before.parts == state.parts:
        told.append(
            f"nothing was asked: all was asked by {state.ended[:10]}; a new scan needs a new id"
        )
    return told


def _nothing(state: State) -> str:
    reasons = "; ".join(dict.fromkeys(state.reasons.values()))
    again = (
        "What is closed or forbidden is not asked again: ask for something else"
        if state.is_whole
        else "The same command asks again for what failed"
    )
    return f"nothing came: {reasons}. {again}"


def _outcome(state: State) -> list[str]:
    told = [
        f"{len(state.parts)} parts: {state.count(scan.DONE)} done, {state.count(scan.CLOSED)} "
        f"closed, {state.count(scan.FORBIDDEN)} forbidden, {state.count(scan.FAILED)} failed"
    ]
    if not state.is_whole:
        told += [
            f"{name}: {state.reasons.get(name, 'not asked yet')}"
            for name, outcome in state.parts.items()
            if outcome == scan.FAILED
        ]
        told.append("what came is kept: run the same command again to go on with the rest")
    return told


def _provenance(state: State, read: int) -> Provenance:
    counts = {
        outcome: state.count(outcome)
        for outcome in (scan.DONE, scan.CLOSED, scan.FORBIDDEN, scan.FAILED)
    }
    return Provenance(
        query=state.query,
        collected=(state.begun, state.ended),
        counts={"parts": len(state.parts), **counts, "postings": read},
    )

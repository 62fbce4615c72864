"""Annotating postings: from the cache, or by asking what is not there."""

from collections import Counter
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

from tqdm import tqdm

from analysis.categories.annotator import budget, prompt, reading, settings
from analysis.categories.annotator.budget import Budget, Tokens
from analysis.categories.annotator.settings import Annotator
from analysis.pipeline.annotating.cache import Entry, Shard, Status
from analysis.pipeline.annotating.client import CallError, Reply

Ask = Callable[[prompt.Messages], Reply]


@dataclass(frozen=True)
class Posting:
    """A posting to annotate; `document` is None where its text is not at hand."""

    id: str
    document: str | None


@dataclass
class Outcome:
    """What came of a run.

    Attributes:
        entries: By posting, those that have an answer.
        missing: Postings without one.
        calls: How many were asked.
        failed: A line for each call without an answer.
        unaffordable: How many the budget stopped.
        tokens: That the calls took.
    """

    entries: dict[str, Entry] = field(default_factory=dict)
    missing: list[str] = field(default_factory=list)
    calls: int = 0
    failed: list[str] = field(default_factory=list)
    unaffordable: int = 0
    tokens: Tokens = field(default_factory=Tokens)

    def counted(self) -> Counter[str]:
        """Return how many answers have which status."""
        return Counter(entry.status for entry in self.entries.values())


@dataclass(frozen=True)
class Plan:
    """What a run would ask: postings, and what the calls take at most."""

    postings: tuple[Posting, ...]
    tokens: Tokens


def replay(postings: Iterable[Posting], annotator: Annotator, shard: Shard) -> Outcome:
    """Return the answers that are there; nothing is ever asked.

    Args:
        postings: With or without text; without, by the id under which they were asked.
        annotator: Whose answers.
        shard: Where they are.
    """
    outcome = Outcome()
    for posting in postings:
        entry = _known(posting, annotator, shard)
        if entry is None:
            outcome.missing.append(posting.id)
        else:
            outcome.entries[posting.id] = entry
    return outcome


def plan(postings: Iterable[Posting], annotator: Annotator, shard: Shard) -> Plan:
    """Return what a run would ask: each text once, and none that has an answer.

    Args:
        postings: Those to annotate; one without text cannot be asked.
        annotator: Who is asked.
        shard: Where answers are.
    """
    wanted: dict[str, Posting] = {}
    total = Tokens()
    for posting in postings:
        if posting.document is None or _known(posting, annotator, shard) is not None:
            continue
        key = _key(posting.document, annotator)
        if key not in wanted:
            wanted[key] = posting
            total += _most(posting.document, annotator)
    return Plan(tuple(wanted.values()), total)


def fill(
    postings: Iterable[Posting], annotator: Annotator, shard: Shard, ask: Ask, money: Budget
) -> Outcome:
    """Ask what has no answer, keep each answer at once, and return them all.

    Args:
        postings: Those to annotate.
        annotator: Who is asked, so many at a time as it allows.
        shard: Where answers go.
        ask: The endpoint.
        money: What may be spent.
    """
    every = list(postings)
    planned = plan(every, annotator, shard)
    run = Outcome()

    def one(posting: Posting) -> Tokens | str | None:
        return _annotate(posting, annotator, shard, ask, money)

    pool = ThreadPoolExecutor(annotator.workers)
    try:
        with tqdm(total=len(planned.postings), desc=annotator.name, unit="posting") as bar:
            for posting, found in zip(
                planned.postings, pool.map(one, planned.postings), strict=True
            ):
                bar.update()
                if found is None:
                    run.unaffordable += 1
                    continue
                run.calls += 1
                if isinstance(found, str):
                    run.failed.append(f"{posting.id}: {found}")
                else:
                    run.tokens += found
    finally:
        pool.shutdown(cancel_futures=True)
        shard.tidy()
    done = replay(every, annotator, shard)
    run.entries, run.missing = done.entries, done.missing
    return run


def _annotate(
    posting: Posting, annotator: Annotator, shard: Shard, ask: Ask, money: Budget
) -> Tokens | str | None:
    """Return the tokens that a call took, why it has no answer, or None where it is too dear."""
    document = annotator.document(posting.document or "")
    most = _most(document, annotator)
    if not money.reserve(most):
        return None
    spent = Tokens()
    try:
        reply = ask(prompt.messages(document))
        spent = reply.tokens
        shard.add(_entry(posting.id, document, annotator, reply))
    except CallError as error:
        return str(error)
    finally:
        money.settle(most, spent)
    return spent


def _entry(posting: str, document: str, annotator: Annotator, reply: Reply) -> Entry:
    read = reading.Read()
    status: Status
    if reply.refusal:
        status, read = "refused", reading.Read(faults=("the model declined",))
    elif reply.finish == "length":
        told = f"truncated: no end within {annotator.most_tokens} tokens"
        status, read = "truncated", reading.Read(faults=(told,))
    else:
        read = reading.read(reply.text, document)
        status = "labelled" if read.label else "malformed"
    text = prompt.digest(document)
    return Entry(
        key=settings.key(annotator.identity, text),
        posting=posting,
        asked=annotator.identity,
        text=text,
        status=status,
        label=read.label,
        faults=read.faults,
        tokens=(reply.tokens.into, reply.tokens.out),
    )


def _known(posting: Posting, annotator: Annotator, shard: Shard) -> Entry | None:
    if posting.document is None:
        return shard.of_posting(posting.id, annotator.identity)
    return shard.get(_key(posting.document, annotator))


def _key(document: str, annotator: Annotator) -> str:
    return settings.key(annotator.identity, prompt.digest(annotator.document(document)))


def _most(document: str, annotator: Annotator) -> Tokens:
    sent = prompt.messages(annotator.document(document))
    return budget.expected(len(sent), annotator)

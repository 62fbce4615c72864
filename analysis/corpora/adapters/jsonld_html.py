"""Saved pages of job boards: the schema.org JobPosting that they carry for search engines."""

from collections.abc import Iterator
from typing import Any

from analysis.corpora import links, places
from analysis.corpora.adapters.fields import (
    Adapter,
    Mapper,
    Record,
    Row,
    UnreadableFileError,
    body,
    day,
    located,
    text,
)
from analysis.corpora.adapters.mapped_table import employment


def records(content: bytes) -> list[Record]:
    """Return every JobPosting of a page, each with its number there under `#`.

    Args:
        content: The page, in UTF-8.

    Raises:
        UnreadableFileError: It carries none, is empty or is no HTML.
        ValueError: It is not text, or its JSON-LD is not JSON.
    """
    import extruct  # brings an RDF library, which no other format needs
    from lxml.etree import LxmlError

    page = content.decode()
    if not page.strip():
        raise UnreadableFileError("the page is empty")
    try:
        found = extruct.extract(page, syntaxes=["json-ld"])["json-ld"]
    except LxmlError as error:
        raise UnreadableFileError(f"the page is no HTML: {error}") from error
    postings = [entry for part in found for entry in _postings(part)]
    if not postings:
        raise UnreadableFileError("the page carries no JobPosting")
    return [{**posting, "#": number} for number, posting in enumerate(postings)]


def _postings(part: object) -> Iterator[Record]:
    if isinstance(part, list):
        for entry in part:
            yield from _postings(entry)
    elif isinstance(part, dict):
        kinds = part.get("@type")
        if "JobPosting" in (kinds if isinstance(kinds, list) else [kinds]):
            yield part
        yield from _postings(part.get("@graph"))


def row(record: Record, file: str) -> Row:
    """Map a JobPosting; one without an identifier is called by its file and its number there.

    An identifier is the employer's own, so that its name goes before it.

    Args:
        record: As schema.org defines it, with its number.
        file: The page.
    """
    found = [_address(entry) for entry in _several(record.get("jobLocation"))]
    place = located(places.together(found)) if found else located(places.of(None))
    if record.get("jobLocationType") == "TELECOMMUTE":
        place |= {"remote": True, "remote_rule": "field: jobLocationType"}
    identifier = record.get("identifier")
    number = identifier.get("value") if isinstance(identifier, dict) else identifier
    employer = text(_named(record.get("hiringOrganization")))
    called = [*(employer or "").split(), text(number) or ""]
    kinds = [employment(kind) for kind in _several(record.get("employmentType"))]
    return {
        "id": "-".join(called) if called[-1] else f"{file}#{record.get('#')}",
        "source_url": links.canonical(text(record.get("url"))),
        "title": text(record.get("title")),
        "employer": employer,
        "industry": text(record.get("industry")),
        **place,
        "posted_on": day(record.get("datePosted")),
        "employment_type": kinds[0] if len(set(kinds)) == 1 else None,
        "pay_field": _pay(record.get("baseSalary")),
        "pay_field_known": True,
        "text": body(record.get("description")),
        "text_complete": True,
    }


def _several(value: object) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _named(value: object) -> object:
    return value.get("name") if isinstance(value, dict) else value


def _address(entry: Any) -> places.Place:  # noqa: ANN401 - whatever a page holds
    address = entry.get("address") if isinstance(entry, dict) else entry
    if not isinstance(address, dict):
        return places.of(text(address))
    return places.of_address(
        text(address.get("addressLocality")),
        text(address.get("addressRegion")),
        text(_named(address.get("addressCountry"))),
    )


def _pay(salary: object) -> str | None:
    if not isinstance(salary, dict):
        return text(salary)
    value = salary.get("value")
    if not isinstance(value, dict):
        return text(value)
    amounts = [value.get(key) for key in ("minValue", "maxValue", "value")]
    told = " - ".join(str(amount) for amount in amounts if amount is not None)
    period = str(value.get("unitText") or "").lower()
    return text(f"{salary.get('currency') or ''} {told} {f'per {period}' if period else ''}")


ADAPTER = Adapter(files="files/**/*.htm*", records=records, mapper=lambda _: Mapper(row))

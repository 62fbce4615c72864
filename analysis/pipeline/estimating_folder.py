"""From a folder that `measure` wrote to the estimates and the multiverse of one corpus.

What the folder is fit for is what its columns can carry, in the words of the registry of corpora.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
import tomli_w

from analysis import paths, tables
from analysis.corpora import local
from analysis.corpora.registry import ROLES, Corpus, Unfit
from analysis.estimates import estimate, multiverse_declared, multiverse_levels
from analysis.estimates.cells import VARIED, signals_of
from analysis.estimates.multiverse_declared import CHOICES
from analysis.estimates.multiverse_levels import Reading
from analysis.estimates.multiverse_postings import Postings, bearing_a_role
from analysis.estimates.setting import COLUMNS
from analysis.pipeline import adding, estimating, varying
from analysis.pipeline.streaming import measured
from analysis.pipeline.streaming.measured import FolderError
from analysis.register import register
from analysis.register.register import Register

ENTRY = "corpus.toml"
"""The entry under which the folder was estimated, beside the tables."""

BESIDE = {"file", "line", "role_strict"}
"""What is read beside what estimates ask: which posting it is, and the other title rule."""

NOTES = """A folder of measured postings; how they were chosen is not known. Every text counts \
as whole, since the input does not say which were cut: where some were, pay and what stands at the \
end is found too seldom. No label of a coder corrects its estimates. So its multiverse has no \
reading by coders, of complete texts alone or of a board's pay field. {duplicates} A posting whose \
location names no country is left out, as everywhere. Its months are not known: 1970-01 stands for \
them. What a reading says of a claim is the word of its rule alone: the six-part test of the \
split, Holm's method and the other gates of a verdict are not run."""

DUPLICATES = {
    False: "Near-duplicates are counted as often as they stand, under every reading.",
    True: "Near-duplicates of an employer were set aside.",
}

UNFIT = (
    Unfit(
        need="employer_rank",
        why="how its postings were chosen is not known: who posts most may be whom it was asked "
        "about, or who was capped",
    ),
    Unfit(need="pay_field", why="`measure` reads no pay field of a board"),
    Unfit(need="state", why="`measure` keeps the country of a posting and not its state"),
)


@dataclass(frozen=True)
class Estimated:
    """What came of a folder.

    Attributes:
        postings: Of each role, in the article's country.
        counted: All postings, and those whose country is not known.
        refused: Claims that are not estimated, by reason.
        estimated: Claims that are.
        varied: Claims of which every reading was run.
    """

    postings: dict[str, int]
    counted: tuple[int, int]
    refused: dict[str, int]
    estimated: int
    varied: int


def estimate_folder(folder: Path, target: Path, duplicates: Path | None = None) -> Estimated:
    """Estimate every claim in a measured folder, and the headline claims under every reading.

    Args:
        folder: As `measure` wrote it.
        target: A folder for the tables and the corpus's entry.
        duplicates: What `duplicates` wrote of the same input; without it they are counted.

    Raises:
        FolderError: The folder cannot be estimated from.
        RegistryError: Its name is that of a corpus of the project.
    """
    files = measured.finished(folder)
    corpus = entry(folder, known_duplicates=duplicates is not None)
    claims = register.load(paths.source(register.ARTICLE))
    declared = multiverse_declared.load(paths.source(multiverse_declared.FILE))
    asked = COLUMNS | estimate.signals_of(claims) | BESIDE
    postings = as_corpus(measured.read(files, asked), corpus.id, duplicates)
    estimates = estimate.estimate_claims(claims, [corpus], {corpus.id: postings})
    made = {estimating.ESTIMATES: estimates}
    headline = [c for c in claims.claim if c.id in declared.headline and c.kind in VARIED]
    ready = _ready(postings, set().union(*map(signals_of, headline)), folder, files)
    spoken = [claim for claim in headline if varying.speaks(corpus, postings, claim)]
    found = list(varying.vary(claims, spoken, corpus.id, ready, declared))
    made |= varying.tables(found, declared)
    for name, frame in made.items():
        write = tables.write_parquet if name.endswith(".parquet") else tables.write_csv
        write(frame, target / name)
    with paths.replacing(target / ENTRY) as temporary:
        temporary.write_text(
            tomli_w.dumps(corpus.model_dump(mode="json", exclude_none=True)), encoding="utf-8"
        )
    return _told(claims, postings, estimates, len(found))


def entry(folder: Path, *, known_duplicates: bool) -> Corpus:
    """Return a folder as a corpus, with what it must not be used for.

    Args:
        folder: Its name is the corpus's id, in small letters, digits and hyphens.
        known_duplicates: Whether near-duplicates are set aside.

    Raises:
        RegistryError: The name is that of a corpus of the project.
    """
    name = re.sub(r"[^a-z0-9]+", "-", folder.resolve().name.casefold()).strip("-") or "measured"
    local.require_free(name)
    first, last = adding.UNDATED
    return Corpus(
        id=name, title=folder.name or name, platform="unknown", licence="private",
        first_month=first, last_month=last, format="measured_folder", roles=ROLES,
        notes=NOTES.format(duplicates=DUPLICATES[known_duplicates]), unfit=UNFIT,
    )  # fmt: skip


def as_corpus(postings: pd.DataFrame, name: str, duplicates: Path | None) -> pd.DataFrame:
    """Return a folder's postings with what the measurements of a registered corpus hold beside.

    Args:
        postings: As `measured.read` returns them.
        name: Of the corpus.
        duplicates: A table as `duplicates` writes it, or None.

    Returns:
        With `id` the number of the row in the folder.
    """
    frame = postings.assign(
        id=range(len(postings)),
        corpus=name,
        text_complete=True,
        duplicate_group_size=1,
        pay_field_min=float("nan"),
        pay_field_max=float("nan"),
        **{
            each: postings[each].cat.set_categories([*postings[each].cat.categories, ""])
            for each in ("pay_period", "pay_currency")
        },
    )
    return frame if duplicates is None else measured.without_duplicates(frame, _read(duplicates))


def _read(duplicates: Path) -> pd.DataFrame:
    columns = ["file", "line", "kept_file", "kept_line"]
    try:
        if duplicates.suffix == ".parquet":
            return pd.read_parquet(duplicates, columns=columns)
        return pd.read_csv(duplicates, usecols=columns)
    except (OSError, ValueError) as error:
        raise FolderError(f"{duplicates}: is no table that `duplicates` wrote: {error}") from error


def _ready(
    postings: pd.DataFrame, names: Collection[str], folder: Path, files: Sequence[Path]
) -> Postings:
    """Return the postings that bear a role, with the levels that each part's evidence gives."""
    frame = bearing_a_role(postings)
    lines = postings["line"].loc[frame["id"]].set_axis(frame.index)
    words, options = varying.vocabulary(), {n: CHOICES[n] for n in ("words", "implied", "part")}
    found: dict[Reading, list[pd.DataFrame]] = defaultdict(list)
    begin = 0
    for evidence, count in measured.evidence(folder, files):
        first, end = np.searchsorted(frame["id"], [begin, begin + count])
        spans = evidence.rename(columns={"line": "id"})
        part = multiverse_levels.by_reading(spans, lines.iloc[first:end], names, words, options)
        for reading, own in part.items():
            found[reading].append(own)
        begin += count
    levels = {reading: pd.concat(found.pop(reading)) for reading in list(found)}
    return Postings(frame, levels, pd.DataFrame(index=frame.index), field_fit=False)


def _told(
    claims: Register, postings: pd.DataFrame, estimates: pd.DataFrame, varied: int
) -> Estimated:
    here = postings["country"] == claims.source.country
    roles = postings.loc[here, "role"].value_counts()
    refused = estimates.drop_duplicates("claim")["refused"].dropna()
    return Estimated(
        postings={role: int(roles.get(role, 0)) for role in ROLES},
        counted=(len(postings), int(postings["country"].isna().sum())),
        refused={str(why): int(count) for why, count in refused.value_counts().items()},
        estimated=estimates["claim"].nunique() - len(refused),
        varied=varied,
    )


def told(estimated: Estimated) -> list[str]:
    """Return what came of a folder, in lines.

    Args:
        estimated: As `estimate_folder` returns it.
    """
    every, unknown = estimated.counted
    lines = [f"{every:,} postings, {unknown:,} of them in no known country; in the article's:"]
    lines += [f"{role}: {count:,}" for role, count in estimated.postings.items()]
    lines.append(
        f"{estimated.estimated} claims estimated, {estimated.varied} of them under every reading"
    )
    return [*lines, *(f"refused, {count}: {why}" for why, count in estimated.refused.items())]

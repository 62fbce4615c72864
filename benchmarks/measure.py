r"""What measuring costs, beside what a reader of a notebook would use instead.

    python -m benchmarks.measure [WHERE] [--postings N] [--forms | --figure]

WHERE is the folder of a corpus under data/raw/ or a JSONL file with a `text` a line; without it, a
sample of every corpus that was fetched, else the reference corpus. All is timed in one run on the
same postings, by the processor's time but where several processes share the work, and the best of
some rounds counts. The idiom is a regular expression per signal, `\b(form|form)\b`, in any case: it
says whether a signal's words stand in a text. Ours says where, applies the lexicon's rules, and
in the complete measurement gives sections, levels, pay, employment and the evidence for each.
"""

import argparse
import json
import os
import platform
import random
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet

from analysis import paths
from analysis.corpora import collect, read, registry
from analysis.signals import batches, lexicon
from analysis.signals.batches import rules
from analysis.signals.matching import Matcher
from analysis.signals.measure import measure
from analysis.signals.reading import read_all
from analysis.signals.scanning import Scanner
from benchmarks import figure

REFERENCE = "data/raw/reference/postings.jsonl"
CHUNK = 100
FEW = 40
"""Postings for what is slowest."""
ROUNDS = 3
SIZES = (100, 300, 1_000, 3_000, 10_000)
FORMS_A_SIGNAL = 7
COLUMNS = ("title", "text", "employer")
ARROW = pd.ArrowDtype(pa.string())


def main() -> None:
    """Time everything and print it."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("where", nargs="?", type=Path)
    parser.add_argument("--postings", type=int, default=1_000)
    parser.add_argument("--forms", action="store_true", help="cost by the number of forms instead")
    parser.add_argument("--figure", action="store_true", help="both, as figures and a table")
    given = parser.parse_args()
    postings = load(given.where, given.postings)
    told = [describe(postings)]
    print(told[0], end="\n\n")
    if given.forms:
        print(by_forms(postings).to_string(index=False))
        return
    speeds = side_by_side(postings)
    told += [start_up(), memory(postings)]
    print(speeds.to_string(index=False), *told[1:], sep="\n")
    if given.figure:
        figure.write(speeds, by_forms(postings), told)


def load(where: Path | None, count: int) -> pd.DataFrame:
    """Return postings: title, employer and text, with ids of their own.

    Args:
        where: A corpus's folder or a JSONL file; None takes what is there.
        count: How many at most.
    """
    fetched = [corpus for corpus in registry.load() if collect.is_complete(corpus)]
    if where is None and not fetched:
        where = paths.source(REFERENCE)
    if where is None:
        frames = [
            read.read_corpus(corpus, paths.source(f"data/raw/{corpus.id}")).postings
            for corpus in fetched
        ]
    elif where.is_dir():
        frames = [read.read_corpus(registry.corpus(where.name), where).postings]
    else:
        lines = where.read_text(encoding="utf-8").splitlines()
        frames = [pd.DataFrame(map(json.loads, lines))]
    each = -(-count // len(frames))
    every = pd.concat([frame.sample(min(each, len(frame)), random_state=1) for frame in frames])
    found = every.reindex(columns=["title", "employer", "text"]).dropna(subset="text")
    return found.head(count).reset_index(drop=True).rename_axis("id").reset_index()


def describe(postings: pd.DataFrame) -> str:
    """Return what was measured with what, on what."""
    signals = lexicon.load().signal
    forms = sum(len(words) for words in idiom().values())
    return (
        f"{len(postings)} postings of {postings['text'].str.len().mean():.0f} characters; "
        f"rules {lexicon.version()}: {len(signals)} signals, "
        f"{sum(len(signal.forms) for signal in signals)} entries, {forms} surface forms, "
        f"{len(rules().scanner.phrases)} phrases in all. "
        f"Python {platform.python_version()}, pandas {pd.__version__}, pyarrow {pa.__version__}, "
        f"{platform.machine()} {processor()}, {os.cpu_count()} cores, "
        f"load {os.getloadavg()[0]:.1f}."
    )


def processor() -> str:
    """Return the processor's name where the system tells it."""
    info = Path("/proc/cpuinfo")
    found = re.search(r"model name\s*: (.*)", info.read_text()) if info.is_file() else None
    return found.group(1) if found else platform.processor()


def idiom() -> dict[str, list[str]]:
    """Return the surface forms of each signal, the longest first."""
    found = lexicon.load()
    return {
        signal.id: sorted(
            {
                phrase.lower()
                for form in signal.forms
                for part in form.parts
                for phrase in found.phrases(part)
            },
            key=len,
            reverse=True,
        )
        for signal in found.signal
    }


def expression(forms: Sequence[str]) -> str:
    """Return the regular expression of one signal."""
    return rf"\b(?:{'|'.join(map(re.escape, forms))})\b"


def contains(texts: pd.Series, expressions: Sequence[str]) -> None:
    """Say of each text and signal whether the signal's words stand in it."""
    for one in expressions:
        texts.str.contains(one, case=False, regex=True)


def side_by_side(postings: pd.DataFrame) -> pd.DataFrame:
    """Return postings a second of each way, with the ratio to pandas on Arrow."""
    expressions = [expression(forms) for forms in idiom().values()]
    texts, few = postings["text"], postings["text"].iloc[:: max(1, len(postings) // FEW)]
    matcher = Matcher(lexicon.load())
    scanner = Scanner((phrase, "form", part) for phrase, part in matcher.wanted())
    measure(postings.head(CHUNK))
    ways: dict[str, tuple[Callable[[], object], int]] = {
        "pandas str.contains per signal, object": (
            lambda: contains(few.astype(object), expressions), len(few),
        ),
        "pandas str.contains per signal, str": (
            lambda: contains(few.astype("str"), expressions), len(few),
        ),
        "pandas str.contains per signal, Arrow": (
            lambda: contains(texts.astype(ARROW), expressions), len(texts),
        ),
        "matching alone, with spans": (
            lambda: match(texts.tolist(), matcher, scanner), len(texts),
        ),
        "complete measurement, one process": (lambda: measure(postings), len(texts)),
    }  # fmt: skip
    speeds = fastest(ways)
    yardstick = speeds["pandas str.contains per signal, Arrow"]
    one, two = in_processes(postings, 1), in_processes(postings, 2)
    speeds["complete measurement, one process, by the clock"] = one
    speeds["complete measurement, two processes, by the clock"] = two
    return pd.DataFrame(
        {
            "way": list(speeds),
            "postings a second": [round(speed) for speed in speeds.values()],
            "to pandas on Arrow": [f"{speed / yardstick:.2f}" for speed in speeds.values()],
        }
    )


def fastest(
    ways: dict[str, tuple[Callable[[], object], int]], rounds: int = ROUNDS
) -> dict[str, float]:
    """Return postings a second of each way, the best of some rounds, one after the other."""
    best: dict[str, float] = {}
    for _ in range(rounds):
        for name, (way, count) in ways.items():
            began = time.process_time()
            way()
            speed = count / (time.process_time() - began)
            best[name] = max(best.get(name, 0), speed)
    return best


def match(texts: Sequence[str], matcher: Matcher, scanner: Scanner) -> int:
    """Match texts as published and return how many spans they have."""
    spans = 0
    for at in range(0, len(texts), CHUNK):
        readings = read_all(texts[at : at + CHUNK])
        hits = scanner.hits(readings)["form"]
        spans += len(matcher.spans(readings, hits, scanner.owners["form"]))
    return spans


def in_processes(postings: pd.DataFrame, count: int, share: int = 2, times: int = 4) -> float:
    """Return postings a second by the clock when some processes share them, start-up aside.

    Args:
        postings: Written to a file, from which each process reads its rows; the best of some
            rounds counts here too.
        count: How many processes.
        share: Pieces a process, so that none waits long for the last.
        times: How often each posting stands in the file.
    """
    best = 0.0
    many = pd.concat([postings] * times, ignore_index=True)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "postings.parquet"
        many.to_parquet(file, row_group_size=-(-len(many) // (count * share)))
        groups = range(pa.parquet.ParquetFile(file).num_row_groups)
        with ProcessPoolExecutor(
            count, get_context("spawn"), make_ready, (postings.head(CHUNK),)
        ) as pool:
            list(pool.map(time.sleep, [1.0] * count))
            for _ in range(ROUNDS):
                began = time.perf_counter()
                measured = sum(pool.map(measure_group, [file] * len(groups), groups))
                best = max(best, measured / (time.perf_counter() - began))
    return best


def make_ready(postings: pd.DataFrame) -> None:
    """Load the rules and the compiled loops."""
    measure(postings.head(CHUNK))


def measure_group(file: Path, group: int) -> int:
    """Measure one row group of a file and return how many postings it holds."""
    return len(measure(pa.parquet.ParquetFile(file).read_row_group(group).to_pandas())[1])


def start_up() -> str:
    """Return how long a new process takes until it can measure."""
    began = time.perf_counter()
    code = "from analysis.signals import batches, measure; batches.rules()"
    subprocess.run([sys.executable, "-c", code], check=True, cwd=paths.root())
    return f"start-up, imports and rule files: {time.perf_counter() - began:.2f} s"


def memory(postings: pd.DataFrame) -> str:
    """Return whether the most memory in use grows when many postings are measured in pieces."""
    most = []
    for _ in range(3):
        for at in range(0, len(postings), CHUNK):
            batch = postings.iloc[at : at + CHUNK]
            batches.measure_batch(*(batch[name].fillna("").tolist() for name in COLUMNS))
        most.append(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
    return f"most memory: {most[0]:.0f} MB after {len(postings)} more postings, " + (
        f"{most[-1]:.0f} MB after {3 * len(postings)}"
    )


def by_forms(postings: pd.DataFrame) -> pd.DataFrame:
    """Return microseconds a posting by the number of forms looked for, ours and the others'."""
    texts = postings["text"].head(4 * CHUNK)
    few, fewest = texts.head(CHUNK).astype(ARROW), texts.head(CHUNK // 20).tolist()
    made = synthetic(max(SIZES), texts)
    rows = []
    for size in SIZES:
        forms = made[:size]
        grouped = [forms[at : at + FORMS_A_SIGNAL] for at in range(0, size, FORMS_A_SIGNAL)]
        scanner = Scanner((form, "form", form) for form in forms)
        ways: dict[str, tuple[Callable[[], object], int]] = {
            "ours": (partial(find, texts.tolist(), scanner), len(texts)),
            "pandas": (partial(contains, few, [expression(one) for one in grouped]), len(few)),
            "re": (partial(search, fewest, [expression(one) for one in grouped]), len(fewest)),
        }  # fmt: skip
        speeds = fastest(ways, rounds=2)
        rows.append([size, *(round(1e6 / speed) for speed in speeds.values())])
    return pd.DataFrame(rows, columns=["forms", "every span, ours", "pandas on Arrow", "re"])


def search(texts: Sequence[str], expressions: Sequence[str]) -> None:
    """Look for each signal's words in each text, as a loop over compiled expressions does."""
    compiled = [re.compile(one, re.IGNORECASE) for one in expressions]
    for text in texts:
        for one in compiled:
            one.search(text)


def find(texts: Sequence[str], scanner: Scanner) -> int:
    """Scan texts as published and return how many forms stand in them."""
    pieces = (texts[at : at + CHUNK] for at in range(0, len(texts), CHUNK))
    return sum(len(scanner.hits(read_all(piece))["form"].start) for piece in pieces)


def synthetic(count: int, texts: pd.Series) -> list[str]:
    """Return forms of one to three words: a tenth of the texts' own, the others made up."""
    chance = random.Random(1)
    own = sorted(set(re.findall(r"[a-z]{4,}", " ".join(texts).lower())))
    syllables = [first + second for first in "bdfgklmnprstvz" for second in "aeiou"]
    found: dict[str, None] = {}
    while len(found) < count:
        made = "".join(chance.choices(syllables, k=chance.randint(2, 4)))
        words = [chance.choice(own) if chance.random() < 0.1 else made]
        words += chance.choices(own, k=chance.randint(0, 2))
        found[" ".join(words)] = None
    return list(found)


if __name__ == "__main__":
    main()

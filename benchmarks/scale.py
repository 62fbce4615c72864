"""What many postings cost, measured on one worker, two and Dask, and then estimated from.

    python -m benchmarks.scale [COUNT ...] [--figure] [--estimates]

The postings are made up: those of the synthetic reference corpus, each with lines left out, lines
of others put in and its figures changed; one in twenty is nearly the one before. Each way runs as
a person would type it, in processes of its own, start-up included (that of Dask's cluster not).
Memory is the most that these processes held together, looked at once a second; pages that they
share count once where the system tells.

What estimating from such measurements costs is a section of its own, on folders that
`benchmarks.measured` makes of 10,000 postings which were measured.
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
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from importlib.util import find_spec
from pathlib import Path

import matplotlib.pyplot as plt
import pandas as pd
import psutil
import pyarrow as pa
import pyarrow.parquet as pq
from matplotlib.figure import Figure

from analysis import paths
from analysis.publishing import style
from analysis.publishing.saving import UNDATED
from analysis.publishing.tables import markdown
from benchmarks import measured

HERE = Path(__file__).parent
ENVIRONMENT = dict(os.environ)
"""As it was before Dask, which changes how its own and all later processes give memory back."""
GROUP = 5_000
MOST_LIKELY = (10_000, 100_000)
ESTIMATED = (10_000, 100_000, 1_000_000)
ESTIMATES = "## What estimating from the measurements costs"
WAYS = {
    "one worker": ["measure", "--workers", "1"],
    "two workers": ["measure", "--workers", "2"],
    "Dask, two workers": ["measure", "--engine", "dask", "--scheduler"],
    "near-duplicates, two workers": ["duplicates", "--workers", "2"],
}
LOOKS = dict(zip(WAYS, [("#0072B2", "o"), ("#009E73", "s"), ("#D55E00", "^"), ("#999999", "D")],
                 strict=True))  # fmt: skip


def main() -> None:
    """Run every way on every number of postings and print what it cost."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("counts", nargs="*", type=int, default=MOST_LIKELY)
    parser.add_argument("--figure", action="store_true", help="write the tables and the figure")
    parser.add_argument("--estimates", action="store_true", help="time the estimates alone")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        estimates = pd.DataFrame(estimated(Path(folder)))
    print(estimates.to_string(index=False), flush=True)
    if given.figure:
        write_estimates(estimates)
    if given.estimates:
        return
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        for count in sorted(given.counts):
            source = Path(folder) / f"{count}.parquet"
            make(count, source)
            rows += [run(way, count, source) for way in ways()]
            table = pd.DataFrame(rows)
            print(table[table["postings"] == count].to_string(index=False), flush=True)
            if given.figure:
                write(table)


def ways() -> list[str]:
    """Return which ways can be run here."""
    return [way for way in WAYS if "Dask" not in way or has_dask()]


def has_dask() -> bool:
    """Return whether Dask is installed."""
    return find_spec("distributed") is not None


def make(count: int, path: Path) -> None:
    """Write made-up postings, a row group at a time.

    Args:
        count: How many.
        path: A Parquet file.
    """
    chance = random.Random(count)
    lines = paths.source("data/raw/reference/postings.jsonl").read_text("utf-8").splitlines()
    known = [json.loads(line) for line in lines]
    writer = None
    for first in range(0, count, GROUP):
        rows: list[dict[str, str]] = []
        for number in range(first, min(first + GROUP, count)):
            same = rows and chance.random() < 0.05
            made = dict(rows[-1]) if same else perturbed(chance, known)
            rows.append(made | {"id": f"made-up-{number}"})
        table = pa.Table.from_pylist(rows)
        writer = writer or pq.ParquetWriter(path, table.schema, compression="zstd")
        writer.write_table(table)
    if writer:
        writer.close()


def perturbed(chance: random.Random, known: list[dict[str, str]]) -> dict[str, str]:
    """Return a posting made from one that is known.

    Args:
        chance: Decides.
        known: Postings.
    """
    base, other = chance.choice(known), chance.choice(known)
    lines = [line for line in base["text"].split("\n") if chance.random() > 0.1]
    lines.insert(chance.randint(0, len(lines)), chance.choice(other["text"].split("\n")))
    text = re.sub(r"\d", lambda _: str(chance.randint(1, 9)), "\n".join(lines))
    return {
        "id": "",
        "title": base["title"],
        "company": f"Employer {chance.randint(1, 20_000)}",
        "location": base["location"],
        "text": text,
    }


def run(way: str, count: int, source: Path) -> dict[str, object]:
    """Run one way on one file and return what it cost.

    Args:
        way: Of `WAYS`.
        count: Postings in the file.
        source: The file.
    """
    out = source.with_name(f"{source.stem}-{way}" + (".csv" if "duplicates" in way else ""))
    command, *options = WAYS[way]
    load = os.getloadavg()[0]
    with cluster("Dask" in way) as address, watched() as most:
        began = time.perf_counter()
        arguments = [command, str(source), "-o", str(out), *options, *address]
        analysis(*arguments)
        seconds = time.perf_counter() - began
    files = [out] if out.is_file() else [file for file in out.rglob("*") if file.is_file()]
    return {
        "way": way,
        "postings": count,
        "seconds": round(seconds, 1),
        "postings a second": round(count / seconds),
        "memory, MB": round(most[0] / 1e6),
        "input, MB": round(source.stat().st_size / 1e6, 1),
        "output, MB": round(sum(file.stat().st_size for file in files) / 1e6, 1),
        "load before": round(load, 1),
    }


def estimated(folder: Path) -> Iterator[dict[str, object]]:
    """Yield what estimating from each number of measured postings costs.

    Args:
        folder: For what is made.
    """
    make(ESTIMATED[0], folder / "postings.parquet")
    analysis("measure", str(folder / "postings.parquet"), "-o", str(folder / "base"))
    for count in ESTIMATED:
        source = folder / f"made-up-{count}"
        measured.make(count, folder / "base", source)
        load, before = os.getloadavg()[0], processor_seconds()
        with watched() as most:
            began = time.perf_counter()
            analysis("estimate", str(source), "-o", str(folder / f"estimates-{count}"))
            seconds = time.perf_counter() - began
        files = [file for file in source.rglob("*") if file.is_file()]
        yield {
            "postings": count,
            "employers": pd.read_parquet(source, columns=["employer_key"])[
                "employer_key"
            ].nunique(),
            "seconds": round(seconds, 1),
            "processor, s": round(processor_seconds() - before, 1),
            "memory, MB": round(most[0] / 1e6),
            "folder, MB": round(sum(file.stat().st_size for file in files) / 1e6, 1),
            "load before": round(load, 1),
        }


def analysis(*arguments: str) -> None:
    """Run a command of the project as a person would type it.

    Args:
        arguments: Of `python -m analysis`.
    """
    subprocess.run(
        [sys.executable, "-m", "analysis", *arguments],
        check=True, cwd=paths.root(), env=ENVIRONMENT,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip


def processor_seconds() -> float:
    """Return what the processes that have ended here took of the processor."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


@contextmanager
def cluster(wanted: bool) -> Iterator[list[str]]:
    """Yield the address of a Dask cluster of two workers where it is wanted."""
    if not wanted:
        yield []
        return
    import distributed

    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, dashboard_address=None, host="127.0.0.1"
    ) as local:
        yield [local.scheduler_address]


def memory(process: psutil.Process) -> int:
    """Return the bytes that a process holds; what several share counts once where Linux tells.

    Args:
        process: Running.
    """
    known = process.memory_full_info()
    return int(getattr(known, "pss", known.rss))


@contextmanager
def watched() -> Iterator[list[int]]:
    """Yield a list whose one number becomes the most bytes that all child processes held."""
    most, ended = [0], threading.Event()

    def watch() -> None:
        while not ended.wait(1):
            held = 0
            for child in psutil.Process().children(recursive=True):
                try:
                    held += memory(child)
                except psutil.NoSuchProcess:
                    continue
            most[0] = max(most[0], held)

    thread = threading.Thread(target=watch)
    thread.start()
    try:
        yield most
    finally:
        ended.set()
        thread.join()


def write(table: pd.DataFrame) -> None:
    """Write the table and the figure.

    Args:
        table: A row a way and number of postings.
    """
    told = f"Made-up postings from the synthetic reference corpus. {machine(table)}"
    style.apply()
    figure = draw(table)
    style.describe(figure, finding(table), "By the number of postings; log scales.", told)
    (HERE / "figures").mkdir(exist_ok=True)
    for ending in ("svg", "png"):
        with paths.replacing(HERE / "figures" / f"scale.{ending}") as temporary:
            figure.savefig(temporary, metadata=UNDATED.get(ending))
    plt.close(figure)
    parts = [
        "# What measuring many postings costs",
        told,
        "`make bench` runs it again. Memory is the sum over all processes of the run, what they "
        "share counted once.",
        markdown(table),
    ]
    _, heading, estimates = page().partition(ESTIMATES)
    write_page("\n\n".join(parts) + "\n\n" + heading + estimates)
    with paths.replacing(HERE / "figures" / "scale.csv") as temporary:
        table.to_csv(temporary, index=False)


def write_estimates(table: pd.DataFrame) -> None:
    """Write the table of what estimating costs, as a section of the page.

    Args:
        table: A row a number of postings.
    """
    parts = [
        ESTIMATES,
        "`python -m analysis estimate FOLDER -o OUT`: every claim with its clustered interval, and "
        "the headline claims under every reading. All postings bear one of the three roles, the "
        "hardest case; employers are ten times fewer, and of very unequal sizes. "
        f"{machine(table)}",
        markdown(table),
    ]
    write_page(page().partition(ESTIMATES)[0].rstrip() + "\n\n" + "\n\n".join(parts) + "\n")


def machine(table: pd.DataFrame) -> str:
    """Return on what a table was made, and how busy it was.

    Args:
        table: With the load before each run.
    """
    loads = table["load before"]
    return (
        f"Python {platform.python_version()}, pandas {pd.__version__}, pyarrow {pa.__version__}, "
        f"{platform.machine()}, {os.cpu_count()} cores; load of the machine {loads.min()} to "
        f"{loads.max()} before each run. {date.today():%d %B %Y}."
    )


def page() -> str:
    """Return the page of tables as it stands."""
    return (HERE / "scale.md").read_text(encoding="utf-8")


def write_page(text: str) -> None:
    """Write the page of tables.

    Args:
        text: All of it.
    """
    with paths.replacing(HERE / "scale.md") as temporary:
        temporary.write_text(text.rstrip() + "\n", encoding="utf-8")


def finding(table: pd.DataFrame) -> str:
    """Return what the figure shows, as a sentence.

    Args:
        table: A row a way and number of postings.
    """
    own = table[table["way"] == "two workers"].set_index("postings")
    few, many = own.loc[own.index.min()], own.loc[own.index.max()]
    return (
        f"{own.index.max() / own.index.min():.0f} times the postings take "
        f"{many['seconds'] / few['seconds']:.1f} times the time and "
        f"{many['memory, MB'] / few['memory, MB']:.1f} times the memory on two workers"
    )


def draw(table: pd.DataFrame) -> Figure:
    """Return time and memory by the number of postings, a line a way."""
    figure, axes = plt.subplots(1, 2, figsize=(style.WIDTH, 3.0), layout="constrained")
    for panel, column, label in zip(
        axes, ("seconds", "memory, MB"), ("Seconds", "Memory, MB"), strict=True
    ):
        for way, own in table.groupby("way", sort=False):
            colour, marker = LOOKS[way]
            panel.plot(own["postings"], own[column], color=colour, marker=marker, label=way)
        panel.set_xscale("log")
        panel.set_yscale("log")
        panel.set_xlabel("Postings")
        panel.set_ylabel(label)
    axes[0].legend(frameon=False, fontsize=8)
    return figure


if __name__ == "__main__":
    main()

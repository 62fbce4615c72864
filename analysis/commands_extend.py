"""The commands of those who extend: new, check, signal, corpus, article, scan, compare."""

import datetime
import re
from pathlib import Path

import click

HELP = {"help_option_names": ["-h", "--help"]}
FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command()
@click.argument("statement")
def new(statement: str) -> None:
    """Begin a hypothesis: a notebook with its card, from a template.

    STATEMENT is one sentence that can turn out false, such as
    "Remote postings disclose pay less often".
    """
    from analysis.pipeline import hypothesising

    made = hypothesising.begin(statement)
    click.echo(f"{made}: fill in what is a question mark in its parameters cell, then")
    click.echo(f"python -m analysis check {made.name.partition('_')[0]}")
    click.echo("python -m analysis reproduce")


@click.command()
@click.argument("name")
def check(name: str) -> None:
    """Check a hypothesis (h06) or an article (its id) before it runs.

    Says all that is wrong, and which corpora can speak to each contrast or claim; no share is
    shown, and nothing enters the ledger.
    """
    from analysis.pipeline import articles, hypothesising

    is_card = re.fullmatch(r"h\d+", name)
    for line in hypothesising.told(name) if is_card else articles.told(name):
        click.echo(line)


@click.group(context_settings=HELP)
def signal() -> None:
    """Look at one signal of the lexicon, analysis/signals/lexicon.toml."""


@signal.command("check")
@click.argument("name")
@click.argument("corpora", nargs=-1, metavar="[CORPUS …]")
def check_signal(name: str, corpora: tuple[str, ...]) -> None:
    """Show what the forms of a signal hit: places and counts, never text.

    Without CORPUS in the reference and in every corpus whose text is here, in two minutes.
    """
    from analysis.pipeline import checking

    found = []
    for one in checking.check(name, corpora):
        click.echo(checking.told(one))
        found.append(one)
    click.echo(checking.summary(found))


@click.group(context_settings=HELP)
def corpus() -> None:
    """Add corpora of your own; they stay in private/, which git ignores."""


@corpus.command("add")
@click.argument("file", type=click.Path(exists=True, path_type=Path))
@click.option("--id", "corpus_id", required=True, help="Small letters, digits, hyphens.")
@click.option("--title", help="What readers see; by default the file's name.")
@click.option("--platform", default="unknown", show_default=True, help="The board.")
@click.option("--country", help="ISO code, for postings that say no country.")
@click.option("--map", "mapped", multiple=True, metavar="FIELD=COLUMN", help="Where a guess errs.")
@click.option(
    "--format",
    "layout",
    default="mapped_table",
    show_default=True,
    type=click.Choice(["mapped_table", "jobspy_table", "kaggle_linkedin", "jsonld_html"]),
    help="jsonld_html: a saved page, or a folder of them.",
)
@click.option("--dry-run", is_flag=True, help="Show the mapping; write nothing.")
def add_corpus(  # noqa: PLR0913, PLR0917 - a command's options
    file: Path,
    corpus_id: str,
    title: str | None,
    platform: str,
    country: str | None,
    mapped: tuple[str, ...],
    layout: str,
    dry_run: bool,
) -> None:
    """Add a CSV, JSON lines or Parquet file of postings as a private corpus, and measure it.

    Columns are mapped to the canonical fields by their names; what is missing is said.
    """
    from analysis.corpora import proposing
    from analysis.pipeline import adding

    given = dict(adding.pair(text) for text in mapped)
    mapping: dict[str, str] = {}
    if layout == adding.FORMAT:
        columns, mapping = adding.inspect(file, given)
        for field, column in mapping.items():
            click.echo(f"{field:<16}<- {column}")
        unused = [name for name in columns if name not in mapping.values()]
        click.echo(f"{'not used':<16}   {', '.join(unused) or 'none'}")
    elif given:
        raise click.UsageError(f"--map is for {adding.FORMAT}: {layout} knows its own columns")
    entry = adding.entry(corpus_id, mapping, title or file.name, platform, country, layout)
    adding.require_addable(corpus_id, file)
    if dry_run:
        for line in proposing.missed(mapping) if mapping else []:
            click.echo(f"without {line}")
        return
    for line in adding.told(adding.add(file, entry)):
        click.echo(line)


@click.group(context_settings=HELP)
def article() -> None:
    """Add articles whose claims are to be judged beside the first."""


@article.command("add")
@click.argument("article_id", metavar="ID")
@click.option("--title", required=True)
@click.option("--publisher", required=True)
@click.option("--published", required=True, type=click.DateTime(["%Y-%m-%d"]))
@click.option("--platform", required=True, help="Where its postings are from.")
def add_article(
    article_id: str, title: str, publisher: str, published: datetime.datetime, platform: str
) -> None:
    """Begin a register of claims for another text: data/raw/articles/ID.toml.

    It is a draft until it has sample sizes and a claim; from then on `reproduce` estimates and
    judges its claims in every corpus, into data/processed/articles/ID/.
    """
    from analysis.pipeline import articles

    source = {"title": title, "publisher": publisher, "platform": platform}
    made = articles.begin(article_id, published.date(), source)
    click.echo(f"{made}: set its sample sizes and take up the claims that it shows, then")
    click.echo(f"python -m analysis check {article_id}")
    click.echo("python -m analysis reproduce")


@click.group(context_settings=HELP)
def scan() -> None:
    """Ask boards for today's postings; what comes is a private corpus, measured.

    The texts are the employers' and the sites': read their terms before you ask, ask slowly, and
    keep what came to yourself. A scan that stops half-way is gone on with by the same command.
    """


scan_id = click.option("--id", "corpus_id", required=True, help="Of the corpus that it becomes.")
own_config = click.option("--config", type=FILE, help="Addresses, pauses and the agent's name.")
country_unsaid = click.option("--country", help="ISO code, for postings that say no country.")


@scan.command("boards")
@click.argument("file", type=FILE)
@scan_id
@country_unsaid
@own_config
def scan_boards(file: Path, corpus_id: str, country: str | None, config: Path | None) -> None:
    """Ask the posting APIs of Greenhouse, Lever and Ashby for the boards that FILE lists.

    A board a line: greenhouse:NAME, lever:NAME, ashby:NAME, or its address.
    """
    from analysis.corpora.scanning import client, settings
    from analysis.pipeline import scanning

    asking = client.Client(settings.load(config))
    parts = scanning.of_boards(file, asking)
    query = f"all postings of the boards in {file.name}"
    for line in scanning.run(corpus_id, "boards", query, parts, country, say=click.echo):
        click.echo(line)


@scan.command("hacker-news")
@click.argument("months", nargs=-1, required=True, metavar="YYYY-MM …")
@scan_id
@own_config
def scan_threads(months: tuple[str, ...], corpus_id: str, config: Path | None) -> None:
    """Read the 'Who is hiring?' threads of some months."""
    from analysis.corpora.scanning import client, settings
    from analysis.pipeline import scanning

    parts = scanning.of_threads(months, client.Client(settings.load(config)))
    query = f"comments of 'Who is hiring?', {', '.join(months)}"
    for line in scanning.run(corpus_id, "hacker-news", query, parts, say=click.echo):
        click.echo(line)


@scan.command("jobspy")
@scan_id
@click.option("--site", "sites", multiple=True, default=["linkedin", "indeed"], show_default=True)
@click.option("--role", "roles", multiple=True, help="Words of a title; by default the article's.")
@click.option("--country", default="USA", show_default=True, help="As the sites name it.")
@click.option("--days", default=30, show_default=True, type=click.IntRange(min=1))
@click.option(
    "--wanted", default=400, show_default=True, type=click.IntRange(min=1), help="By site and role."
)
@click.option(
    "--pause",
    default=30.0,
    show_default=True,
    type=click.FloatRange(min=0),
    help="Seconds between questions.",
)
@own_config
def scan_jobspy(  # noqa: PLR0913, PLR0917 - a command's options
    corpus_id: str,
    sites: tuple[str, ...],
    roles: tuple[str, ...],
    country: str,
    days: int,
    wanted: int,
    pause: float,
    config: Path | None,
) -> None:
    """Ask job sites through python-jobspy for postings of some roles, full texts."""
    from analysis.corpora.scanning import jobspy, settings
    from analysis.pipeline import scanning

    roles, asked = roles or jobspy.ROLES, settings.load(config)
    wish = jobspy.Wish(country, days, wanted, pause, asked.agent)
    parts = scanning.of_jobspy(sites, roles, wish, asked.base)
    query = f"{', '.join(roles)}; {country}, last {days} days, {wanted} wanted a site and role"
    home = "US" if country == "USA" else None
    for line in scanning.run(corpus_id, "jobspy", query, parts, home, say=click.echo):
        click.echo(line)


@click.command()
@click.argument("first", metavar="A")
@click.argument("second", metavar="B")
@click.option(
    "--to",
    "out",
    default=Path("out"),
    show_default=True,
    type=click.Path(file_okay=False, path_type=Path),
    help="Where the tables go.",
)
def compare(first: str, second: str, out: Path) -> None:
    """Compare two corpora, claim by claim and term by term; A is the earlier one.

    Changes are shown as they are and with the composition of A held fixed: titles, places,
    employers' sizes, and within the employers that both hold.
    """
    from analysis.pipeline import corpora_compared

    claims, terms = corpora_compared.compare(first, second)
    for line in corpora_compared.told(claims, terms):
        click.echo(line)
    verdicts = corpora_compared.verdicts(first, second)
    both = (verdicts[["first", "second"]] != "not assessable").all(axis=1)
    for row in verdicts[verdicts["changed"] & both].itertuples():
        click.echo(f"verdict on {row.claim}: {row.first} -> {row.second}")
    written = {"claims": claims, "terms": terms, "verdicts": verdicts}
    for file in corpora_compared.write(written, out):
        click.echo(file)


def register(main: click.Group) -> None:
    """Add these commands to the others.

    Args:
        main: The group of all commands.
    """
    for command in (new, check, signal, corpus, article, scan, compare):
        main.add_command(command)

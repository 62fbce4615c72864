"""The commands of those who extend the project: new, signal, corpus, article, scan, compare."""

import click


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
    click.echo("python -m analysis reproduce")


def register(main: click.Group) -> None:
    """Add these commands to the others.

    Args:
        main: The group of all commands.
    """
    for command in (new,):
        main.add_command(command)

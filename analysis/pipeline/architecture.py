"""The floors as the code has them: who imports whom, which tables are handed on; one diagram.

`python -m analysis.pipeline.architecture` writes it into docs/architecture.md.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from pathlib import Path

from analysis import paths
from analysis.errors import AnalysisError
from analysis.pipeline import graph, imports
from analysis.pipeline.shelves import REAL, SYNTHETIC
from analysis.pipeline.steps.wiring import in_own_process
from analysis.pipeline.tasks import Task

PAGE = "docs/architecture.md"
BEGIN = "<!-- drawn from the code by `make architecture`: edit below or above, not within -->"
END = "<!-- end of what is drawn -->"

FLOORS = {
    "ground": "paths, errors, tables on disk, what a notebook declares",
    "corpora": "files to postings: registry, adapters, duplicates",
    "signals": "texts to evidence, levels, pay",
    "register": "the article's statements, as data",
    "estimates": "shares, differences, intervals, the multiverse",
    "categories": "labels by raters, their agreement, the six-part test",
    "claims": "verdict rules and gates",
    "comparisons": "two corpora side by side",
    "hypotheses": "cards and their ledger",
    "publishing": "figures, tables, article, site",
    "pipeline": "what is stale, and running it",
    "commands": "python -m analysis",
}
"""From the lowest, with what a reader finds there; a floor imports from those above it here."""

_SINGLE_FILES = {
    "declarations": "ground",
    "declared_files": "ground",
    "errors": "ground",
    "paths": "ground",
    "tables": "ground",
    "__main__": "commands",
    "cli": "commands",
    "commands_extend": "commands",
    "labelling": "commands",
}
_STEPS = {
    "measuring": "signals",
    "scoring": "signals",
    "comparing_pay": "signals",
    "categorising": "categories",
    "annotating": "categories",
    "estimating": "estimates",
    "varying": "estimates",
    "widening": "estimates",
    "correcting": "estimates",
    "judging": "claims",
    "layering": "claims",
    "articles": "claims",
    "hypothesising": "hypotheses",
    "corpora_compared": "comparisons",
    "notebooks": "publishing",
    "provenance": "publishing",
}
"""For which floor a module of `pipeline` does a step: it reads and writes what the floor makes."""

Arrows = Mapping[tuple[str, str], list[str]]


class UnplacedError(AnalysisError):
    """Something of the code that no floor is known for."""


def floor_of(module: str) -> str:
    """Return the floor that a module is on.

    Args:
        module: A dotted name under `analysis`.

    Raises:
        UnplacedError: No floor is known for it.

    Example:
        >>> floor_of("analysis.signals.pay"), floor_of("analysis.register.register")
        ('signals', 'register')
    """
    folder = module.removeprefix(f"{imports.PACKAGE}.").split(".")[0]
    floor = _SINGLE_FILES.get(folder, folder)
    if floor not in FLOORS:
        raise UnplacedError(f"{module}: give its floor a place among FLOORS in {__file__}")
    return floor


def arrows(package_parent: Path | None = None) -> Arrows:
    """Return, for each floor that imports another, the imports as `importer > imported`.

    Args:
        package_parent: The folder that holds the package; by default the project's.

    Raises:
        UnplacedError: A module is on no known floor.
    """
    parent = package_parent or Path(__file__).resolve().parents[2]
    found: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for file in sorted((parent / imports.PACKAGE).rglob("*.py")):
        importer = ".".join(file.relative_to(parent).with_suffix("").parts)
        importer = importer.removesuffix(".__init__")
        if importer == imports.PACKAGE:
            continue
        for imported in sorted(_modules(file, parent)):
            pair = floor_of(importer), floor_of(imported)
            if pair[0] != pair[1]:
                found[pair].append(f"{importer} > {imported}")
    return dict(found)


def _modules(file: Path, parent: Path) -> set[str]:
    named = imports.imported_modules(file.read_text(encoding="utf-8"), str(file))
    return {
        name for name in named if parent.joinpath(*name.split(".")).with_suffix(".py").is_file()
    }


def upward(found: Arrows) -> list[str]:
    """Return the imports by which a floor reaches one that comes after it.

    Where there are none there is no circle between floors either.

    Args:
        found: As `arrows` returns them.

    Example:
        >>> upward({("signals", "corpora"): ["fine"], ("corpora", "claims"): ["a > b"]})
        ['a > b']
    """
    order = list(FLOORS)
    return [
        each
        for (importer, imported), listed in found.items()
        if order.index(imported) > order.index(importer)
        for each in listed
    ]


def step_floor(task: Task) -> str:
    """Return the floor that a task of the pipeline works for.

    Args:
        task: Any of the pipeline's.

    Raises:
        UnplacedError: The module of its function is not known.
    """
    function: Callable[..., object] = task.function
    while isinstance(function, partial):
        function = function.args[0] if function.func is in_own_process else function.func
    package, name = function.__module__.split(".")[1:3]
    floor = _STEPS.get(name) if package == "pipeline" else package
    if floor not in FLOORS:
        raise UnplacedError(f"{task.name}: say in {__file__} which floor {name} works for")
    return floor


def handed_on(tasks: Iterable[Task]) -> Arrows:
    """Return, for a floor and one that reads what it made, the tables, without shelf and ending.

    Args:
        tasks: Of the pipeline.

    Raises:
        UnplacedError: A task works for no known floor.
    """
    tasks = list(tasks)
    maker = {_table(name): step_floor(task) for task in tasks for name in task.makes}
    found: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for task in tasks:
        for name in task.needs:
            made, taken = maker.get(_table(name)), step_floor(task)
            if made and made != taken and name.startswith(f"{REAL.folder}/"):
                found[made, taken].add(_table(name))
    return {pair: sorted(names) for pair, names in found.items()}


def _table(name: str) -> str:
    for shelf in (SYNTHETIC, REAL):
        if name.startswith(f"{shelf.folder}/"):
            return name.removeprefix(f"{shelf.folder}/").split("/")[0].split(".")[0]
    return name


def diagram(found: Arrows, handed: Arrows) -> str:
    """Return the floors as a Mermaid flowchart.

    Thin arrows are imports, without those that follow from others; thick ones are tables.

    Args:
        found: As `arrows` returns them.
        handed: As `handed_on` returns them.
    """
    lines = ["```mermaid", "flowchart TB"]
    lines += [f'    {floor}["<b>{floor}</b><br>{says}"]' for floor, says in FLOORS.items()]
    lines += [f"    {a} --> {b}" for a, b in _in_order(_needed(set(found)))]
    for a, b in _in_order(handed):
        names = handed[a, b]
        label = ", ".join(names) if len(names) <= _FEW else f"{len(names)} tables"
        lines.append(f'    {a} == "{label}" ==> {b}')
    return "\n".join([*lines, "```"])


_FEW = 4


def _in_order(pairs: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    order = list(FLOORS)
    return sorted(pairs, key=lambda pair: (order.index(pair[0]), order.index(pair[1])))


def _needed(pairs: set[tuple[str, str]]) -> set[tuple[str, str]]:
    def reached(start: str, without: tuple[str, str]) -> set[str]:
        after = {b for a, b in pairs if a == start and (a, b) != without}
        return after.union(*(reached(floor, without) for floor in after))

    return {pair for pair in pairs if pair[1] not in reached(pair[0], pair)}


def listed(handed: Arrows) -> str:
    """Return what each floor hands on, as a Markdown table.

    Args:
        handed: As `handed_on` returns it.
    """
    lines = ["| floor | tables in `data/processed/` | read by |", "| --- | --- | --- |"]
    for floor in FLOORS:
        takers = [b for a, b in _in_order(handed) if a == floor]
        names = sorted({name for (a, _), each in handed.items() if a == floor for name in each})
        if names:
            told = ", ".join(f"`{name}`" for name in names)
            lines.append(f"| {floor} | {told} | {', '.join(takers)} |")
    return "\n".join(lines)


def drawn(page: str) -> str:
    """Return the page with the diagram and the table as the code has them now.

    Args:
        page: Its Markdown, with the two marks that what is drawn stands between.

    Raises:
        UnplacedError: A mark is missing.
    """
    before, begun, rest = page.partition(BEGIN)
    _, ended, after = rest.partition(END)
    if not (begun and ended):
        raise UnplacedError(f"{PAGE}: it must hold the lines '{BEGIN}' and '{END}'")
    handed = handed_on(graph.pipeline())
    inside = f"{diagram(arrows(), handed)}\n\n{listed(handed)}"
    return f"{before}{BEGIN}\n{inside}\n{END}{after}"


def write() -> None:
    """Draw the page anew."""
    page = drawn(paths.source(PAGE).read_text(encoding="utf-8"))
    with paths.replacing(paths.target(PAGE)) as temporary:
        temporary.write_bytes(page.encode())


if __name__ == "__main__":
    write()

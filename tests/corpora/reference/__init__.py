"""A grammar of a few words, whole enough to write every plan."""

from pathlib import Path

from analysis.corpora.reference import grammar
from analysis.corpora.reference.grammar import FILLED, PLACES_OF_A_LEVEL, Grammar
from analysis.corpora.reference.plan import CODEBOOK, LEVELS, ROLES, implied

MARK = {signal: f"w{number:02d}{signal.replace('_', '')}" for number, signal in enumerate(CODEBOOK)}
"""A word that says a signal and that nothing else holds."""


def stronger(first: str, second: str) -> str:
    """Return the stronger of two levels."""
    return min(first, second, key=LEVELS.index)


def _ways() -> str:
    lines = []
    for signal, mark in MARK.items():
        lines.append(f'[[way]]\nsignal = "{signal}"\nkind = "thing"\ntext = "{mark}"\nweight = 3\n')
        lines.append(
            f'[[way]]\nsignal = "{signal}"\nkind = "activity"\ntext = "using {mark} daily"\n'
        )
    for tool in ("java", "docker", "pytorch", "langgraph"):
        also = {"pytorch": '["dl_framework"]', "langgraph": '["agentic"]'}.get(tool, "[]")
        lines.append(
            f'[[way]]\nsignal = "{tool}"\nkind = "thing"\ntext = "t{tool}"\nalso = {also}\n'
        )
    for signal, text, also in (
        ("rag", "w00python for w05rag", "python"),
        ("docker", "tdocker on w01aws", "aws"),
    ):
        lines.append(
            f'[[way]]\nsignal = "{signal}"\nkind = "thing"\ntext = "{text}"\nweight = 5\n'
            f'also = ["{also}"]\n'
        )
    lines.append(
        '[[way]]\nsignal = "agentic"\nkind = "thing"\ntext = "tlanggraph"\n'
        'also = ["langgraph"]\nweight = 4\n'
    )
    return "\n".join(lines)


def _frames() -> str:
    lines = []
    for level, places in PLACES_OF_A_LEVEL.items():
        for where in places:
            name = f"{level}@{where}"
            for kind, join in (("thing", ""), ("activity", ""), ("thing", 'join = "and"\n')):
                text = f"{name} {kind}{' list' if join else ''} {{x}} end"
                lines.append(
                    f'[[frame]]\nlevel = "{level}"\nwhere = "{where}"\nkind = "{kind}"\n'
                    f'text = "{text}"\n{join}'
                )
    return "\n".join(lines)


def _fillers() -> str:
    return "\n".join(
        f'[[filler]]\nwhere = "{where}"\ntext = "Nothing {number} of {{product}} in {where}"\n'
        for where in FILLED
        for number in range(12)
    )


def files() -> dict[str, str]:
    """Return the text of every file of the grammar, by name."""
    parts = ("requirements", "duties", "preferred", "about", "benefits", "legal", "summary")
    titles = {role: role.replace("_", " ").title() for role in ROLES}
    shapes = {"range": "from {low} to {high}", "single": "of {high}", "up_to": "up to {high}"}
    return {
        "ways.toml": _ways(),
        "frames.toml": _frames(),
        "absent.toml": "\n".join(
            f'[[negation]]\nsignal = "{signal}"\ntext = "Never {{x}} of {signal}"\n'
            for signal in CODEBOOK
        )
        + '[[decoy]]\nsignal = "rag"\nwhere = "duties"\ntext = "A rug is no rag"\n',
        "fillers.toml": _fillers(),
        "slots.toml": (
            'product = ["pumps"]\ncustomers = ["towns"]\nteam = ["Pipes"]\n'
            'field = ["physics"]\nyears = ["three"]\n'
        ),
        "headings.toml": "\n".join(f'{part} = ["The {part} part"]' for part in parts),
        "titles.toml": "\n".join(
            f'[[title]]\nrole = "{role}"\ntext = "{text}"\n'
            + ("" if role == "software_engineer" else 'also = ["ai_ml"]\n')
            for role, text in titles.items()
        )
        + '[[title]]\nrole = "ai_engineer"\ntext = "GenAI Engineer"\nalso = ["genai"]\n',
        "employers.toml": (
            'first = ["Quill"]\nsecond = ["Works"]\n'
            '[[industry]]\nname = "water"\nproduct = ["pumps"]\ncustomers = ["towns"]\n'
        ),
        "places.toml": '[[place]]\ncity = "Dayton"\nstate = "OH"\nremote = false\nweight = 1\n',
        "pay.toml": "\n".join(
            f'[[pay]]\nperiod = "{period}"\nshape = "{shape}"\n'
            f'text = "It pays {text} a {period}."\n'
            for period in ("year", "hour")
            for shape, text in shapes.items()
        )
        + '[[trap]]\ntext = "Somebody gave us forty million."\n',
        "terms.toml": "\n".join(
            f'[[terms]]\nemployment = "{terms}"\ntext = "The terms are {terms}."\n'
            for terms in ("full_time", "part_time", "contract", "internship")
        )
        + '[[trap]]\ntext = "Some of us work otherwise."\n',
        "tools.toml": "\n".join(
            f'[[tool]]\ntool = "{tool}"\n' + "\n".join(f"{role} = 1" for role in ROLES)
            for tool in ("java", "docker")
        ),
    }


def put(folder: Path, **changed: str) -> Path:
    """Write the files to a folder, some of them changed, and return the folder.

    Args:
        folder: An empty folder.
        changed: The text of a file by its name without the ending.
    """
    for name, text in files().items():
        (folder / name).write_text(changed.get(name.removesuffix(".toml"), text), encoding="utf-8")
    return folder


def tiny(folder: Path) -> Grammar:
    """Return the grammar of a few words.

    Args:
        folder: An empty folder.
    """
    return grammar.load(put(folder))


def closed(levels: dict[str, str]) -> dict[str, str]:
    """Return levels closed under what signals imply: an independent account of the codebook.

    Args:
        levels: A level for some of the signals; the others are absent.
    """
    found = dict.fromkeys(CODEBOOK, LEVELS[-1]) | levels
    for signal, level in levels.items():
        for other in implied(signal):
            found[other] = stronger(found[other], level)
    return found

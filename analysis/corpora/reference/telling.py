"""A synthetic posting with its truth, for a person to read."""

from analysis.corpora.reference.generate import Row
from analysis.corpora.reference.plan import LEVELS


def told(posting: Row, truth: Row) -> str:
    """Return a posting and what is true of it, as plain text that says it is synthetic.

    Args:
        posting: A row of the postings.
        truth: The row of the truth that belongs to it.
    """
    head = f"SYNTHETIC posting {posting['id']}: made up, evidence of nothing"
    where = [posting[key] for key in ("title", "employer", "location", "posted_on")]
    facts = [
        *((level, ", ".join(_at(truth, level))) for level in LEVELS[:-1]),
        ("pay", _pay(truth)),
        ("employment", truth["employment"]),
        ("block", truth["block"]),
    ]
    if truth["duplicate_group"] != truth["id"]:
        facts.append(("copy of", truth["duplicate_group"].rpartition("/")[2]))
    if not posting["text_complete"]:
        facts.append(("text", "cut by the scraper: the truth holds for the whole"))
    width = max(len(name) for name, _ in facts)
    lines = [f"  {name:<{width}}  {value}" for name, value in facts if value]
    return "\n".join(
        [head, " · ".join(where), "", posting["text"].rstrip(), "", "What is true of it:", *lines]
    )


def _at(truth: Row, level: str) -> list[str]:
    return [name for name, value in truth.items() if value == level]


def _pay(truth: Row) -> str:
    if truth["pay"] == "none":
        return "not disclosed"
    low, high = truth["pay_min"], truth["pay_max"]
    figures = f"{high:,.0f}" if low == high else f"{low:,.0f} to {high:,.0f}" if low else ""
    return f"{figures or f'up to {high:,.0f}'} {truth['pay_currency']} per {truth['pay_period']}"

"""Where the published estimate is corrected for label error, and what it then is, in words."""

import pandas as pd

from analysis.estimates import rows
from analysis.publishing import results, words


def corrections(estimates: pd.DataFrame | None = None) -> pd.DataFrame:
    """Return the published estimates that an audit corrected, and a sentence on each.

    Args:
        estimates: The table of estimates; the committed one where None.

    Returns:
        Columns corpus, measure, role, level and says; a row for each that differs in these.
    """
    table = results.processed("estimates") if estimates is None else estimates
    note = table["note"].fillna("")
    found = table[note.str.startswith(rows.AUDITED)].drop_duplicates(
        ["corpus", "measure", "role", "level"]
    )
    bounds = zip(found["estimate"], found["low95"], found["high95"], found["note"], strict=True)
    says = [
        f"The published estimate is {words.share(estimate, low, high)}: the rules' count under "
        f"the published reading, {told} coded postings. What is counted here is what the rules "
        "say, without that correction, so the two need not agree."
        for estimate, low, high, told in bounds
    ]
    return found[["corpus", "measure", "role", "level"]].assign(says=says)

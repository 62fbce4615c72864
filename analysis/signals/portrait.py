"""What the postings of a corpus look like, so that two corpora can be held side by side."""

import pandas as pd

from analysis.signals.accuracy import CODEBOOK

LEVELS = ("required", "duty", "preferred", "mentioned", "negated")
SECTIONS = ("requirements", "duties", "preferred", "summary", "about")


def portrait(measurements: pd.DataFrame, evidence: pd.DataFrame) -> dict[str, float]:
    """Return the length, wording, levels, sections and employers of a corpus's postings.

    Args:
        measurements: Of postings under one of the three titles; columns id, characters,
            employer_key, duplicate_group_size.
        evidence: Of the same corpus; columns id, signal, form, section, level.

    Returns:
        Characters at the tenth, fiftieth and ninetieth percentile; spans of the codebook's signals
        a posting, and different forms among them; the share of spans at each level and in each
        section; the share of postings whose employer has several, and the largest employer's;
        the share of rows that repeat another.
    """
    spans = evidence[evidence["signal"].isin(CODEBOOK) & evidence["id"].isin(measurements["id"])]
    lengths = measurements["characters"].quantile([0.1, 0.5, 0.9])
    sizes = measurements["employer_key"].value_counts()
    rows = float(measurements["duplicate_group_size"].sum())
    levels = spans["level"].value_counts(normalize=True)
    sections = spans["section"].value_counts(normalize=True)
    return {
        "characters, 10th percentile": float(lengths.iloc[0]),
        "characters, median": float(lengths.iloc[1]),
        "characters, 90th percentile": float(lengths.iloc[2]),
        "spans a posting": len(spans) / len(measurements),
        "forms a posting": len(spans[["id", "form"]].drop_duplicates()) / len(measurements),
        **{f"level: {name}": float(levels.get(name, 0)) for name in LEVELS},
        **{f"section: {name}": float(sections.get(name, 0)) for name in SECTIONS},
        "of employers with several": float(sizes[sizes > 1].sum() / len(measurements)),
        "of the largest employer": float(sizes.iloc[0] / len(measurements)),
        "rows that repeat another": 1 - len(measurements) / rows,
    }

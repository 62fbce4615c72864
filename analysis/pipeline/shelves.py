"""Where results stand: those of real postings, and apart from them those of synthetic ones."""

from dataclasses import dataclass

import pandas as pd

from analysis import paths, tables
from analysis.corpora import registry
from analysis.corpora.registry import Corpus


@dataclass(frozen=True)
class Shelf:
    """A folder of results, and whose they are.

    Attributes:
        folder: Where it is inside the project.
        synthetic: Whether its results are drawn from synthetic postings. Then each of its CSV
            tables says so in a column of that name, whose heading stands over an empty table too.
    """

    folder: str
    synthetic: bool

    @property
    def registered_in(self) -> str:
        """The file that registers the corpora of its results."""
        return registry.ENTRY if self.synthetic else registry.REGISTRY

    def corpora(self) -> list[Corpus]:
        """Return the corpora of its results."""
        return [registry.reference()] if self.synthetic else registry.load()

    def path(self, name: str) -> str:
        """Return where a result stands inside the project.

        Args:
            name: Within the folder, such as `verdicts.csv`.
        """
        return f"{self.folder}/{name}"

    def write(self, frame: pd.DataFrame, name: str) -> None:
        """Write a table, as Parquet or CSV by its ending.

        Args:
            frame: The table.
            name: Within the folder.
        """
        path = paths.target(self.path(name))
        if path.suffix == ".parquet":
            tables.write_parquet(frame, path)
        elif self.synthetic:
            tables.write_csv(frame.assign(synthetic=True)[["synthetic", *frame.columns]], path)
        else:
            tables.write_csv(frame, path)


REAL = Shelf("data/processed", synthetic=False)
SYNTHETIC = Shelf("data/processed/synthetic", synthetic=True)
RECOVERY = Shelf("data/processed/recovery", synthetic=True)
"""Tables over hundreds of synthetic corpora: made by `recovery` in half an hour, not by a run."""


def of(corpus: Corpus) -> Shelf:
    """Return where the results of a corpus stand.

    Args:
        corpus: A real one, or the reference.
    """
    return SYNTHETIC if corpus.synthetic else REAL

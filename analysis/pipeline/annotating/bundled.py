"""What the local model says of some audited postings: a rater for whoever has no key."""

import pandas as pd

from analysis import paths
from analysis.categories import coded, raters
from analysis.categories.annotator import label, labels, settings
from analysis.pipeline import categorising
from analysis.pipeline.annotating import local, run
from analysis.pipeline.annotating.cache import Shard
from analysis.pipeline.annotating.labelling import FOLDER
from analysis.pipeline.shelves import REAL

SAMPLE = "categories/annotated.csv"
SHARD = f"{FOLDER}/{local.NAME}.jsonl"
FAULTS = "categories/annotated_faults.csv"
POSTINGS, SEED = 30, 20260201
"""How many the model codes, at some minute each, and the seed that they are drawn by."""


def draw() -> None:
    """Write the sample: audited postings of Built In, each as likely as any other."""
    file = paths.source(REAL.path(categorising.rater_file(raters.AUDITORS[0])))
    audited = pd.read_csv(file, dtype="str")["posting"]
    here = audited[audited.str.startswith(f"{coded.BUILTIN_CORPUS}/")].drop_duplicates()
    drawn = here.sort_values().sample(POSTINGS, random_state=SEED)
    REAL.write(drawn.to_frame(), SAMPLE)  # in the order drawn: the first so many are a sample too


def replay() -> None:
    """Write the model's labels of the sample as a rater's file, and why others were refused."""
    annotator = settings.load(local.NAME)
    sample = pd.read_csv(paths.source(REAL.path(SAMPLE)), dtype="str")["posting"]
    shard = Shard(paths.source(REAL.path(SHARD)))
    outcome = run.replay([run.Posting(name, None) for name in sample], annotator, shard)
    found = {name: entry.label for name, entry in outcome.entries.items()}
    REAL.write(labels.table(found, label.FIELDS), categorising.rater_file(local.NAME))
    told = [(name, "no answer is kept") for name in outcome.missing]
    told += [(name, fault) for name, entry in outcome.entries.items() for fault in entry.faults]
    faults = [(name, *_parted(fault)) for name, fault in sorted(told)]
    REAL.write(pd.DataFrame(faults, columns=["posting", "field", "fault"], dtype="object"), FAULTS)


def _parted(fault: str) -> tuple[str, str]:
    """Return the field that a fault is about, empty where it is about the answer, and the fault."""
    name, between, told = fault.partition(": ")
    return (name, told) if between and name in label.FIELDS else ("", fault)

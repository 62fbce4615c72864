"""The project as tasks: which there are in this folder, and in what order they are made."""

from analysis import declarations, paths
from analysis.corpora import collect, read, registry
from analysis.corpora.registry import Corpus
from analysis.declarations import Declaration
from analysis.errors import AnalysisError
from analysis.pipeline import hypothesising
from analysis.pipeline.shelves import REAL, SYNTHETIC
from analysis.pipeline.steps import judged, measured, shown
from analysis.pipeline.steps.wiring import made_by
from analysis.pipeline.tasks import Task


class NotAloneError(AnalysisError):
    """A real corpus was to be reproduced without the others."""


def pipeline() -> list[Task]:
    """Return every task that this folder can run: a corpus that is not here has none."""
    measuring_tasks = [measured.measure(c) for c in registry.load() if collect.is_complete(c)]
    found = made_by(measuring_tasks)
    tasks = [*measuring_tasks, *measured.categorise(found), measured.bisect(REAL, found)]
    tasks += [measured.score_coded(found), judged.estimate(REAL, found)]
    tasks += [*judged.vary(found), judged.lay()]
    tasks += [judged.judge(REAL), judged.correct(), measured.compare_pay(found)]
    tasks += judged.widen(found)
    if paths.source(registry.POSTINGS).is_file():
        tasks += _reference_tasks()
    declared = [declarations.read(path) for path in declarations.notebook_paths()]
    declared = [each for each in declared if not hypothesising.is_draft(each)]
    tasks += [judged.try_hypotheses(declared, found), *judged.judge_articles(found)]
    tasks.append(judged.compare_corpora(found))
    drawing = _drawing(declared, tasks)
    told = [shown.readme_page(), shown.article_page(made_by(drawing))]
    every = [*tasks, *drawing, *told]
    return [*every, shown.provenance_page(every)]


def pipeline_of(corpus: Corpus) -> list[Task]:
    """Return the tasks of the reference alone, with the notebooks that draw on it.

    Args:
        corpus: The reference.

    Raises:
        NotAloneError: It is a real corpus, of which nothing can be judged by itself.
        read.MissingCorpusError: Its files are not here.
    """
    if not corpus.synthetic:
        raise NotAloneError(
            f"{corpus.id} is not reproduced alone, since every verdict rests on all real corpora: "
            f"'reproduce' without --corpus runs them; only {registry.REFERENCE_ID} stands by itself"
        )
    tasks = _reference_tasks()
    declared = [declarations.read(path) for path in declarations.notebook_paths()]
    return [*tasks, *_drawing([d for d in declared if draws_on_reference(d)], tasks)]


def _reference_tasks() -> list[Task]:
    corpus = registry.reference()
    if not collect.is_complete(corpus):
        raise read.MissingCorpusError(
            f"{registry.POSTINGS} or {registry.TRUTH} is missing: restore them from the repository"
        )
    found = measured.measure(corpus)
    return [
        found,
        measured.score(found),
        measured.bisect(SYNTHETIC, found.makes),
        judged.estimate(SYNTHETIC, found.makes),
        judged.judge(SYNTHETIC),
    ]


def draws_on_reference(declaration: Declaration) -> bool:
    """Return whether a notebook declares among its inputs what is synthetic or drawn from it.

    Args:
        declaration: Of the notebook.
    """
    folders = (f"{registry.REFERENCE}/", f"{SYNTHETIC.folder}/")
    return any(name.startswith(folders) for name in declaration.inputs)


def _drawing(declared: list[Declaration], tasks: list[Task]) -> list[Task]:
    produced = [*made_by(tasks), *(name for d in declared for name in d.outputs)]
    every = "".join(declaration.source_hash for declaration in declared)
    return [shown.draw(declaration, every, produced) for declaration in declared]

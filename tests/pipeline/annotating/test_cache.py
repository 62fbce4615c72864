"""An answer that was paid for is never lost; a line that cannot stand is named."""

import json
import os
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from analysis import paths
from analysis.categories.annotator import settings
from analysis.pipeline.annotating.cache import Entry, Shard

ASKED = {"model": "m", "prompt": "1"}


def entry(text: str, **changed) -> Entry:
    values = {
        "key": settings.key(ASKED, text), "posting": f"c/{text}", "asked": ASKED, "text": text,
        "status": "labelled", "label": {"aws": {"value": "absent", "reason": "", "span": None}},
        "faults": (), "tokens": (1, 2),
    }  # fmt: skip
    return Entry.model_validate(values | changed)


def kept(path: Path) -> list[str]:
    return [found.text for found in Shard(path)]


def test_answers_are_there_at_once_and_sorted_in_the_end(tmp_path: Path):
    path = tmp_path / "a.jsonl"
    shard = Shard(path)
    for text in "abcdef":
        shard.add(entry(text))
        assert entry(text).line() in path.read_text()
    shard.tidy()
    lines = path.read_text().splitlines()
    assert [json.loads(line)["key"] for line in lines] == sorted(
        settings.key(ASKED, text) for text in "abcdef"
    )
    assert Shard(path).get(settings.key(ASKED, "c")) == entry("c")


def test_an_answer_is_found_by_its_posting_and_by_who_was_asked(tmp_path: Path):
    shard = Shard(tmp_path / "a.jsonl")
    shard.add(entry("a"))
    assert shard.of_posting("c/a", ASKED) == entry("a")
    assert shard.of_posting("c/a", ASKED | {"prompt": "2"}) is None
    assert shard.of_posting("c/b", ASKED) is None


CUT = entry("c").line()[:40]


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        (CUT, "not JSON; the writing was cut short, or the file was edited"),
        ("[]\n", "form None, this version reads 1"),
        (json.dumps(json.loads(entry("c").line()) | {"form": 2}), "form 2, this version reads 1"),
        (json.dumps(json.loads(entry("c").line()) | {"status": "fine"}),
         "status: Input should be 'labelled', 'malformed', 'truncated' or 'refused'"),
        (entry("c", key="0").line(), "c/c: the key is not that of what was asked"),
        (entry("a", tokens=(9, 9)).line(),
         "c/a: a second answer to the same question; the first stands"),
    ],
)  # fmt: skip
def test_a_line_that_cannot_stand_is_named_and_kept_aside(tmp_path: Path, line: str, fault: str):
    path = tmp_path / "a.jsonl"
    path.write_text(entry("a").line() + line.strip() + "\n" + entry("b").line())
    shard = Shard(path)
    assert shard.refused == (f"a.jsonl, line 2: {fault}",)
    assert set(kept(path)) == {"a", "b"}
    shard.tidy()
    assert Shard(path).refused == ()
    assert path.with_suffix(".refused").read_text().strip() == line.strip()


def test_what_follows_a_line_cut_short_starts_a_line_of_its_own(tmp_path: Path):
    path = tmp_path / "a.jsonl"
    path.write_text(entry("a").line() + CUT)
    Shard(path).add(entry("b"))
    assert set(kept(path)) == {"a", "b"}


def test_killed_in_the_middle_nothing_that_was_answered_is_lost(tmp_path: Path):
    path = tmp_path / "a.jsonl"
    program = textwrap.dedent(f"""
        import os, signal, sys
        from pathlib import Path
        from tests.pipeline.annotating.test_cache import entry
        from analysis.pipeline.annotating.cache import Shard
        shard = Shard(Path({str(path)!r}))
        for text in "abc":
            shard.add(entry(text))
        os.kill(os.getpid(), signal.SIGKILL)
    """)
    environment = os.environ | {"PYTHONPATH": str(paths.root())}
    done = subprocess.run([sys.executable, "-c", program], env=environment, check=False)
    assert done.returncode == -9
    assert kept(path) == [found.text for found in sorted(map(entry, "abc"), key=lambda e: e.key)]

"""Near-duplicates are those that the search in memory finds, and work grows with the postings."""

import random
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from click.testing import CliRunner

from analysis.cli import main
from analysis.corpora import duplicates, shingles
from analysis.pipeline.streaming import near, parts

APPEND = near._append


def texts(seed: int, families: int, each: int) -> list[str]:
    """Return families of texts that differ in two words, one family from another in all."""
    chance = random.Random(seed)
    found = []
    for family in range(families):
        words = [f"w{family}x{chance.randrange(10**6)}" for _ in range(150)]
        for _ in range(each):
            copy = list(words)
            for place in chance.sample(range(150), 1):
                copy[place] = f"other{chance.randrange(10**6)}"
            found.append(" ".join(copy))
    chance.shuffle(found)
    return found


def frame_of(written: list[str], employer: str) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "id": [f"{employer}{row}" for row in range(len(written))],
            "title": "Engineer",
            "company": employer,
            "location": "",
            "text": written,
        }
    )


def test_it_finds_what_the_search_in_memory_finds(tmp_path: Path) -> None:
    given = pd.concat([frame_of(texts(1, 6, 5), "A Ltd"), frame_of(texts(1, 6, 5), "B")])
    shuffled = given.sample(frac=1, random_state=1, ignore_index=True)
    shuffled.iloc[:31].to_parquet(tmp_path / "a.parquet", row_group_size=10)
    shuffled.iloc[31:].to_csv(tmp_path / "b.csv", index=False)
    out = tmp_path / "out" / "found.parquet"
    told = CliRunner().invoke(main, ["duplicates", f"{tmp_path}/*.*", "-o", f"{out}"])
    assert told.exit_code == 0, told.output
    assert "60 postings read, 48 of them near-duplicates" in told.output
    found = pd.read_parquet(out)
    rows = shuffled.assign(row=range(60), employer_key=shuffled["company"])
    rows = rows.assign(posted_on=None, country=None)
    kept = {}
    for _, own in rows.groupby("company"):
        _, log = duplicates.resolve(own)
        kept |= dict(zip(log["id"], log["kept_id"], strict=True))
    assert dict(zip(found["id"], found["kept_id"], strict=True)) == kept
    assert found["similarity"].min() >= 0.6
    first = found.iloc[0]
    at = shuffled.index[shuffled["id"] == first["id"]][0]
    assert (first["file"], first["line"]) == ("a.parquet", at + 1)
    assert [path.name for path in out.parent.iterdir()] == ["found.parquet"]


def test_a_larger_input_is_laid_into_more_files_and_the_same_is_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    employers = [frame_of(texts(number, 2, 3), f"Employer {number}") for number in range(12)]
    pd.concat(employers).to_csv(tmp_path / "a.csv", index=False)
    laid = []
    monkeypatch.setattr(near, "_append", lambda path, own: laid.append(path.name))
    found = []
    for fewest, size in ((1, 10**9), (1, 1_000), (64, 10**9)):
        monkeypatch.setattr(near, "_FEWEST_FILES", fewest)
        monkeypatch.setattr(near, "_BYTES", size)
        laid.clear()
        near._lay_out(f"{tmp_path}/a.csv", tmp_path)
        files = len(laid)
        with monkeypatch.context() as undone:
            undone.setattr(near, "_append", APPEND)
            near.find_into(f"{tmp_path}/a.csv", tmp_path / "out.csv", 1)
        found.append((files, (tmp_path / "out.csv").read_text()))
    (one, first), (many, second), (most, third) = found
    assert one == 1
    assert many > 4
    assert most > 4
    assert first == second == third
    assert len(first.splitlines()) == 49


def test_an_employer_that_nobody_names_has_no_duplicates(tmp_path: Path) -> None:
    frame_of(["same words"] * 4, "").to_csv(tmp_path / "a.csv", index=False)
    assert near.find_into(f"{tmp_path}/a.csv", tmp_path / "out.csv", 1) == (4, 0)


def test_pairs_grow_with_the_texts_and_not_with_their_square() -> None:
    sets = [shingles.of(text) for text in texts(2, 1, 400)]
    few, many = (
        len(list(near._pairs(sets[:count], np.zeros(count, np.intp)))) for count in (200, 400)
    )
    assert many <= near._BEFORE * 16 * 400
    assert many < 3 * few


def test_a_folder_that_cannot_be_written_to_is_told(tmp_path: Path) -> None:
    frame_of(["x"], "E").to_csv(tmp_path / "a.csv", index=False)
    with pytest.raises(parts.OutputError, match="mend that"):
        near.find_into(f"{tmp_path}/a.csv", tmp_path / "a.csv" / "out.csv", 1)


def test_none_of_the_files_that_are_read_is_written_over(tmp_path: Path) -> None:
    source = tmp_path / "b.csv"
    frame_of(texts(1, 1, 2), "A").to_csv(source, index=False)
    before = source.read_bytes()
    with pytest.raises(near.InputFileError, match="is of the input: name another file"):
        near.find_into(str(tmp_path), source, 1)
    assert [path.name for path in tmp_path.iterdir()] == ["b.csv"]
    assert source.read_bytes() == before

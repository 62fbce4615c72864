"""Tables are the same bytes on every machine."""

from pathlib import Path

import pandas as pd

from analysis import tables


def test_floats_are_kept_to_what_processors_agree_on(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    frame = pd.DataFrame({"share": [0.1 + 0.2, None], "n": pd.array([1_234_567, None], "Int64")})
    tables.write_csv(frame, file)
    assert file.read_bytes() == b"share,n\n0.3,1234567\n,\n"


def test_parquet_comes_back_as_it_was(tmp_path: Path) -> None:
    frame = pd.DataFrame({"id": ["a", "b"], "remote": pd.array([True, None], "boolean")})
    tables.write_parquet(frame, tmp_path / "a.parquet")
    pd.testing.assert_frame_equal(pd.read_parquet(tmp_path / "a.parquet"), frame)

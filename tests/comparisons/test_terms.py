"""Which terms moved beyond chance is read the same from a table and from its file."""

import io

import pandas as pd

from analysis.comparisons import terms


def test_what_chance_could_give_stands_in_brackets_in_the_file_too() -> None:
    table = pd.DataFrame({"signal": ["a", "b", "c"], "word": ["new", "(up)", "vanished"]})
    again = pd.read_csv(io.StringIO(table.to_csv(index=False)))
    for read in (table, again, table.head(0)):
        assert list(terms.sure(read)["signal"]) == ["a", "c"][: len(read)]


def test_holm_decides_over_all_terms_at_once() -> None:
    def frame(named: int, employer: str) -> pd.DataFrame:
        n = 100
        own = {f"s{number}": ["absent"] * n for number in range(30)}
        one = ["mentioned"] * named + ["absent"] * (n - named)
        kept = {"role": "ai_engineer", "country": "US",
                "employer_key": [f"{employer}{row}" for row in range(n)]}  # fmt: skip
        return pd.DataFrame(own | {"python": one} | kept)

    first, second = frame(10, "a"), frame(24, "b")
    alone = terms.compare((first, second), ["python"], "ai_engineer", "US")
    assert alone["word"].tolist() == ["up"]
    for number in range(30):
        first.loc[number, f"s{number}"] = second.loc[number, f"s{number}"] = "mentioned"
    signals = ["python", *(f"s{number}" for number in range(30))]
    among = terms.compare((first, second), signals, "ai_engineer", "US").set_index("signal")
    assert among.loc["python", "p"] == alone.loc[0, "p"]
    assert among.loc["python", "word"] == "(up)"

"""The search for what code depends on."""

from pathlib import Path

import pytest

from analysis.pipeline import imports
from tests.pipeline.packages import written


@pytest.fixture
def package(tmp_path: Path) -> Path:
    files = {
        "analysis/__init__.py": "",
        "analysis/signals/__init__.py": "",
        "analysis/signals/pay.py": "from analysis.signals import money\n",
        "analysis/signals/money.py": "import json\n",
        "analysis/signals/lexicon.toml": "a = 1\n",
        "analysis/signals/grammar/ways.toml": "a = 1\n",
        "analysis/signals/inner/__init__.py": "",
        "analysis/signals/inner/other.toml": "a = 1\n",
        "analysis/claims/__init__.py": "",
        "analysis/claims/verdicts.py": "",
    }
    return written(tmp_path, files)


def names(files: list[Path], parent: Path) -> set[str]:
    return {file.relative_to(parent).as_posix() for file in files}


@pytest.mark.parametrize(
    "code",
    [
        "from analysis.signals import pay",
        "import analysis.signals.pay",
        "from analysis.signals.pay import amount",
        "def later():\n    from analysis.signals import pay",
    ],
)
def test_what_an_imported_module_imports_and_the_data_beside_it_are_found(
    code: str, package: Path
) -> None:
    found = names(imports.closure(code, "cell", package), package)
    assert found == {
        "analysis/__init__.py",
        "analysis/signals/__init__.py",
        "analysis/signals/pay.py",
        "analysis/signals/money.py",
        "analysis/signals/lexicon.toml",
        "analysis/signals/grammar/ways.toml",
    }


def test_modules_that_are_not_reached_are_left_out(package: Path) -> None:
    found = names(imports.closure("import analysis.claims.verdicts", "cell", package), package)
    assert not any("signals" in name for name in found)


def test_other_packages_are_left_out(package: Path) -> None:
    assert imports.closure("import pandas as pd\nimport analysis_of_another", "cell", package) == []


def test_a_relative_import_is_refused_with_its_line(package: Path) -> None:
    with pytest.raises(imports.UnreadableImportError, match=r"cell, line 2: a relative import"):
        imports.closure("import json\nfrom . import pay", "cell", package)


def test_every_module_of_the_project_can_be_followed() -> None:
    found = imports.closure("import analysis.cli", "all")
    assert {"matching.py", "verdicts.py", "duplicates.py"} <= {file.name for file in found}

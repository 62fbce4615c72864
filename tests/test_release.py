"""What a release says of itself: one version, one licence, one set of authors."""

import json
import re
import tomllib

import pytest
import yaml

from analysis import paths

PROJECT = tomllib.loads(paths.source("pyproject.toml").read_text(encoding="utf-8"))["project"]
CITATION = yaml.safe_load(paths.source("CITATION.cff").read_text(encoding="utf-8"))
ZENODO = json.loads(paths.source(".zenodo.json").read_text(encoding="utf-8"))
KNOWN = {
    "title",
    "description",
    "upload_type",
    "access_right",
    "license",
    "version",
    "language",
    "creators",
    "contributors",
    "keywords",
    "notes",
    "related_identifiers",
    "references",
    "communities",
    "grants",
}
"""Of the metadata that Zenodo's deposit interface documents, what a release of code may set."""
WORKFLOWS = sorted(paths.source(".github/workflows").glob("*.yml"))


def test_one_version_title_and_licence() -> None:
    assert PROJECT["version"] == CITATION["version"] == ZENODO["version"]
    assert CITATION["title"] == ZENODO["title"]
    assert PROJECT["license"].lower() == CITATION["license"].lower() == ZENODO["license"]


def test_the_archive_names_the_authors_of_the_citation() -> None:
    cited = [
        each.get("name") or f"{each['family-names']}, {each['given-names']}"
        for each in CITATION["authors"]
    ]
    assert [creator["name"] for creator in ZENODO["creators"]] == cited


def test_the_archive_says_only_what_zenodo_knows() -> None:
    assert set(ZENODO) <= KNOWN
    assert ZENODO["upload_type"] == "software"
    assert ZENODO["access_right"] == "open"


def test_the_changelog_has_the_version_or_says_that_there_is_none() -> None:
    changelog = paths.source("CHANGELOG.md").read_text(encoding="utf-8")
    headings = re.findall(r"^## \[(.+?)\]( - \d{4}-\d\d-\d\d)?$", changelog, re.MULTILINE)
    assert headings[0] == ("Unreleased", "")
    released = [name for name, _ in headings[1:]]
    assert not released or PROJECT["version"].startswith(released[0])
    assert released or "Nothing has been released" in changelog


@pytest.mark.parametrize("file", WORKFLOWS, ids=lambda file: file.name)
def test_a_workflow_says_whether_it_was_run_and_may_not_write_by_default(file) -> None:
    text = file.read_text(encoding="utf-8")
    assert text.startswith(("# NOT RUN", "# RUN"))
    assert "permissions" in yaml.safe_load(text)


@pytest.mark.parametrize(
    "name", [".devcontainer/devcontainer.json", "binder/postBuild", "binder/environment.yml"]
)
def test_what_starts_elsewhere_says_that_it_was_not_run(name: str) -> None:
    assert "NOT RUN" in paths.source(name).read_text(encoding="utf-8")


def test_binder_takes_a_python_that_the_project_allows_and_the_lock() -> None:
    conda = yaml.safe_load(paths.source("binder/environment.yml").read_text(encoding="utf-8"))
    assert conda["dependencies"][0] in {"python=3.11", "python=3.12", "python=3.13"}
    assert "-r requirements.lock" in paths.source("binder/postBuild").read_text(encoding="utf-8")

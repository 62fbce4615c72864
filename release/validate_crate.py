"""Holds a crate to the RO-Crate specification by roc-validator, with no network.

The validator fetches the JSON-LD context, and calls a crate valid where it cannot; the copy that
the package rocrate carries is given to it instead, and a check that was skipped is a fault. Run in
the environment of a release: `make provenance`.
"""

import json
import sys
from importlib import resources
from pathlib import Path
from typing import Any

import requests
from rocrate_validator import models, services
from rocrate_validator.utils.http import HttpRequester

CONTEXT = (resources.files("rocrate") / "data/ro-crate.jsonld").read_bytes()
PROFILE = "ro-crate-1.3"
LOST = models.SkipCategory.DEPENDENCY


def carried(_: object, url: str, *_args: Any, **_options: Any) -> requests.Response:  # noqa: ANN401
    """Return the context that the package carries, and nothing else."""
    if url != json.loads(CONTEXT)["@id"]:
        raise requests.ConnectionError(f"{url}: only the context of RO-Crate is at hand")
    answer = requests.Response()
    answer.status_code, answer.url, answer._content = 200, url, CONTEXT
    answer.headers["Content-Type"] = "application/ld+json"
    return answer


def main(folder: str) -> int:
    """Say what is wrong with the crate in a folder; return how many faults there are."""
    HttpRequester.get = carried
    told = services.validate(
        services.ValidationSettings(
            rocrate_uri=Path(folder),
            profile_identifier=PROFILE,
            requirement_severity=models.Severity.REQUIRED,
        )
    )
    faults = sorted({str(issue.message) for issue in told.get_issues()})
    ran = len(told.executed_checks)
    lost = [one.message for one in told.skipped_check_details if one.category == LOST]
    faults += [f"a check was skipped: {why}" for why in lost]
    faults += [] if ran else ["no check ran"]
    print(*faults, f"{ran} checks of {PROFILE} ran, {len(faults)} faults", sep="\n")
    return len(faults)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]) > 0)

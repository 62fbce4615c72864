"""Runs targets for some seconds each: `python -m fuzz.run SECONDS [TARGET ...]`.

What breaks a target is written to out/fuzz/TARGET/, to become a test.
"""

import os
import subprocess
import sys
from pathlib import Path

from analysis import paths

AS_WRITTEN = os.environ | {"NUMBA_DISABLE_JIT": "1"}
"""The environment of a target: the compiler does not know what the fuzzer puts into loops."""
NAMES = ("measuring", "streamed", "adapters", "lexicons")


def fuzz(name: str, seconds: int, folder: str) -> None:
    """Fuzz a target in this process, which ends with it.

    Args:
        name: Of the target.
        seconds: How long.
        folder: Where inputs that go new ways are kept, and those that break it.
    """
    import atheris

    with atheris.instrument_imports(include=["analysis", "fuzz"]):
        from fuzz import targets
    corpus = Path(folder) / "corpus"
    corpus.mkdir(parents=True, exist_ok=True)
    for number, seed in enumerate(targets.SEEDS[name]):
        (corpus / f"seed-{number}").write_bytes(seed)
    options = {
        "max_total_time": seconds, "timeout": 300, "rss_limit_mb": 3000, "max_len": 6000,
        "len_control": 0, "artifact_prefix": f"{folder}/",
    }  # fmt: skip
    told = [f"-{option}={value}" for option, value in options.items()]
    atheris.Setup([name, *told, str(corpus)], targets.TARGETS[name])
    atheris.Fuzz()


def main(seconds: int, chosen: tuple[str, ...]) -> int:
    """Fuzz targets one after the other, each in a process; return how many broke.

    Args:
        seconds: For each.
        chosen: Their names.
    """
    broken = 0
    for name in chosen:
        folder = paths.target(f"out/fuzz/{name}/log").parent
        code = f"from fuzz import run; run.fuzz({name!r}, {seconds}, {str(folder)!r})"
        command = [sys.executable, "-c", code]
        with (folder / "log").open("wb") as log:
            ended = subprocess.run(command, stderr=log, stdout=log, check=False, env=AS_WRITTEN)
        print(f"{name}: {'broke, see ' + str(folder) if ended.returncode else 'held'}")
        broken += ended.returncode != 0
    return broken


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), tuple(sys.argv[2:]) or NAMES) > 0)

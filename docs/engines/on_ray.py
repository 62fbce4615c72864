"""Measuring on Ray: a folder of Parquet that all machines see in, a folder of parts out."""

import sys
from pathlib import Path

import ray

from analysis.pipeline.streaming import parts, run, sources


def measure(source, target):
    inputs, folder = sources.files(source), Path(target).resolve()
    with parts.locked(folder):
        parts.begin(folder, [sources.identity(one) for one in inputs])
        task = ray.remote(run.measure_unit)
        ray.get([task.remote(unit, folder) for unit in sources.units(inputs)])
    run.measure_into(source, folder, run.here)  # finds every part whole; sets repeated ids aside


if __name__ == "__main__":
    measure(*sys.argv[1:])

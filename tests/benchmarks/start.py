"""`python -m tests.benchmarks.start`: CPU of main.py beside that of importing the bindings the plain way,
and of what main.py does for more regions.

All run in turn, as whole processes with all their children, so that the ratios hold on a noisy machine.
The environment is in place, compiled Python included: the first run of each is not counted.
"""

from __future__ import annotations

import argparse
import os
import re
import resource
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Final

PROJECT: Final = Path(__file__).resolve().parents[2]
PLAIN: Final = (sys.executable, "-c", "import cdktf_cdktf_provider_aws.kms_key")
MAIN: Final = (sys.executable, "main.py")
REGIONS: Final = (3, 6, 12)


@dataclass(frozen=True, slots=True)
class Cost:
    """What a process and its children took: seconds of CPU, user and system; and what it printed."""

    seconds: float
    printed: str


def cost(
    command: tuple[str, ...],
    environment: dict[str, str],
    place: Path = PROJECT,
    statuses: Sequence[int] = (0,),
) -> Cost:
    """Run a command to its end. Raises CalledProcessError where it ends with another status than these."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(
        command, cwd=place, env=environment, check=False, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    )
    if done.returncode not in statuses:
        raise subprocess.CalledProcessError(done.returncode, command)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    seconds = (after.ru_utime - before.ru_utime) + (after.ru_stime - before.ru_stime)
    return Cost(seconds, done.stdout.decode())


def compare(runs: int, environment: dict[str, str]) -> str:
    """main.py and the plain import in turn: medians, and the ratio of each pair."""
    ours: list[float] = []
    plain: list[float] = []
    for number in range(runs + 1):
        for name, command, times in (("main.py", MAIN, ours), ("plain import", PLAIN, plain)):
            seconds = cost(command, environment).seconds
            if number:
                times.append(seconds)
            step(number, f"{name}: {seconds:.1f} s of CPU")
    ratios = [theirs / mine for mine, theirs in zip(ours, plain, strict=True)]
    return (
        f"main.py (synthesis, aspects, our rules): {statistics.median(ours):.1f} s of CPU; "
        f"importing the bindings the plain way: {statistics.median(plain):.1f} s; "
        f"ratio {statistics.median(ratios):.1f} (pairs: {', '.join(f'{ratio:.1f}' for ratio in ratios)})"
    )


def growth(runs: int, environment: dict[str, str], folder: Path) -> str:
    """The same system with 3, 6 and 12 regions in turn: CPU, resources, and what a region more costs."""
    seconds: dict[int, list[float]] = {count: [] for count in REGIONS}
    resources: dict[int, int] = {}
    for number in range(runs + 1):
        for count in REGIONS:
            command = (sys.executable, "-m", "tests.benchmarks.regions", str(count), str(folder))
            took = cost(command, environment)
            if number:
                seconds[count].append(took.seconds)
            resources[count] = resources_told(took.printed)
            step(number, f"{count} regions: {took.seconds:.1f} s of CPU, {resources[count]} resources")
    medians = [statistics.median(times) for times in seconds.values()]
    counted = [resources[count] for count in REGIONS]
    a_region, a_resource = slopes(REGIONS, medians), slopes(counted, medians)
    return "\n".join(
        (
            *(
                f"{count} regions: {took:.1f} s of CPU, {found} resources"
                for count, took, found in zip(REGIONS, medians, counted, strict=True)
            ),
            *(
                f"{fewer} to {more}: {region:.2f} s a region, {1000 * one:.2f} ms a resource"
                for (fewer, more), region, one in zip(pairwise(REGIONS), a_region, a_resource, strict=True)
            ),
            (
                f"the later slope to the earlier: {a_region[1] / a_region[0]:.2f} by region, "
                f"{a_resource[1] / a_resource[0]:.2f} by resource (1 is linear)"
            ),
        )
    )


def slopes(along: Sequence[int], seconds: Sequence[float]) -> list[float]:
    """What one more costs, between each point and the next."""
    points = zip(along, seconds, strict=True)
    return [(after - before) / (more - fewer) for (fewer, before), (more, after) in pairwise(points)]


def resources_told(verdict: str) -> int:
    """The resources that a verdict's last line counts. Raises ValueError where it counts none."""
    match = re.search(r"(\d+) resources, .*$", verdict)
    if match is None:
        raise ValueError("the verdict tells no resources")
    return int(match[1])


def step(number: int, what: str) -> None:
    """A progress line; run 0 is not counted."""
    print(f"{f'run {number}' if number else 'warm-up'}: {what}", flush=True)


def main(arguments: list[str] | None = None) -> int:
    """Run all in turn and print medians, ratios and slopes."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument(
        "-n", type=int, default=3, metavar="RUNS", help="counted runs of each (3 unless said)"
    )
    runs = parser.parse_args(arguments).n
    with tempfile.TemporaryDirectory() as out:
        environment = os.environ | {
            "CDKTF_OUTDIR": str(Path(out) / "cdktf.out"),
            "ENVIRONMENT_SUFFIX": "sample",
        }
        environment.pop("PYTHONDONTWRITEBYTECODE", None)  # else our modules are compiled in every run
        compared = compare(runs, environment)
        grown = growth(runs, environment, Path(out))
    print(f"{compared}\n{grown}")
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""`python -m tests.benchmarks.start`: CPU of main.py beside that of importing the bindings the plain way.

Both run in turn, as whole processes with all their children, so that the ratio holds on a noisy
machine. The environment is in place: the first run of each is not counted.
"""

from __future__ import annotations

import argparse
import os
import resource
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Final

PROJECT: Final = Path(__file__).resolve().parents[2]
PLAIN: Final = (sys.executable, "-c", "import cdktf_cdktf_provider_aws.kms_key")
MAIN: Final = (sys.executable, "main.py")


def cpu_seconds(command: tuple[str, ...], environment: dict[str, str]) -> float:
    """User and system CPU of one process and its children. Raises CalledProcessError where it fails."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, cwd=PROJECT, env=environment, check=True, capture_output=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return (after.ru_utime - before.ru_utime) + (after.ru_stime - before.ru_stime)


def main(arguments: list[str] | None = None) -> int:
    """Run both in turn and print medians and the ratio."""
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
        ours: list[float] = []
        plain: list[float] = []
        for number in range(runs + 1):
            for name, command, times in (("main.py", MAIN, ours), ("plain import", PLAIN, plain)):
                seconds = cpu_seconds(command, environment)
                if number:
                    times.append(seconds)
                print(
                    f"{'warm-up' if not number else f'run {number}'}: {name}: {seconds:.1f} s of CPU",
                    flush=True,
                )
    ratios = [theirs / mine for mine, theirs in zip(ours, plain, strict=True)]
    print(
        f"main.py (synthesis, aspects, our rules): {statistics.median(ours):.1f} s of CPU; "
        f"importing the bindings the plain way: {statistics.median(plain):.1f} s; "
        f"ratio {statistics.median(ratios):.1f} (pairs: {', '.join(f'{ratio:.1f}' for ratio in ratios)})"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())

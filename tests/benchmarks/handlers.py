"""`python -m tests.benchmarks.handlers`: what each function costs: import, cold, warm, memory.

Each is measured in processes of its own. `entry` is the first event through the real entry, with a log line
and a metric; `first` and `warm` are the function's own work, on ports in one process. `cold` is all that a
first event waits for after the interpreter started, but for the clients of AWS, which are made when first
used and stand in the last line. Medians are shown; memory is before any work.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
from pathlib import Path
from typing import Final

PROJECT: Final = Path(__file__).resolve().parents[2]
CLIENTS: Final = "clients of AWS"
# Imports the module as Lambda does, and writes a log line and a metric; then calls its own `handle` on ports
# in one process, each time with new work to do.
_MEASURED: Final = """
import resource, sys, time, json
started = time.perf_counter()
import importlib
module = importlib.import_module(f"handlers.functions.{sys.argv[1]}.handler")
imported = time.perf_counter()
from dataclasses import make_dataclass
from handlers.adapters.runtime import workflow_step
def handle(event, ports):
    ports.telemetry.event("done")
    ports.telemetry.count("Success", stage="benchmark")
    return {}
entry = workflow_step(module.SPEC, handle, make_dataclass("Ports", [("telemetry", "Telemetry")]))
entry({}, None)
entered = time.perf_counter()
memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
from tests.benchmarks.scenes import work_of
def timed(call):
    before = time.perf_counter()
    call()
    return (time.perf_counter() - before) * 1000
first, *later = [timed(call) for call in work_of(sys.argv[1], 51)]
milliseconds = [(imported - started) * 1000, (entered - imported) * 1000, first, sorted(later)[25]]
print(json.dumps([*milliseconds, memory]), file=sys.stderr)
"""
_CLIENTS: Final = """
import resource, sys, time, json
started = time.perf_counter()
from handlers.adapters.clients import Clients
imported = time.perf_counter()
clients = Clients("local")
clients.dynamodb
first = time.perf_counter()
clients.secretsmanager, clients.stepfunctions, clients.events, clients.s3, clients.sns
last = time.perf_counter()
memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
measured = [imported - started, first - imported, (last - first) / 5]
print(json.dumps([*(each * 1000 for each in measured), memory]), file=sys.stderr)
"""


def measure(name: str, runs: int) -> tuple[float, ...]:
    """Return one function's medians: import, entry, first and later work in milliseconds, peak in MiB."""
    program = (_CLIENTS,) if name == CLIENTS else (_MEASURED, name)
    environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": "", "AWS_EC2_METADATA_DISABLED": "true"}
    found = []
    for number in range(runs + 1):
        done = subprocess.run(
            [sys.executable, "-c", *program],
            cwd=PROJECT,
            env=environment,
            check=True,
            capture_output=True,
            text=True,
        )
        if number:  # the first writes the bytecode
            found.append(json.loads(done.stderr.splitlines()[-1]))
    return tuple(statistics.median(column) for column in zip(*found, strict=True))


def main(arguments: list[str] | None = None) -> int:
    """Measure every function and print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("-n", type=int, default=5, metavar="RUNS", help="counted processes of each (5)")
    runs = parser.parse_args(arguments).n
    names = sorted(path.parent.name for path in (PROJECT / "handlers").glob("functions/*/spec.py"))
    columns = ("import ms", "entry ms", "first ms", "cold ms", "warm ms", "peak MiB")
    print(f"{'function':<18}" + "".join(f"{column:>10}" for column in columns))
    for name in names:
        imported, entry, first, warm, memory = measure(name, runs)
        cold = imported + entry + first
        row = f"{imported:>10.0f}{entry:>10.0f}{first:>10.2f}{cold:>10.0f}{warm:>10.2f}{memory:>10.0f}"
        print(f"{name:<18}{row}", flush=True)
    _, first, other, memory = measure(CLIENTS, runs)
    print(
        f"{CLIENTS}: boto3 and the first, DynamoDB's: {first:.0f} ms; each further one: {other:.0f} ms; "
        f"peak with all six: {memory:.0f} MiB. Made when first used, once."
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())

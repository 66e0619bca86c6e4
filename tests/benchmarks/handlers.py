"""`python -m tests.benchmarks.handlers`: what each function costs: its import, its first and its later
events, its memory.

Each is measured in processes of its own, through the real entry and telemetry, with a `handle` that logs and
counts: what a function pays before it does anything. `cold` is the import and the first event, as Lambda
has it after the interpreter started; clients of AWS are made when first used, and stand in the last line.
Medians are shown.
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
# Imports the module, then calls an entry made of its SPEC and a `handle` that logs and counts.
_MEASURED: Final = """
import resource, sys, time, json
started = time.perf_counter()
import importlib
module = importlib.import_module(f"handlers.{sys.argv[1]}.handler")
imported = time.perf_counter()
from handlers.adapters.runtime import scheduled
said = []
def handle(event, ports):
    ports.event("done")
    ports.count("Success", stage="benchmark")
    ports.latency("benchmark", 1.0)
entry = scheduled(module.SPEC, handle, lambda environment: environment.telemetry())
def timed():
    before = time.perf_counter()
    entry({}, None)
    return (time.perf_counter() - before) * 1000
first = timed()
warm = sorted(timed() for _ in range(101))[50]
memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(json.dumps([(imported - started) * 1000, first, warm, memory]), file=sys.stderr)
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
    """Return the medians of one function: import, first and later event in milliseconds, peak in MiB."""
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
    names = sorted(path.parent.name for path in (PROJECT / "handlers").glob("*/spec.py"))
    print(f"{'function':<18}{'import ms':>11}{'first ms':>10}{'cold ms':>10}{'warm ms':>10}{'peak MiB':>10}")
    for name in names:
        imported, first, warm, memory = measure(name, runs)
        cold = imported + first
        print(
            f"{name:<18}{imported:>11.0f}{first:>10.0f}{cold:>10.0f}{warm:>10.2f}{memory:>10.0f}", flush=True
        )
    _, first, other, memory = measure(CLIENTS, runs)
    print(
        f"{CLIENTS}: boto3 and the first, DynamoDB's: {first:.0f} ms; each further one: {other:.0f} ms; "
        f"peak with all six: {memory:.0f} MiB. Made when first used, once."
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())

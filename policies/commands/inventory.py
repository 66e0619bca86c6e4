"""`python -m policies inventory`: what the stacks of an output are made of, and where their state is."""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from pathlib import Path

from policies.configuration import Configuration
from policies.counting import counted
from policies.gate.reading.folder import read


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add `inventory` to the commands of `python -m policies`."""
    parser = commands.add_parser(
        "inventory",
        help="say what the stacks are made of",
        description="Say what each stack holds, in which region, and where its state is.",
    )
    parser.add_argument("dir", nargs="?", type=Path, default=Path("cdktf.out"), metavar="DIR")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Print the inventory. Status 0, or 2 where the folder does not read."""
    reading = read(options.dir)
    for problem in reading.problems:
        print(f"inventory: {problem}", file=sys.stderr)
    if reading.problems:
        return 2
    for stack in reading.contents:
        print("\n".join(_lines(stack, reading.configuration)))
    return 0


def _lines(stack: str, configuration: Configuration) -> list[str]:
    managed = [element for element in configuration.elements if element.stack == stack and element.is_managed]
    regions = sorted({element.region for element in managed if element.region})
    states = [
        f"{backend.name} {backend.get('bucket')}/{backend.get('key')}"
        for backend in configuration.of("terraform.backend", stack=stack)
    ]
    counts = Counter(element.type for element in managed)
    return [
        (
            f"{stack}: {counted(len(managed), 'resource')} in {', '.join(regions) or 'no known region'}, "
            f"state in {', '.join(states) or 'no backend'}"
        ),
        *(f"  {number:4} {kind}" for kind, number in sorted(counts.items())),
    ]

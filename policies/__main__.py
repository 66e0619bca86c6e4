"""`python -m policies <command>`."""

from __future__ import annotations

import argparse
import gc
import os
import sys

from policies import catalogue, inventory
from policies.diff import command as diff
from policies.gate import command as gate
from policies.report import clearance


def main(arguments: list[str] | None = None) -> int:
    """Run one command and answer its exit status."""
    parser = argparse.ArgumentParser(prog="python -m policies", description="Policy as code.")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    gate.add_parser(commands)
    diff.add_parser(commands)
    catalogue.add_parser(commands)
    clearance.add_parser(commands)
    inventory.add_parser(commands)
    options = parser.parse_args(arguments)
    return int(options.run(options))


if __name__ == "__main__":
    gc.disable()  # a short life that keeps nearly all it makes, as in main.py
    try:
        status = main()
        gc.freeze()
        sys.exit(status)
    except BrokenPipeError:
        # Whoever read the verdict stopped reading. It was not all told, so it is no pass.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(2)

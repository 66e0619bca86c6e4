"""`python -m policies <command>`."""

from __future__ import annotations

import argparse
import sys

from policies import catalogue
from policies.gate import command as gate


def main(arguments: list[str] | None = None) -> int:
    """Run one command and answer its exit status."""
    parser = argparse.ArgumentParser(prog="python -m policies", description="Policy as code.")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    gate.add_parser(commands)
    catalogue.add_parser(commands)
    options = parser.parse_args(arguments)
    return int(options.run(options))


if __name__ == "__main__":
    sys.exit(main())

"""`python -m policies <command>`."""

from __future__ import annotations

import argparse
import sys
from importlib import import_module
from typing import Final

import policies.ending
from policies.frameworks import FrameworkError, UnknownControlError, frameworks
from policies.gate.rulebook import RuleSettingsError
from policies.requirements import RequirementsError, UnknownRequirementError, requirements

_COMMANDS: Final = {
    "gate": "policies.commands.gate",
    "access": "policies.commands.access",
    "diff": "policies.commands.diff",
    "catalogue": "policies.commands.catalogue",
    "cleared": "policies.commands.cleared",
    "verify": "policies.commands.verify",
    "record": "policies.commands.record",
    "inventory": "policies.commands.inventory",
    "explain": "policies.commands.explain",
    "examples": "policies.commands.examples",
    "new-rule": "policies.commands.new_rule",
}
"""The module of each command, imported where it is the one that is asked for: reading all takes a tenth of
a verdict's time."""

_MISTAKES: Final = (
    *(FrameworkError, UnknownControlError, RequirementsError, UnknownRequirementError),
    RuleSettingsError,
)
"""What of frameworks, requirements or settings is no use."""


def main(arguments: list[str] | None = None) -> int:
    """Run one command and answer its exit status: 2 where frameworks, requirements or settings are no use."""
    try:
        return _run(arguments)
    except _MISTAKES as error:
        print(f"policies: {error}", file=sys.stderr)
        return 2


def _run(arguments: list[str] | None) -> int:
    parser = argparse.ArgumentParser(prog="python -m policies", description="Policy as code.")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    asked = (sys.argv[1:] if arguments is None else arguments)[:1]
    for name, module in _COMMANDS.items():
        if asked == [name] or not _COMMANDS.keys() & set(asked):
            import_module(module).add_parser(commands)
    options = parser.parse_args(arguments)
    if options.command != "verify":  # it reads a report alone, wherever that was copied to
        frameworks()  # a mistake there would be told once by every rule
        requirements()
    return int(options.run(options))


if __name__ == "__main__":
    policies.ending.run(main)

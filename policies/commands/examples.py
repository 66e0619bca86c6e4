"""`python -m policies examples`: judge the examples of rules, and show what was read of bad ones."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Collection
from difflib import get_close_matches

from policies.counting import counted
from policies.gate import rulebook
from policies.gate.explaining import explained
from policies.gate.proving import behaviours
from policies.model import Rule
from policies.registry import LoadError, load


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add `examples` to the commands of `python -m policies`."""
    parser = commands.add_parser(
        "examples",
        help="judge the examples of rules",
        description=(
            "Judge the examples of rules. Of one that has another verdict than the rule says, show what was "
            "read of each resource, and what was got. Status 0: all behave. 1: some do not. 2: there is no "
            "such rule, or one does not load."
        ),
    )
    parser.add_argument("rules", nargs="*", metavar="RULE", help="the ids of rules; every rule unless said")
    parser.add_argument("--saw", action="store_true", help="show what was read in every case")
    rulebook.add_folders_option(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Print what each example is, and answer the exit status."""
    rules, errors = _loaded(options)
    asked = options.rules or sorted(rules)
    missing = _missing(asked, rules)
    if missing or not options.rules:  # else what does not load is no matter of those that are asked for
        missing += [f"a rule did not load: {error}" for error in errors]
    if missing:
        for each in missing:
            print(f"examples: {each}", file=sys.stderr)
        return 2
    wrong = number = 0
    for rule_id in asked:
        for behaviour in behaviours(rules[rule_id]):
            number += 1
            wrong += not behaviour.is_sound
            if not behaviour.is_sound or options.saw:
                print(explained(behaviour))
            elif options.rules:
                print(f"{rule_id}: {behaviour.label}: {behaviour.found}, as it should")
    print(f"{counted(number, 'example')} of {counted(len(asked), 'rule')}: {wrong or 'none'} misbehaving")
    return 1 if wrong else 0


def _loaded(options: argparse.Namespace) -> tuple[dict[str, Rule], list[LoadError]]:
    """The rules by id: ours, and those from outside whether or not their examples behave."""
    rules: dict[str, Rule] = {}
    errors: list[LoadError] = []
    for registry in (load(), *(load(folder.resolve()) for folder in options.rules_from)):
        rules = {rule.id: rule for rule in registry.rules} | rules
        errors += registry.errors
    return rules, errors


def _missing(asked: Collection[str], rules: Collection[str]) -> list[str]:
    return [
        f"there is no rule '{rule_id}'"
        + (f"; did you mean {' or '.join(close)}?" if (close := get_close_matches(rule_id, rules)) else "")
        for rule_id in asked
        if rule_id not in rules
    ]

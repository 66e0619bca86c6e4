"""`python -m policies explain`: what a rule, check, control, requirement or element is, and how it stands."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Final

from policies.configuration import Configuration
from policies.counting import counted
from policies.explain.standing import Judged
from policies.explain.subjects import UnknownSubjectError, subjects
from policies.explain.text import Known, explained
from policies.gate import rulebook
from policies.gate.evaluation import ENGINES, Evaluation, Terms, evaluate
from policies.gate.formats.safe_text import printable
from policies.gate.waivers.file import DEFAULT, WaiverError, read_waivers
from policies.gate.waivers.today import add_today

_SEVERAL: Final = 5
"""How many subjects of one name are explained, unless every one is asked for."""

_EPILOG: Final = """\
examples:
  python -m policies explain kms-key-rotation
  python -m policies explain pci-dss-4.0.1:3.5.1
  python -m policies explain R37
  python -m policies explain "pay-data: aws_dynamodb_table.ledger"

exit status:
  0  it is explained, however it stands
  2  nothing is called so, or the folder that was named cannot be judged
"""


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add `explain` and its options to the commands of `python -m policies`."""
    parser = commands.add_parser(
        "explain",
        help="explain a rule, check, control, requirement or resource",
        description=(
            "Say what a rule, a check of checkov, a control, a requirement or an element of a stack is, why, "
            "how it stands in the synthesized folder, who waived what there, and how to fix it."
        ),
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "name", metavar="NAME", help="an id, a control (3.5.1), or an address, with its stack or without"
    )
    parser.add_argument(
        "dir",
        nargs="?",
        type=Path,
        metavar="DIR",
        help="the synthesized folder (cdktf.out where there is one, unless said)",
    )
    parser.add_argument(
        "--engine", choices=sorted(ENGINES), default="rules", help="who judges (our rules unless said)"
    )
    parser.add_argument("--all", action="store_true", help="name every place, not the first ones")
    parser.add_argument("--examples", action="store_true", help="show a rule's shortest examples")
    add_today(parser)
    rulebook.add_options(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Print what is known, and answer the exit status."""
    registry = rulebook.asked(options)
    try:
        waivers = read_waivers()
    except WaiverError as error:
        print(f"explain: {error}", file=sys.stderr)
        return 2
    rules = {rule.id: rule for rule in registry.rules}
    folder: Path = options.dir or Path("cdktf.out")
    evaluation = None
    if options.dir or folder.is_dir():
        print(f"judging {folder} (some seconds)", file=sys.stderr)
        terms = Terms(options.today, ENGINES[options.engine], registry=registry)
        evaluation = evaluate(folder, terms, waivers=DEFAULT)
        if options.dir and not evaluation.verdict.whole:
            for problem in evaluation.verdict.problems:
                print(f"explain: {printable(problem)}", file=sys.stderr)
            return 2
    try:
        found = subjects(options.name, rules, _configuration(evaluation))
    except UnknownSubjectError as error:
        print(f"explain: {printable(str(error))}", file=sys.stderr)
        return 2
    known = Known(
        rules=rules,
        waivers=waivers,
        judged=Judged(str(folder), evaluation.verdict if evaluation else None),
        mutations=evaluation.reading.metadata.mutations if evaluation else (),
        every=options.all,
        examples=options.examples,
    )
    listed = found if options.all else found[:_SEVERAL]
    print("\n".join(explained(each, known) for each in listed), end="")
    if hidden := len(found) - len(listed):
        print(f"\n{counted(hidden, 'other')} called so: give the stack too, or --all")
    return 0


def _configuration(evaluation: Evaluation | None) -> Configuration:
    return evaluation.verdict.configuration if evaluation else Configuration(())

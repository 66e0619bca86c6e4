"""`python -m policies diff`: what is different between two synthesized outputs."""

from __future__ import annotations

import argparse
import sys
from functools import partial
from pathlib import Path
from typing import Final

from policies.commands.gates import compare_with_base
from policies.diff import text
from policies.diff.comparison import ComparisonError, both, compare, judged
from policies.diff.formats import FORMATS, Format
from policies.diff.sections import headline, sections
from policies.gate import rulebook
from policies.gate.evaluation import ENGINES, Evaluation, Terms
from policies.gate.rulebook import RuleSettingsError
from policies.gate.waivers.file import DEFAULT
from policies.gate.waivers.today import add_today
from policies.related.regions import without_region
from policies.whole_files import write_whole

_EPILOG: Final = """\
exit status:
  0  both were read, judged and compared, whatever the difference
  1  they were, and HEAD fails by the gate of BASE what it passes by its own, or that gate could not judge it
  2  one of them could not be read or judged in full; the reasons stand where the diff would
"""


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add `diff` and its options to the commands of `python -m policies`."""
    parser = commands.add_parser(
        "diff",
        help="say what is different between two synthesized outputs",
        description=(
            "Say what HEAD changes against BASE: public exposure, permissions, findings, waivers and "
            "resources. Both are judged by the same rules, as the settings of each want them."
        ),
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("base", type=Path, metavar="BASE", help="the synthesized folder before")
    parser.add_argument("head", type=Path, metavar="HEAD", help="the synthesized folder after")
    parser.add_argument(
        "--engine", choices=("all", "rules"), default="rules", help="who judges (rules unless said)"
    )
    parser.add_argument("--format", choices=list(FORMATS), default="text", help="text unless said")
    parser.add_argument(
        "--output", type=Path, metavar="FILE", help="write there instead of to standard output"
    )
    parser.add_argument(
        "--waivers",
        default=str(DEFAULT),
        metavar="FILE|none",
        help=(
            "the waivers of HEAD (policies/waivers.toml unless said), or none; owners and approvers of both "
            "sides are of this project's policies/people.toml"
        ),
    )
    parser.add_argument(
        "--base-waivers", metavar="FILE|none", help="the waivers of BASE (those of HEAD unless said), or none"
    )
    parser.add_argument(
        "--base-settings",
        metavar="FILE|none",
        help="what is asked of rules in BASE (as in HEAD unless said), or none",
    )
    parser.add_argument(
        "--base-checkout", type=Path, metavar="FOLDER", help="the checkout of BASE: what its gate judges by"
    )
    parser.add_argument(
        "--judged-by-base",
        type=Path,
        metavar="FILE",
        help="the compliance.json that the gate of that checkout made of HEAD (with --base-checkout)",
    )
    add_today(parser)
    rulebook.add_options(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Compare, print or write, and answer the exit status."""
    if (options.base_checkout is None) is not (options.judged_by_base is None):
        print(
            "diff: --base-checkout and --judged-by-base go together: give both, or neither", file=sys.stderr
        )
        return 2
    chosen = FORMATS[options.format]
    said, summary, status = _compared(options, chosen)
    try:
        if options.output:
            write_whole(options.output, said.encode("utf-8", "backslashreplace"))
            print(summary)
        else:
            sys.stdout.write(said)
    except OSError as error:
        print(f"diff: cannot write: {error}", file=sys.stderr)
        return 2
    return status


def _compared(options: argparse.Namespace, chosen: Format) -> tuple[str, str, int]:
    """The diff in the format, one line that sums it up, and the exit status."""
    registry = rulebook.asked(options)
    problems: list[str] = []
    before = registry
    try:
        before = rulebook.asked(options, options.base_settings or "")
    except RuleSettingsError as error:  # of rules that are no more
        problems.append(str(error))
    sides: list[Evaluation] = []
    for folder, waivers, rules in (
        (options.base, options.base_waivers or options.waivers, before),
        (options.head, options.waivers, registry),
    ):
        try:
            sides.append(
                judged(
                    folder,
                    Terms(options.today, ENGINES[options.engine], registry=rules),
                    waivers=None if waivers == "none" else Path(waivers),
                )
            )
        except ComparisonError as error:
            problems += error.problems
    if problems:
        return chosen.refusal(problems), text.refusal(problems).rstrip(), 2
    base, head = sides
    gate = None
    if options.base_checkout:
        waivers = None if options.waivers == "none" else Path(options.waivers)
        try:
            gate = compare_with_base(head, options.base_checkout, options.judged_by_base, waivers)
        except OSError as error:
            reason = f"{error.filename}: it cannot be read: {error.strerror}"
            return chosen.refusal([reason]), text.refusal([reason]).rstrip(), 2
    diff = compare(base, head, gate)
    parts = sections(diff, partial(without_region, configuration=both(base.verdict, head.verdict)))
    return chosen.render(diff, parts), headline(parts), int(bool(gate and gate.is_refused))

"""`python -m policies gate`: judge a folder of synthesized stacks."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Final

from policies.estate import PROFILES
from policies.gate.evaluation import ENGINES, evaluate
from policies.gate.formats import FORMATS, Output, add_write_option, write
from policies.gate.reading import Overrides
from policies.gate.text import summary
from policies.gate.today import add_today
from policies.gate.waivers import DEFAULT

_EPILOG: Final = """\
exit status:
  0  nothing fails
  1  violations
  2  it could not judge: nothing read, a stack of the manifest missing, a file that does not parse,
     a rule that did not load, a scanner that answered less than was asked, bad waivers

What was found is printed in every case.
"""


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add `gate` and its options to the commands of `python -m policies`."""
    parser = commands.add_parser(
        "gate",
        help="judge a folder of synthesized stacks",
        description="Judge a folder of synthesized Terraform stacks by our rules and by checkov.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "dir",
        nargs="?",
        type=Path,
        default=Path("cdktf.out"),
        metavar="DIR",
        help="the synthesized folder (cdktf.out unless said)",
    )
    parser.add_argument(
        "--engine", choices=sorted(ENGINES), default="all", help="who judges (all unless said)"
    )
    parser.add_argument("--format", choices=list(FORMATS), default="text", help="text unless said")
    parser.add_argument(
        "--output", type=Path, metavar="FILE", help="write there instead of to standard output"
    )
    add_write_option(parser)
    parser.add_argument(
        "--waivers",
        default=str(DEFAULT),
        metavar="FILE|none",
        help="the waivers (policies/waivers.toml unless said), or none",
    )
    add_today(parser)
    parser.add_argument("--system", metavar="NAME", help="the system, where the files do not say it")
    parser.add_argument(
        "--suffix", metavar="TEXT", help="the environment suffix, where the files do not say it"
    )
    parser.add_argument("--profile", choices=PROFILES, help="the profile, where the files do not say it")
    parser.add_argument(
        "--report", type=Path, metavar="FOLDER", help="also write compliance.html and .json there"
    )
    parser.add_argument("--commit", default="", metavar="ID", help="the commit that the report names")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Judge, print or write the verdict, and answer its exit status."""
    verdict, reading, scan = evaluate(
        options.dir,
        today=options.today,
        engines=ENGINES[options.engine],
        waivers=None if options.waivers == "none" else Path(options.waivers),
        overrides=Overrides(options.system, options.suffix, options.profile),
    )
    try:
        write(verdict, options.write)
        if options.output:
            write(verdict, [Output(options.format, options.output)])
            print(summary(verdict))
        else:
            sys.stdout.write(FORMATS[options.format](verdict))
        if options.report:
            from policies.report.build import write_report  # noqa: PLC0415 - jinja2 only where a report is asked for

            written = write_report(
                options.report,
                verdict,
                reading,
                scan.version,
                options.commit,
                synthesized=options.dir,
                waivers=verdict.waivers,
            )
            for path in written:
                print(f"report: {path}", file=sys.stderr)  # standard output is the verdict alone
    except OSError as error:
        print(f"gate: cannot write: {error}", file=sys.stderr)
        return 2
    return verdict.exit_status

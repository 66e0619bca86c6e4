"""`python -m policies gate`: judge a folder of synthesized stacks."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

from policies.context import PROFILES
from policies.gate import rulebook
from policies.gate.baseline import BaselineError, compared, read_baseline, write_baseline
from policies.gate.evaluation import ENGINES, Evaluation, Terms, evaluate
from policies.gate.formats.output import FORMATS, Output, add_write_option, rendered, write
from policies.gate.formats.text import summary
from policies.gate.narrowing import Narrowing, NarrowingError, add_options, narrowed
from policies.gate.patch import Patch, PatchError, told_at_changes
from policies.gate.reading.build import Overrides
from policies.gate.verdict import EXIT_STATUS, Verdict
from policies.gate.waivers.file import DEFAULT
from policies.gate.waivers.today import add_today
from policies.report.forms.every import FORMS, read_forms
from policies.report.time import Time, TimeError, read_time, time_of

if TYPE_CHECKING:
    from policies.report.build import Lineage
    from policies.report.model import Deployed
    from policies.report.sealing import Terms as ReportTerms

_EPILOG: Final = """\
exit status:
  0  nothing fails
  1  violations, also where what is deployed is not as judged, or fails
  2  it could not judge: nothing read, a stack of the manifest missing, a file that does not parse,
     a rule that did not load, a scanner that answered less than was asked, bad waivers or settings, an id, a
     pack or a baseline that there is not

What was found is printed in every case. What a baseline knows does not fail, and what options leave out is
not told: such a verdict says so, makes no report, and clears no deployment.
"""


_OF_A_REPORT: Final = (
    *("--sign-key", "--previous", "--history", "--time", "--pull-request", "--approved-by", "--deployed"),
    "--forms",
)
"""The options that only a report has a use for."""


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add `gate` and its options to the commands of `python -m policies`."""
    parser = commands.add_parser(
        "gate",
        help="judge synthesized stacks, plans or states",
        description=(
            "Judge synthesized Terraform stacks, or what 'terraform show -json' writes of plans and states, "
            "by our rules and by checkov."
        ),
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "dir",
        nargs="?",
        type=Path,
        default=Path("cdktf.out"),
        metavar="DIR",
        help="the synthesized folder (cdktf.out unless said), a plan or a state as JSON, or a folder of such",
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
        help=(
            "the waivers (policies/waivers.toml unless said), or none; those who own and approve them are "
            "always of this project's policies/people.toml"
        ),
    )
    add_today(parser)
    parser.add_argument(
        "--strict",
        action="store_true",
        help="fail where a verdict is unknown, instead of reporting it as unknown",
    )
    parser.add_argument("--system", metavar="NAME", help="the system, where the files do not say it")
    parser.add_argument(
        "--suffix", metavar="TEXT", help="the environment suffix, where the files do not say it"
    )
    parser.add_argument("--profile", choices=PROFILES, help="the profile, where the files do not say it")
    parser.add_argument(
        "--report", type=Path, metavar="FOLDER", help="also write compliance.html and .json there"
    )
    parser.add_argument(
        "--forms",
        type=read_forms,
        default=(),
        metavar="NAMES",
        help=f"other forms of that report, with commas between: {', '.join(FORMS)}",
    )
    parser.add_argument(
        "--all", action="store_true", help="name every place of what fails, not the first ones (text)"
    )
    add_options(parser)
    rulebook.add_options(parser)
    parser.add_argument(
        "--baseline",
        type=Path,
        metavar="FILE",
        help="what failed before: it is listed apart and does not fail",
    )
    parser.add_argument("--write-baseline", type=Path, metavar="FILE", help="write what fails there")
    parser.add_argument("--commit", default="", metavar="ID", help="the commit that the report names")
    parser.add_argument(
        "--pull-request",
        default="",
        metavar="URL",
        help="by which the change came; the report tells it as said, for nobody verifies it",
    )
    parser.add_argument(
        "--approved-by",
        action="append",
        default=[],
        metavar="NAME",
        help="who approved the change; may be given several times, and is told as said",
    )
    parser.add_argument(
        "--deployed",
        type=Path,
        metavar="FOLDER",
        help=(
            "what 'terraform show -json' wrote of plans or states of what is deployed, one file a stack: the "
            "report tells how it is judged by the same rules, and what is not as the output says"
        ),
    )
    parser.add_argument(
        "--time",
        type=read_time,
        metavar="YYYY-MM-DDTHH:MM:SSZ",
        help="the time that the report is of (SOURCE_DATE_EPOCH, else that of the commit, unless said)",
    )
    parser.add_argument(
        "--previous", type=Path, metavar="FILE", help="the compliance.json that the report follows"
    )
    parser.add_argument(
        "--patch",
        type=Path,
        metavar="FILE",
        help=(
            "a unified diff (git diff BASE...): what fails is told at the line that it changes, where one "
            "made the resource; its paths and those of the project begin at the working folder"
        ),
    )
    parser.add_argument(
        "--history",
        type=Path,
        metavar="FOLDER",
        help="records of releases (see 'record'); the report shows those of the twelve months before",
    )
    parser.add_argument(
        "--sign-key", type=Path, metavar="FILE", help="the ed25519 key, in PEM, that signs the report"
    )
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Judge, print or write the verdict, and answer its exit status."""
    settings = rulebook.asked_settings(options)
    registry = rulebook.rulebook(settings)
    try:
        narrowing = Narrowing.asked(options, registry.rules)
        baseline = read_baseline(options.baseline) if options.baseline else frozenset()
        patch = Patch.read(options.patch) if options.patch else None
    except (NarrowingError, BaselineError, PatchError) as error:
        print(f"gate: {error}", file=sys.stderr)
        return 2
    if contradiction := _contradiction(options, narrowing):
        print(f"gate: {contradiction}", file=sys.stderr)
        return 2
    try:
        said = _report_terms(options) if options.report else None
    except ReportTermsError as error:
        print(f"gate: no report can be made: {error}", file=sys.stderr)
        return 2
    waivers = None if options.waivers == "none" else Path(options.waivers)
    terms = Terms(options.today, ENGINES[options.engine], strict=options.strict, registry=registry)
    evaluation = evaluate(
        options.dir,
        terms,
        waivers=waivers,
        overrides=Overrides(options.system, options.suffix, options.profile),
    )
    deployed = _deployed(options.deployed, evaluation, terms, waivers) if options.deployed else None
    verdict = evaluation.verdict
    if options.baseline:
        verdict = compared(verdict, baseline, options.baseline.name)
    verdict = narrowed(verdict, narrowing)
    if patch:
        verdict = told_at_changes(verdict, patch, Path.cwd())
    try:
        write(verdict, options.write, every=options.all)
        if options.output:
            write(verdict, [Output(options.format, options.output)], every=options.all)
            print(summary(verdict))
        else:
            sys.stdout.write(rendered(verdict, options.format, every=options.all))
        if options.write_baseline:
            _write_baseline(options.write_baseline, verdict)
        if said:
            _write_report(options, evaluation, said, waivers, settings, deployed)
    except OSError as error:
        print(f"gate: cannot write: {error}", file=sys.stderr)
        return 2
    return max(verdict.exit_status, EXIT_STATUS[deployed.verdict] if deployed else 0)


def _deployed(folder: Path, evaluation: Evaluation, terms: Terms, waivers: Path | None) -> Deployed:
    """What is deployed, with what is wrong of it on standard error."""
    from policies.report.deployed import deployed  # noqa: PLC0415 - only where a report is asked for

    found = deployed(folder, evaluation.reading, terms, waivers=waivers)
    for problem in found.problems:
        print(f"gate: what is deployed cannot be judged: {problem}", file=sys.stderr)
    for difference in found.differences:
        print(f"gate: what is deployed is not as judged: {difference}", file=sys.stderr)
    return found


def _contradiction(options: argparse.Namespace, narrowing: Narrowing) -> str:
    """Why options cannot be given together; empty where they can."""
    if options.report and (options.baseline or narrowing != Narrowing()):
        return "a narrowed verdict makes no report: leave out --report, or what narrows"
    if not options.report and any(getattr(options, name[2:].replace("-", "_")) for name in _OF_A_REPORT):
        return f"{', '.join(_OF_A_REPORT[:-1])} and {_OF_A_REPORT[-1]} are of a report: give --report too"
    return ""


class ReportTermsError(ValueError):
    """The report cannot be made as asked; the text says why."""


def _report_terms(options: argparse.Namespace) -> tuple[ReportTerms, Time, Lineage]:
    """Who signs it, its time, which report it follows and the history: read before anything is judged.

    Raises ReportTermsError.
    """
    # rfc8785, cryptography and jinja2 only where a report is asked for
    from policies.report.build import Lineage  # noqa: PLC0415
    from policies.report.history import HistoryError, read_history  # noqa: PLC0415
    from policies.report.previous import PreviousError, read_previous, terms_of  # noqa: PLC0415
    from policies.report.signing import KeyFileError  # noqa: PLC0415

    try:
        previous = read_previous(options.previous) if options.previous else None
        history = read_history(options.history) if options.history else ()
        return (
            terms_of(previous, options.sign_key),
            time_of(options.time or "", os.environ, options.commit),
            Lineage(previous, history),
        )
    except (PreviousError, HistoryError, KeyFileError, TimeError) as error:
        raise ReportTermsError(str(error)) from error


def _write_report(  # noqa: PLR0913, PLR0917 - each argument is an input of its own
    options: argparse.Namespace,
    evaluation: Evaluation,
    said: tuple[ReportTerms, Time, Lineage],
    waivers: Path | None,
    settings: rulebook.RuleSettings,
    deployed: Deployed | None,
) -> None:
    """Write the report as the options ask. Raises OSError."""
    # jinja2 only where a report is asked for
    from policies.report.build import write_report  # noqa: PLC0415
    from policies.report.inputs import inputs_of  # noqa: PLC0415
    from policies.report.model import Made  # noqa: PLC0415

    terms, time, lineage = said
    made = Made(
        *time,
        day_chosen=options.today_chosen,
        strict=options.strict,
        inputs=inputs_of(
            waivers=waivers,
            settings=None if options.settings == "none" else Path(options.settings),
            folders=settings.folders,
        ),
        pull_request=options.pull_request,
        approved_by=tuple(dict.fromkeys(options.approved_by)),
    )
    paths = write_report(
        *(options.report, evaluation, options.commit, made, terms, lineage),
        deployed=deployed,
        forms=options.forms,
    )
    for path in paths:
        print(f"report: {path}", file=sys.stderr)  # standard output is the verdict alone


def _write_baseline(file: Path, verdict: Verdict) -> None:
    if verdict.problems:  # what was not judged would be new later
        print("gate: no baseline is written of what could not be judged", file=sys.stderr)
        return
    print(f"baseline: {write_baseline(file, verdict)} failures in {file}", file=sys.stderr)

"""`gates SYSTEM`: whether a migration may go on to its next phase."""

from __future__ import annotations

import argparse
import os
from datetime import datetime
from pathlib import Path

from infra import systems
from infra.settings.phases import VARIABLE, MigrationSettings
from operations.cloudwatch import CloudWatch
from operations.commands import RequestError
from operations.declared import read_declared
from operations.gates import Observer, judge
from operations.line import one_line
from operations.verdict import Verdict, overall


def add_options(parser: argparse.ArgumentParser) -> None:
    """What the command takes."""
    parser.add_argument("system", choices=systems.SYSTEMS, metavar="SYSTEM", help=", ".join(systems.SYSTEMS))
    parser.add_argument("--phase", help="whose gates are asked (default: the one that is set)")
    parser.add_argument("--synthesis", type=Path, default=Path("cdktf.out"), metavar="DIR")


def run(options: argparse.Namespace, now: datetime) -> Verdict:
    """Judge the gates as of `now`, tell each, and answer the verdict of all.

    Raises RequestError, SettingsError, SynthesisError.
    """
    suffix = os.environ.get("ENVIRONMENT_SUFFIX")
    if not suffix:
        raise RequestError("ENVIRONMENT_SUFFIX is not set, which says whose alarms are asked")
    environment = {**os.environ, **({VARIABLE: options.phase} if options.phase else {})}
    settings = systems.load(options.system, suffix, environment=environment)
    if not isinstance(settings, MigrationSettings):
        raise RequestError(f"{options.system} has no phases, since it migrates nothing")
    following = settings.following
    if following is None:
        raise RequestError(f"{settings.phase} is the last phase: nothing follows that gates could hold back")
    declared = read_declared(options.synthesis, options.system, suffix)
    if declared.phases != {settings.phase}:
        raise RequestError(
            f"{options.synthesis} is of the phase {' and '.join(sorted(declared.phases)) or 'none'}, and the "
            f"gates of {settings.phase} are asked: name the phase that is deployed, and synthesize it"
        )
    observers = [
        Observer(region, declared.alarms.get(region, ()), CloudWatch(region), now)
        for region in sorted({region.name for region in settings.regions} | declared.alarms.keys())
    ]
    answers = list(judge(settings, observers))
    verdict = overall(answers)
    print(f"{options.system}-{suffix}: from {settings.phase} to {following}")
    for answer in answers:
        print(one_line(f"  {answer.verdict:<7}  {answer.where:<14}  {answer.told}"))
    print(f"{verdict}: {_meaning(verdict, following)}")
    return verdict


def _meaning(verdict: Verdict, following: str) -> str:
    match verdict:
        case Verdict.GO:
            return f"every gate holds; {following} may be set"
        case Verdict.NO_GO:
            return f"a gate does not hold; {following} has to wait"
        case Verdict.UNKNOWN:
            return f"what was not measured has not held; {following} has to wait"

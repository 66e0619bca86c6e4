"""`python -m rehearsal.phases`: what real Terraform plans for each step between the phases of a migration.

Each phase is synthesized, and an emulated AWS makes the state of the first one; what it cannot make is listed
by type, and taken as Terraform plans it. From there the real provider plans each step to a neighbour, all the
way forth and back, without a refresh; each plan becomes the state for the next. No resource may be made,
replaced or destroyed, and nothing may change but what the phases declare. As a control, a store is renamed,
which must be told as a replacement.

Exit status 0: all of that. 1: a plan does more, or less. 2: nothing could be planned, because there is no
Terraform, no provider or no emulator, or what was asked for does not exist; that is not a pass.
"""

from __future__ import annotations

import argparse
import signal
import sys
import tempfile
from collections.abc import Collection, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Final

from infra import systems
from infra.settings import SettingsError
from infra.settings.phases import MigrationSettings
from rehearsal.account import prepare_what_is_read
from rehearsal.command import TERMINATED
from rehearsal.emulator.process import Emulator, EmulatorError
from rehearsal.omitted import OMITTED
from rehearsal.phase_proof import Proof
from rehearsal.progress import Progress
from rehearsal.provider import find_provider
from rehearsal.served import served
from rehearsal.stacks import pinned_version, read_stacks
from rehearsal.standing import PhasesError, Standing
from rehearsal.synthesis import NotSynthesizedError, synthesize
from rehearsal.terraform import TerraformMissingError

SUFFIX: Final = "zq7"
SLOW: Final = frozenset(
    {
        "aws_rds_cluster",
        "aws_rds_cluster_instance",
        "aws_route53_record",
        "aws_s3_bucket_lifecycle_configuration",
        "aws_sqs_queue_policy",
        "aws_sqs_queue_redrive_allow_policy",
    }
)
"""Types for each of which the provider waits half a minute or more, whatever AWS answers; none is needed by
another.
"""
_SYNTHESES_AT_ONCE: Final = 2
_GARBAGE: Final = {"GOGC": "400"}  # by default, Go spends a third of Terraform's time on collecting it


class NoPhasesError(Exception):
    """A system has no phases, or not this pair of neighbours; the text names those that there are."""


def main(arguments: list[str] | None = None) -> int:
    """Prove the steps of each system, and answer the exit status."""
    parser = argparse.ArgumentParser(description="Plan each step between the phases of a migration.")
    parser.add_argument("--system", action="append", help="only this one (repeatable)")
    parser.add_argument(
        "--pair",
        action="append",
        metavar="ONE:OTHER",
        help="only this pair of neighbouring phases (repeatable)",
    )
    parser.add_argument(
        "--short",
        action="store_true",
        help="only one pair, the first unless said; what the provider waits long for is taken as planned",
    )
    options = parser.parse_args(arguments)
    # To be told to end is to end what was started, too.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(TERMINATED))
    try:
        asked = migrations(options.system)
        walks = [
            (settings, chosen(list(settings.phases), pair, short=options.short))
            for settings in asked
            for pair in options.pair or (None,)
        ]
        problems = [
            f"{settings.system}: {problem}"
            for settings, phases in walks
            for problem in _proven(settings, phases, short=options.short)
        ]
    except NoPhasesError as error:
        print(f"phases: {error}", file=sys.stderr)
        return 2
    except (TerraformMissingError, EmulatorError) as error:
        print(f"phases: NOT PLANNED: {error}. This is not a pass.", file=sys.stderr)
        return 2
    except (SettingsError, NotSynthesizedError, PhasesError) as error:
        print(f"phases: {error}", file=sys.stderr)
        return 1
    for problem in problems:
        print(f"phases: {problem}", file=sys.stderr)
    told = ", ".join(settings.system for settings in asked)
    print(f"phases: {'FAILED' if problems else 'passed'}: {len(problems)} problems in {told}")
    return 1 if problems else 0


def migrations(named: Sequence[str] | None) -> list[MigrationSettings]:
    """The settings of the systems that are named, else of each that has phases.

    Raises NoPhasesError for a system without, SettingsError.
    """
    found = {
        name: settings
        for name in systems.SYSTEMS
        if isinstance(settings := systems.load(name, SUFFIX), MigrationSettings)
    }
    for name in named or ():
        if name not in found:
            raise NoPhasesError(f"{name} has no phases; {', '.join(found)} have")
    return [found[name] for name in named or found]


def _proven(settings: MigrationSettings, phases: Sequence[str], *, short: bool) -> list[str]:
    """What is wrong with the steps of a system through these phases and back, told with its progress."""
    say = Progress(settings.system)
    say(f"{' -> '.join(phases)} and back")
    left_out = {*OMITTED, *SLOW} if short else set(OMITTED)
    with tempfile.TemporaryDirectory(prefix="phases-") as scratch:
        problems = prove(settings, phases, Path(scratch), say, left_out)
    say(f"{len(problems)} problems")
    return problems


def chosen(phases: Sequence[str], pair: str | None, *, short: bool) -> list[str]:
    """The phases to walk through, and back. Raises NoPhasesError."""
    pairs = {f"{one}:{other}": [one, other] for one, other in pairwise(phases)}
    if pair is None:
        return next(iter(pairs.values())) if short else list(phases)
    if pair not in pairs:
        raise NoPhasesError(f"{pair} is no pair of neighbouring phases; {', '.join(pairs)} are")
    return pairs[pair]


def prove(
    settings: MigrationSettings,
    phases: Sequence[str],
    scratch: Path,
    say: Progress,
    left_out: Collection[str],
) -> list[str]:
    """What is wrong with the steps between these phases of a system.

    Raises NotSynthesizedError, PhasesError, TerraformMissingError, EmulatorError.
    """
    folders = {name: scratch / "synthesis" / name for name in phases}
    with ThreadPoolExecutor(_SYNTHESES_AT_ONCE) as threads:
        list(threads.map(lambda name: synthesize(settings, name, folders[name]), phases))
    say("synthesized")
    return planned(settings, folders, scratch, say, left_out)


def planned(
    settings: MigrationSettings,
    folders: Mapping[str, Path],
    scratch: Path,
    say: Progress,
    left_out: Collection[str],
) -> list[str]:
    """What is wrong with the steps between syntheses of a system. See `prove`."""
    stacks = read_stacks(next(iter(folders.values())))
    provider = find_provider(pinned_version(stacks), scratch)
    say(f"hashicorp/aws {provider.version} from {provider.origin}")
    with Emulator(scratch) as emulator, ExitStack() as running:
        prepare_what_is_read(emulator, stacks, settings.domain, settings.primary_region)
        reaching = replace(
            provider, terraform=provider.terraform.given({**emulator.credentials(), **_GARBAGE})
        )
        regional = {
            region.name: running.enter_context(served(reaching)).terraform for region in settings.regions
        }
        proof = Proof(settings, folders, Standing(reaching, scratch, regional), say, left_out)
        problems = proof.run()
    for kind, argument in sorted(proof.dropped):
        say(f"left out: {kind}.{argument}: hashicorp/aws {provider.version} lacks it")
    return problems


if __name__ == "__main__":
    sys.exit(main())

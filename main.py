"""Synthesize the systems: settings -> systems -> aspects -> synthesis -> the gate's own rules.

    ENVIRONMENT_SUFFIX=pr42 .venv/bin/python main.py
    .venv/bin/python main.py -c environmentSuffix=pr42 -c system=all

Exit status 0: every stack is written and no rule fails. 1: anything else, and nothing is left to deploy.
2: it was stopped by a mistake of its own or by the machine, and 130 by the user; nothing is left then either.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import policies.ending
from handlers.domain.spec import SpecError
from infra import systems
from infra.output_folder import beside, publish
from infra.settings import PlatformSettings, SettingsError, phases
from infra.settings.nearest import meant
from infra.systems import DEFAULT_SYSTEM
from policies.adopted import adoptions
from policies.frameworks import FrameworkError, UnknownControlError
from policies.gate.formats.output import Output, add_write_option, write
from policies.gate.reading.holding import held
from policies.gate.rulebook import RuleSettingsError, read_rule_settings, rulebook
from policies.gate.waivers.file import WaiverError
from policies.gate.waivers.today import add_today
from policies.requirements import RequirementsError, UnknownRequirementError, requirements

if TYPE_CHECKING:
    from policies.gate.verdict import Verdict

CONTINUE_VARIABLE: Final = "CDKTF_CONTINUE_SYNTH_ON_ERROR_ANNOTATIONS"
SUFFIX: Final = "environmentSuffix"
PHASE: Final = "migrationPhase"
VARIABLES: Final = {
    SUFFIX: "ENVIRONMENT_SUFFIX",
    "system": "SYSTEM",
    "profile": "PROFILE",
    PHASE: phases.VARIABLE,
}
"""What a synthesis may be told: context key -> environment variable."""


class RequestError(Exception):
    """What was asked for cannot be done; the text says what to set."""


@dataclass(frozen=True)
class Request:
    """What to synthesize, for which environment, where to, and by which UTC date waivers are judged.

    written: where else to write the verdict.
    environment: what settings may read beside their file.
    origins: how `suffix` and `profile` were said.
    """

    systems: tuple[str, ...]
    suffix: str
    profile: str | None
    output: Path
    today: date
    written: tuple[Output, ...] = ()
    environment: Mapping[str, str] = field(default_factory=dict)
    origins: Mapping[str, str] = field(default_factory=dict)

    def plain(self, settings: PlatformSettings) -> PlatformSettings:
        """The settings of a system without what single regions override.

        Raises SettingsError where they contradict themselves then.
        """
        try:
            return self._load(settings.system, overridden=False)
        except SettingsError as error:
            raise SettingsError(
                f"{settings.system} overrides {', '.join(settings.overrides)}, and without that its settings "
                "cannot be used, so that nobody can tell what it changes. Say it in the table of each "
                f"region, and not in [region_defaults].\n{error}"
            ) from error

    def _load(self, system: str, *, overridden: bool = True) -> PlatformSettings:
        return systems.load(
            system,
            self.suffix,
            profile=self.profile,
            environment=self.environment,
            origins=self.origins,
            overridden=overridden,
        )

    def settings(self) -> tuple[PlatformSettings, ...]:
        """The settings of each system asked for.

        Raises SettingsError, RequestError for two of one prefix and for a phase that none of them has.
        """
        loaded = tuple(map(self._load, self.systems))
        for one, other in combinations(loaded, 2):
            if one.app == other.app:
                raise RequestError(
                    f"{one.system} and {other.system} have the same app '{one.app}', with which all their "
                    "names begin: give one of them another."
                )
        said = self.environment.get(phases.VARIABLE)
        if said and not any(isinstance(each, phases.MigrationSettings) for each in loaded):
            raise RequestError(
                f"{phases.VARIABLE} is '{said}', and {', '.join(self.systems)} has no phases: do not set it."
            )
        return loaded


def read_request(arguments: list[str], environment: Mapping[str, str]) -> Request:
    """Read the request from `-c key=value`, else the environment, else the context of cdktf.json.

    Raises RequestError.
    """
    parser = argparse.ArgumentParser(
        description="Synthesize the systems and judge what was written.",
        epilog=f"systems: {', '.join(systems.SYSTEMS)}, all (default: {DEFAULT_SYSTEM}). The same can "
        f"be said in the environment: {', '.join(VARIABLES.values())}; -c wins.",
    )
    parser.add_argument(
        "-c", "--context", action="append", default=[], metavar="KEY=VALUE", help=" | ".join(VARIABLES)
    )
    add_today(parser)
    add_write_option(parser)
    options = parser.parse_args(arguments)
    given = dict(item.partition("=")[::2] for item in options.context)
    if foreign := sorted(set(given) - set(VARIABLES)):
        raise RequestError(f"-c {foreign[0]}: no such key; the keys are {', '.join(VARIABLES)}.")
    under_cli = "CDKTF_OUTDIR" in environment and "CDKTF_CONTEXT_JSON" in environment
    if environment.get(CONTINUE_VARIABLE) and not under_cli:
        raise RequestError(
            f"{CONTINUE_VARIABLE} is set, which lets bad stacks pass. "
            "Unset it: only the cdktf CLI may set it."
        )
    context = _context(environment)
    said, origins = {}, {}
    for key, variable in VARIABLES.items():
        ways = {
            f"-c {key}": given.get(key),
            variable: environment.get(variable),
            f"the context's {key}": context.get(key),
        }
        chosen = next((way for way, value in ways.items() if value), variable)
        origins[key], said[key] = chosen, ways[chosen]
    suffix = said[SUFFIX]
    if not suffix:
        raise RequestError(
            "no environment suffix, which keeps environments apart: "
            "set ENVIRONMENT_SUFFIX=pr42 (for example), or pass -c environmentSuffix=pr42."
        )
    system = said["system"] or DEFAULT_SYSTEM
    if system != "all" and system not in systems.SYSTEMS:
        known = f"{', '.join(systems.SYSTEMS)} or all"
        near = meant(system, [*systems.SYSTEMS, "all"])
        raise RequestError(f"{origins['system']} is '{system}'; it may be {known}{near or '.'}")
    return Request(
        systems=tuple(systems.SYSTEMS) if system == "all" else (system,),
        suffix=suffix,
        profile=said["profile"],
        output=Path(environment.get("CDKTF_OUTDIR") or "cdktf.out"),
        today=options.today,
        written=tuple(options.write),
        environment={**environment, phases.VARIABLE: said[PHASE] or ""},
        origins={"suffix": origins[SUFFIX], "profile": origins["profile"]},
    )


def _context(environment: Mapping[str, str]) -> Mapping[str, str]:
    """The strings of the context that the cdktf CLI hands on from cdktf.json."""
    try:
        context = json.loads(environment.get("CDKTF_CONTEXT_JSON") or "{}")
    except ValueError as error:
        raise RequestError(f"CDKTF_CONTEXT_JSON is not JSON: {error}") from error
    return {key: value for key, value in context.items() if isinstance(value, str)}


def synthesize(request: Request, settings: tuple[PlatformSettings, ...]) -> Verdict:
    """Write the stacks, and have them judged as they were written. What fails is not left behind.

    Raises HeldError where another synthesis writes there, whose result this one would replace.
    """
    tempfile.gettempdir()  # jsii cannot do without, and would say so in a trace
    request.output.mkdir(parents=True, exist_ok=True)
    with held(request.output, to_write=True, after_writers=False), beside(request.output) as made:
        verdict = _synthesized(made, request, settings)
        if not verdict.exit_status:
            publish(made, request.output)
    return verdict


def _synthesized(folder: Path, request: Request, settings: tuple[PlatformSettings, ...]) -> Verdict:
    """The verdict on the stacks, which stand in the folder if it is a pass."""
    registry = rulebook(read_rule_settings())
    plain = [request.plain(system) for system in settings if system.overrides]
    step("loading cdktf and its AWS bindings")
    from cdktf import App  # noqa: PLC0415 - a wrong request must not wait for Node

    from aspects import Enforcement, apply  # noqa: PLC0415 - see above
    from aspects.plain import rendered  # noqa: PLC0415 - see above
    from infra.provenance import Provenance  # noqa: PLC0415 - see above
    from policies.gate.waivers.file import read_waivers  # noqa: PLC0415 - see above

    without: dict[str, Mapping[str, Any]] = {}
    for system in plain:
        step(f"building {system.system} without its overrides, to tell what they change")
        without |= rendered(system)
    with Provenance() as provenance:
        app = App(outdir=str(folder), stack_traces=False)
        enforcement = Enforcement(
            app,
            provenance,
            today=request.today,
            waivers=read_waivers(),
            registry=registry,
            plain=without,
        )
        for system in settings:
            step(f"building {system.system}")
            for stack in systems.build(app, system):
                apply(stack, enforcement)
        step("running the aspects, writing, judging what was written")
        try:
            app.synth()
        except RuntimeError:
            # What jsii makes of every JavaScript error, so also of a validation that failed.
            if enforcement.verdict is None or not enforcement.verdict.exit_status:
                raise
    if enforcement.verdict is None:
        raise RuntimeError("cdktf wrote stacks that nobody judged")
    return enforcement.verdict


_TOLD: Final = (
    *(RequestError, SettingsError, SpecError, WaiverError, OSError),
    *(FrameworkError, UnknownControlError, RequirementsError, UnknownRequirementError, RuleSettingsError),
)
"""Mistakes of the user's: each is told in its own sentence."""

_STARTED: Final = time.monotonic()


def step(what: str) -> None:
    """A progress line."""
    print(f"[{time.monotonic() - _STARTED:5.1f} s] {what}", file=sys.stderr, flush=True)


def main(arguments: list[str]) -> int:
    """Synthesize as asked, print the verdict, and answer the exit status."""
    try:
        request = read_request(arguments, os.environ)
        settings = request.settings()
        requirements()  # read before anything is built: within cdktf no mistake can be told
        adoptions()
        for system in settings:
            for note in system.notes:
                step(note)
        verdict = synthesize(request, settings)
        write(verdict, request.written)
    except _TOLD as error:
        said = policies.ending.sentence(error) if isinstance(error, OSError) and error.errno else error
        print(f"main.py: {said}", file=sys.stderr)
        return 1
    from policies.gate.formats.text import render  # noqa: PLC0415 - loaded by now

    print(render(verdict), flush=True)
    step(f"done: {request.output}" if not verdict.exit_status else "stopped: nothing was left to deploy")
    return 1 if verdict.exit_status else 0


if __name__ == "__main__":
    policies.ending.run(lambda: main(sys.argv[1:]))

"""`python -m rehearsal.rehearse DIR`: stacks deployed to an emulated AWS, used, and destroyed.

Real Terraform applies every stack to an emulator on the loopback, one a system; its integration tests read
the outputs, it is used as `rehearsal.systems` says, all is destroyed, and each service is asked what is left.
Systems are rehearsed beside each other, each in a process of its own. State, outputs and files lie in a
temporary folder. Nothing of the user's AWS configuration is read. What went wrong is told again at the end.

Exit status 0: all of that held. 1: something did not, and is named. 2: nothing could be tried, because
there is no Terraform, no provider or no emulator; that is not a pass.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import shutil
import signal
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from multiprocessing.connection import wait
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Final

from infra.systems import load
from policies.gate.reading.folder import read
from rehearsal.command import TERMINATED, Command, Task
from rehearsal.emulator.process import EmulatorError
from rehearsal.progress import Progress
from rehearsal.provider import find_provider
from rehearsal.stacks import NoStacksError, pinned_version
from rehearsal.systems import REHEARSALS

SHORT_MINUTES: Final = 30
FULL_MINUTES: Final = 50
_AT_ONCE: Final = 2  # systems; on two cores, each waits for AWS most of the time


@dataclass(frozen=True, slots=True)
class Part:
    """The rehearsal of one system, made from one synthesis. folder: where it works."""

    system: str
    suffix: str
    profile: str
    folder: Path

    @property
    def result(self) -> Path:
        """The file in which it leaves what did not hold."""
        return self.folder / "result.json"


def main(arguments: list[str] | None = None) -> int:
    """Rehearse the stacks of a folder and say how it went."""
    command = Command(
        "rehearse",
        "Deploy stacks to an emulated AWS, use them, destroy them.",
        "NOT REHEARSED",
        rehearse,
        add_options,
    )
    return command.run(arguments)


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add what may be chosen."""
    parser.add_argument("--short", action="store_true", help=f"less of everything, in {SHORT_MINUTES} min")
    parser.add_argument("--system", action="append", choices=REHEARSALS, help="only this one (repeatable)")


def rehearse(task: Task) -> int:
    """Rehearse each system with the settings that its stacks were made from.

    Raises NoStacksError, TerraformMissingError and EmulatorError.
    """
    synthesized = shutil.copytree(task.folder, task.scratch / "synthesized")  # it may be made anew meanwhile
    task = replace(task, folder=synthesized)
    parts = list(_parts(task))
    find_provider(pinned_version(task.stacks), task.scratch)
    say, minutes = Progress(), SHORT_MINUTES if task.options.short else FULL_MINUTES
    say(f"{', '.join(part.system for part in parts)}; budget {minutes} min on two cores")
    _rehearse_each(parts, task, say)
    return conclude(parts, say, minutes)


def conclude(parts: Sequence[Part], say: Progress, minutes: int) -> int:
    """Tell again what did not hold in any of them; 0 where all held, else 1. Raises EmulatorError."""
    problems = [f"{part.system}: {problem}" for part in parts for problem in _told(part)]
    for problem in problems:
        say(f"FAILED: {problem}")
    say(
        f"{'FAILED' if problems else 'passed'}: {len(problems)} problems in {len(parts)} systems, "
        f"{say.seconds / 60:.1f} of {minutes} min"
    )
    return 1 if problems else 0


def _parts(task: Task) -> Iterator[Part]:
    """The systems of the folder that are rehearsed. Raises NoStacksError where there is none."""
    told = read(task.folder).metadata.stacks.values()
    made_from = {each.system: (each.suffix, each.profile) for each in told}
    wanted = task.options.system or REHEARSALS
    for system in sorted(made_from.keys() - REHEARSALS.keys()):
        print(f"rehearse: not deployed here: {system}, which 'make mocked' applies", flush=True)
    if not made_from.keys() & set(wanted):
        raise NoStacksError(f"{task.folder} holds no stacks of {', '.join(wanted)}. Run 'make synth'.")
    for system in (each for each in REHEARSALS if each in wanted and each in made_from):
        folder = task.scratch / system
        folder.mkdir()
        yield Part(system, *made_from[system], folder)


def _rehearse_each(parts: Sequence[Part], task: Task, say: Progress) -> None:
    """Rehearse all of them, each in a process, some at once. All end with this process."""
    spawning = multiprocessing.get_context("spawn")
    waiting, running = list(parts), list[BaseProcess]()
    try:
        while waiting or running:
            while waiting and len(running) < _AT_ONCE:
                running.append(spawning.Process(target=_rehearse_one, args=(waiting.pop(0), task, say)))
                running[-1].start()
            wait([process.sentinel for process in running])
            running[:] = [process for process in running if process.is_alive()]
    finally:
        for process in running:
            process.terminate()
            process.join()


def _rehearse_one(part: Part, task: Task, say: Progress) -> None:
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(TERMINATED))
    told = read(task.folder).metadata.stacks
    stacks = [stack for stack in task.stacks if told[stack.name].system == part.system]
    settings = load(part.system, part.suffix, profile=part.profile)
    own = replace(task, stacks=stacks, scratch=part.folder)
    result: dict[str, object] = {}
    try:
        result["problems"] = REHEARSALS[part.system](own, settings, replace(say, who=part.system)).run()
    except EmulatorError as error:
        result["undone"] = str(error)
    part.result.write_text(json.dumps(result), encoding="utf-8")


def _told(part: Part) -> list[str]:
    """What did not hold. Raises EmulatorError."""
    if not part.result.exists():
        return ["its rehearsal broke off; what it said is above"]
    result = json.loads(part.result.read_text(encoding="utf-8"))
    if "undone" in result:
        raise EmulatorError(result["undone"])
    problems: list[str] = result["problems"]
    return problems


if __name__ == "__main__":
    sys.exit(main())

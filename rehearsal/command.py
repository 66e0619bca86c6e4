"""What the commands share that hand synthesized stacks to real Terraform."""

from __future__ import annotations

import argparse
import signal
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from rehearsal.emulator.process import EmulatorError
from rehearsal.stacks import NoStacksError, Stack, read_stacks
from rehearsal.terraform import TerraformMissingError

_INTERRUPTED: Final = 130  # as shells say it: 128 and the signal's number
TERMINATED: Final = 143


@dataclass(frozen=True)
class Task:
    """What a command works on: the stacks of `folder`, in a scratch folder, with its options.

    reports: the folder for what is kept of it.
    """

    stacks: list[Stack]
    folder: Path
    scratch: Path
    options: argparse.Namespace
    reports: Path


@dataclass(frozen=True)
class Command:
    """A command of that name, which does `work` on the stacks of a folder.

    undone: what is said loudly where Terraform, a provider or the emulator is missing.
    add_options: adds what may be chosen.
    """

    name: str
    description: str
    undone: str
    work: Callable[[Task], int]
    add_options: Callable[[argparse.ArgumentParser], None] = lambda _: None

    def run(self, arguments: list[str] | None) -> int:
        """The exit status of the work on the stacks of the folder that is named, in a scratch folder.

        2 where Terraform, a provider or the emulator is missing, or the folder has no stacks.
        """
        parser = argparse.ArgumentParser(description=self.description)
        parser.add_argument("dir", type=Path, metavar="DIR", help="the synthesized folder")
        self.add_options(parser)
        options = parser.parse_args(arguments)
        # To be told to end is to end what was started, too.
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(TERMINATED))
        with tempfile.TemporaryDirectory(prefix=f"{self.name}-") as scratch:
            try:
                stacks, reports = read_stacks(options.dir), options.dir.parent / "reports"
                return self.work(Task(stacks, options.dir, Path(scratch), options, reports))
            except NoStacksError as error:
                print(f"{self.name}: {error}", file=sys.stderr)
            except (TerraformMissingError, EmulatorError) as error:
                print(f"{self.name}: {self.undone}: {error}. This is not a pass.", file=sys.stderr)
            except KeyboardInterrupt:
                print(f"{self.name}: interrupted; what it had started is ended", file=sys.stderr)
                return _INTERRUPTED
        return 2

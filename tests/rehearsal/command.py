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

from tests.rehearsal.emulator.process import EmulatorError
from tests.rehearsal.stacks import NoStacksError, Stack, read_stacks
from tests.rehearsal.terraform import TerraformMissingError

_INTERRUPTED: Final = 130  # as shells say it: 128 and the signal's number
_TERMINATED: Final = 143


@dataclass(frozen=True)
class Task:
    """What a command works on: the stacks of `folder`, in a scratch folder, with its options."""

    stacks: list[Stack]
    folder: Path
    scratch: Path
    options: argparse.Namespace


def run(
    command: str,
    description: str,
    undone: str,
    work: Callable[[Task], int],
    arguments: list[str] | None,
    *,
    add_options: Callable[[argparse.ArgumentParser], None] = lambda _: None,
) -> int:
    """The exit status of `work` on the stacks of the folder that is named, in a scratch folder.

    undone: what is said loudly where Terraform, a provider or the emulator is missing; that is status 2, as
    is a folder without stacks.
    """
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("dir", type=Path, metavar="DIR", help="the synthesized folder")
    add_options(parser)
    options = parser.parse_args(arguments)
    # To be told to end is to end what was started, too.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(_TERMINATED))
    with tempfile.TemporaryDirectory(prefix=f"{command}-") as scratch:
        try:
            return work(Task(read_stacks(options.dir), options.dir, Path(scratch), options))
        except NoStacksError as error:
            print(f"{command}: {error}", file=sys.stderr)
        except (TerraformMissingError, EmulatorError) as error:
            print(f"{command}: {undone}: {error}. This is not a pass.", file=sys.stderr)
        except KeyboardInterrupt:
            print(f"{command}: interrupted; what it had started is ended", file=sys.stderr)
            return _INTERRUPTED
    return 2

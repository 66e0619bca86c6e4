"""What the commands share that hand synthesized stacks to real Terraform."""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from tests.rehearsal.stacks import NoStacksError, Stack, read_stacks
from tests.rehearsal.terraform import TerraformMissingError


def run(
    command: str,
    description: str,
    undone: str,
    work: Callable[[list[Stack], Path], int],
    arguments: list[str] | None,
) -> int:
    """The exit status of `work` on the stacks of the folder that is named, in a scratch folder.

    undone: what is said loudly where there is no Terraform or no provider; that is status 2, as is a
    folder without stacks.
    """
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("dir", type=Path, metavar="DIR", help="the synthesized folder")
    folder: Path = parser.parse_args(arguments).dir
    with tempfile.TemporaryDirectory(prefix=f"{command}-") as scratch:
        try:
            return work(read_stacks(folder), Path(scratch))
        except NoStacksError as error:
            print(f"{command}: {error}", file=sys.stderr)
        except TerraformMissingError as error:
            print(f"{command}: {undone}: {error}. This is not a pass.", file=sys.stderr)
    return 2

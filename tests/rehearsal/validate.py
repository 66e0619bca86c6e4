"""`python -m tests.rehearsal.validate DIR`: plain `terraform init` and `validate` of every stack.

With the provider version that the stacks pin, from the registry or a mirror; else with a mirror's
older version, in a copy without the arguments that this version does not know, which are listed.

Exit status 0: every stack is valid. 1: Terraform refuses one. 2: nothing could be validated, because
there is no Terraform or no provider; that is not a pass.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from tests.rehearsal.provider import find_provider, say_what_was_left_out, write_stack
from tests.rehearsal.stacks import NoStacksError, Stack, pinned_version, read_stacks
from tests.rehearsal.terraform import TerraformError, TerraformMissingError, Unknown


def main(arguments: list[str] | None = None) -> int:
    """Validate the stacks of a folder and say with which provider."""
    parser = argparse.ArgumentParser(description="Validate synthesized stacks with real Terraform.")
    parser.add_argument("dir", type=Path, metavar="DIR", help="the synthesized folder")
    folder: Path = parser.parse_args(arguments).dir
    with tempfile.TemporaryDirectory(prefix="validate-") as scratch:
        try:
            return validate(read_stacks(folder), Path(scratch))
        except NoStacksError as error:
            print(f"validate: {error}", file=sys.stderr)
        except TerraformMissingError as error:
            print(f"validate: NOT VALIDATED: {error}. This is not a pass.", file=sys.stderr)
    return 2


def validate(stacks: list[Stack], scratch: Path) -> int:
    """Validate in copies below `scratch`; 0 where all are valid, else 1.

    Raises NoStacksError and TerraformMissingError.
    """
    provider = find_provider(pinned_version(stacks), scratch)
    print(f"validate: hashicorp/aws {provider.version} from {provider.origin}", flush=True)
    refused = 0
    dropped: set[Unknown] = set()
    for stack in stacks:
        folder = scratch / "stacks" / stack.name
        try:
            content, missing = provider.understood(stack.content)
            dropped |= missing
            write_stack(content, folder)
            provider.terraform.run(folder, "init", "-backend=false", "-input=false", "-no-color")
            provider.terraform.run(folder, "validate", "-no-color")
            print(f"validate: valid: {stack.name}", flush=True)
        except TerraformError as error:
            refused += 1
            print(f"validate: REFUSED: {stack.name}\n{error}", flush=True)
    say_what_was_left_out("validate", provider, dropped)
    print(f"validate: {len(stacks) - refused} of {len(stacks)} stacks are valid")
    return 1 if refused else 0


if __name__ == "__main__":
    sys.exit(main())

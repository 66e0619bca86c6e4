"""`python -m rehearsal.validate DIR`: plain `terraform init` and `validate` of every stack.

With the provider version that the stacks pin, from the registry or a mirror; else with a mirror's
older version, in a copy without the arguments that this version does not know, which are listed.

Exit status 0: every stack is valid. 1: Terraform refuses one. 2: nothing could be validated, because
there is no Terraform or no provider; that is not a pass.
"""

from __future__ import annotations

import sys

from rehearsal.command import Command, Task
from rehearsal.provider import find_provider, say_what_was_left_out, write_stack
from rehearsal.stacks import pinned_version
from rehearsal.terraform import TerraformError, Unknown


def main(arguments: list[str] | None = None) -> int:
    """Validate the stacks of a folder and say with which provider."""
    command = Command("validate", "Validate stacks with real Terraform.", "NOT VALIDATED", validate)
    return command.run(arguments)


def validate(task: Task) -> int:
    """Validate copies; 0 where all are valid, else 1.

    Raises NoStacksError and TerraformMissingError.
    """
    stacks, scratch = task.stacks, task.scratch
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

"""`python -m rehearsal.validate DIR`: plain `terraform init` and `validate` of every stack.

With the provider version that the stacks pin, from the registry or a mirror; else with a mirror's
older version, in a copy without the arguments that this version does not know, which are listed.

Exit status 0: every stack is valid. 1: Terraform refuses one. 2: nothing could be validated, because
there is no Terraform or no provider; that is not a pass.
"""

from __future__ import annotations

import sys
from typing import Final

from rehearsal.command import Command, Task
from rehearsal.order import in_order
from rehearsal.provider import find_provider, say_what_was_left_out, write_stack
from rehearsal.served import served
from rehearsal.stacks import pinned_version
from rehearsal.terraform import TerraformError

_AT_ONCE: Final = 2  # stacks


def main(arguments: list[str] | None = None) -> int:
    """Validate the stacks of a folder and say with which provider."""
    command = Command("validate", "Validate stacks with real Terraform.", "NOT VALIDATED", validate)
    return command.run(arguments)


def validate(task: Task) -> int:
    """Validate copies; 0 where all are valid, else 1.

    Raises NoStacksError and TerraformMissingError.
    """
    found = find_provider(pinned_version(task.stacks), task.scratch)
    print(f"validate: hashicorp/aws {found.version} from {found.origin}", flush=True)
    with served(found) as provider:
        copies = {stack.name: provider.understood(stack.content) for stack in task.stacks}

        def validated(stack: str) -> str:
            folder = task.scratch / "stacks" / stack
            write_stack(copies[stack][0], folder)
            try:
                provider.terraform.run(folder, "init", "-backend=false", "-input=false", "-no-color")
                provider.terraform.run(folder, "validate", "-no-color")
            except TerraformError as error:
                return str(error)
            print(f"validate: valid: {stack}", flush=True)
            return ""

        refused = in_order(dict.fromkeys(copies, ()), validated, at_once=_AT_ONCE).failed
    say_what_was_left_out("validate", found, {each for _, missing in copies.values() for each in missing})
    for stack, problem in refused.items():
        print(f"validate: REFUSED: {stack}\n{problem}")
    print(f"validate: {len(copies) - len(refused)} of {len(copies)} stacks are valid")
    return 1 if refused else 0


if __name__ == "__main__":
    sys.exit(main())

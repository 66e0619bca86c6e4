"""`python -m tests.rehearsal.validate DIR`: plain `terraform init` and `validate` of every stack.

With the provider version that the stacks pin, from the registry or a mirror; else with a mirror's
older version, in a copy without the arguments that this version does not know, which are listed.

Exit status 0: every stack is valid. 1: Terraform refuses one. 2: nothing could be validated, because
there is no Terraform or no provider; that is not a pass.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any, Final

from tests.rehearsal.terraform import (
    Mirror,
    Terraform,
    TerraformError,
    TerraformMissingError,
    drop_unknown,
    find_mirror,
    provider_schema,
)

STACK_FILE: Final = "cdk.tf.json"


def main(arguments: list[str] | None = None) -> int:
    """Validate the stacks of a folder and say with which provider."""
    parser = argparse.ArgumentParser(description="Validate synthesized stacks with real Terraform.")
    parser.add_argument("dir", type=Path, metavar="DIR", help="the synthesized folder")
    folder: Path = parser.parse_args(arguments).dir
    try:
        stacks = {
            name: json.loads((folder / entry["synthesizedStackPath"]).read_text(encoding="utf-8"))
            for name, entry in json.loads((folder / "manifest.json").read_text(encoding="utf-8"))[
                "stacks"
            ].items()
        }
    except (OSError, ValueError, KeyError) as error:
        print(
            f"validate: {folder} holds no synthesized stacks ({error}). Run 'make synth' first.",
            file=sys.stderr,
        )
        return 2
    with tempfile.TemporaryDirectory(prefix="validate-") as scratch:
        try:
            return validate(stacks, Path(scratch))
        except TerraformMissingError as error:
            print(f"validate: NOT VALIDATED: {error}. This is not a pass.", file=sys.stderr)
            return 2


def validate(stacks: dict[str, dict[str, Any]], scratch: Path) -> int:
    """Validate in copies below `scratch`; 0 where all are valid, else 1. Raises TerraformMissingError."""
    pinned = pinned_version(stacks)
    terraform, mirror = choose(pinned, scratch)
    version = mirror.version if mirror else pinned
    print(f"validate: hashicorp/aws {version} from {'a mirror' if mirror else 'the registry'}", flush=True)
    schema = None
    refused = 0
    dropped: set[tuple[str, str]] = set()
    for name, content in stacks.items():
        folder = scratch / "stacks" / name
        folder.mkdir(parents=True)
        content["terraform"]["required_providers"]["aws"]["version"] = version
        content["terraform"].pop("backend", None)
        try:
            if version != pinned:
                schema = schema or schema_of(terraform, scratch, content)
                content, missing = drop_unknown(content, schema)  # noqa: PLW2901 - the copy that is validated
                dropped |= missing
            # Indented, because Terraform quotes the line of an error.
            (folder / STACK_FILE).write_text(json.dumps(content, indent=1), encoding="utf-8")
            terraform.run(folder, "init", "-backend=false", "-input=false", "-no-color")
            terraform.run(folder, "validate", "-no-color")
            print(f"validate: valid: {name}", flush=True)
        except TerraformError as error:
            refused += 1
            print(f"validate: REFUSED: {name}\n{error}", flush=True)
        shutil.rmtree(folder)
    for kind, argument in sorted(dropped):
        print(
            f"validate: hashicorp/aws {version} does not know {kind}.{argument}; it was left out of the copy"
        )
    print(f"validate: {len(stacks) - refused} of {len(stacks)} stacks are valid")
    return 1 if refused else 0


def pinned_version(stacks: dict[str, dict[str, Any]]) -> str:
    """The one version of hashicorp/aws that all stacks pin."""
    (version,) = {content["terraform"]["required_providers"]["aws"]["version"] for content in stacks.values()}
    return str(version)


def choose(pinned: str, scratch: Path) -> tuple[Terraform, Mirror | None]:
    """The pinned version from a mirror or the registry, else the mirror's newest version.

    Raises TerraformMissingError.
    """
    mirror = find_mirror()
    if mirror and mirror.version == pinned:
        return Terraform(scratch, mirror), mirror
    registry = Terraform(scratch, None)
    probe = scratch / "probe"
    probe.mkdir()
    (probe / STACK_FILE).write_text(json.dumps(requirement(pinned)), encoding="utf-8")
    try:
        registry.run(probe, "init", "-input=false", "-no-color")
    except TerraformError as error:
        if mirror is None:
            reason = str(error).replace("\n", " ")[-300:]
            raise TerraformMissingError(
                f"the registry does not give hashicorp/aws {pinned} ({reason}) and no mirror was found"
            ) from error
        return Terraform(scratch, mirror), mirror
    return registry, None


def requirement(version: str) -> dict[str, Any]:
    """A configuration that needs nothing but the provider."""
    return {"terraform": {"required_providers": {"aws": {"source": "hashicorp/aws", "version": version}}}}


def schema_of(terraform: Terraform, scratch: Path, content: dict[str, Any]) -> Any:
    """The schema of the provider that Terraform was given."""
    folder = scratch / "schema"
    folder.mkdir()
    version = content["terraform"]["required_providers"]["aws"]["version"]
    (folder / STACK_FILE).write_text(json.dumps(requirement(version)), encoding="utf-8")
    terraform.run(folder, "init", "-input=false", "-no-color")
    return provider_schema(terraform, folder)


if __name__ == "__main__":
    sys.exit(main())

"""The provider that is at hand for stacks, and copies of stacks that it understands."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Final

from policies.gate.reading.folder import STACK_FILE
from rehearsal.terraform import (
    Mirror,
    Terraform,
    TerraformError,
    TerraformMissingError,
    Unknown,
    drop_unknown,
    find_mirror,
    provider_schema,
)

_INITIALISED: Final = (".terraform", ".terraform.lock.hcl")


@dataclass(frozen=True)
class Provider:
    """One version of hashicorp/aws.

    pinned: the version that the stacks ask for.
    folder: initialised with a configuration that needs nothing but the provider.
    """

    terraform: Terraform
    version: str
    pinned: str
    origin: str
    folder: Path

    @cached_property
    def schema(self) -> Mapping[str, Any]:
        """What it says of its own types and arguments. Raises TerraformMissingError where it does not run."""
        try:
            return provider_schema(self.terraform, self.folder)
        except TerraformError as error:
            raise _missing(f"hashicorp/aws {self.version} does not run", error) from error

    def understood(self, content: Mapping[str, Any]) -> tuple[dict[str, Any], set[Unknown]]:
        """A copy of a stack without its backend and without what this version does not know.

        Raises TerraformMissingError where the provider does not run.
        """
        settings = {key: value for key, value in content["terraform"].items() if key != "backend"}
        settings["required_providers"] = _required(self.version)
        copy = {**content, "terraform": settings}
        return (copy, set()) if self.version == self.pinned else drop_unknown(copy, self.schema)

    def initialise(self, folder: Path) -> None:
        """Make of `folder` what `terraform init` would, for a stack that needs this provider alone."""
        for name in _INITIALISED:
            source = self.folder / name
            if source.is_dir():
                shutil.copytree(source, folder / name, symlinks=True)
            else:
                shutil.copy2(source, folder / name)


def find_provider(pinned: str, scratch: Path) -> Provider:
    """The pinned version from a mirror or the registry, else the mirror's newest version.

    Raises TerraformMissingError.
    """
    mirror = find_mirror()
    if mirror is None or mirror.version != pinned:
        try:
            return _initialised(None, pinned, pinned, scratch)
        except TerraformError as error:
            if mirror is None:
                raise _missing(
                    f"no mirror was found, and the registry does not give hashicorp/aws {pinned}", error
                ) from error
    try:
        return _initialised(mirror, mirror.version, pinned, scratch)
    except TerraformError as error:
        raise _missing(f"the mirror's hashicorp/aws {mirror.version} is of no use", error) from error


def write_stack(content: Mapping[str, Any], folder: Path) -> None:
    """Write a stack where Terraform reads it; indented, because Terraform quotes the line of an error."""
    folder.mkdir(parents=True)
    (folder / STACK_FILE).write_text(json.dumps(content, indent=1), encoding="utf-8")


def say_what_was_left_out(command: str, provider: Provider, dropped: set[Unknown]) -> None:
    """Print what the provider's version does not know of the stacks."""
    for kind, argument in sorted(dropped):
        print(
            f"{command}: hashicorp/aws {provider.version} does not know {kind}.{argument}; "
            "it was left out of the copy"
        )


def _initialised(mirror: Mirror | None, version: str, pinned: str, scratch: Path) -> Provider:
    terraform = Terraform(scratch, mirror)
    folder = scratch / f"provider-{version}"
    write_stack({"terraform": {"required_providers": _required(version)}}, folder)
    terraform.run(folder, "init", "-input=false", "-no-color")
    return Provider(terraform, version, pinned, "a mirror" if mirror else "the registry", folder)


def _missing(what: str, error: TerraformError) -> TerraformMissingError:
    told = " ".join(str(error).split())
    return TerraformMissingError(f"{what} ({(told.partition('Error: ')[2] or told)[:300]})")


def _required(version: str) -> dict[str, Any]:
    return {"aws": {"source": "hashicorp/aws", "version": version}}

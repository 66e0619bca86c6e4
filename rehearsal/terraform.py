"""Terraform and a provider, as this machine has them: the registry's, or a mirror's older one."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
from collections.abc import Iterator, Mapping
from copy import copy
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

PROVIDER: Final = "registry.terraform.io/hashicorp/aws"
MIRROR_VARIABLE: Final = "TERRAFORM_PROVIDER_MIRROR"
_COMPLETE: Final = " complete after "
_VERSION_FOLDER: Final = re.compile(r"^\d+\.\d+\.\d+$")


class TerraformMissingError(Exception):
    """There is no Terraform, or no provider for it; the text says which and what was tried."""


class TerraformError(Exception):
    """Terraform refused; the text is what it said."""


@dataclass(frozen=True, slots=True)
class Mirror:
    """A folder of provider packages, laid out as Terraform wants a mirror, and its newest version."""

    folder: Path
    version: str


def find_mirror() -> Mirror | None:
    """The newest hashicorp/aws of a filesystem mirror: TERRAFORM_PROVIDER_MIRROR, else the usual folders."""
    named = os.environ.get(MIRROR_VARIABLE)
    roots = [Path(named)] if named else list(_usual_folders())
    found = [
        Mirror(root, version.name)
        for root in roots
        if (root / PROVIDER).is_dir()
        for version in (root / PROVIDER).iterdir()
        if _VERSION_FOLDER.match(version.name)
    ]
    return max(found, key=lambda mirror: version_key(mirror.version), default=None)


def _usual_folders() -> Iterator[Path]:
    """Where Terraform looks by itself, and what administrators put under /opt."""
    home = Path.home()
    yield home / ".terraform.d" / "plugins"
    yield home / ".local" / "share" / "terraform" / "plugins"
    yield Path("/usr/local/share/terraform/plugins")
    yield Path("/usr/share/terraform/plugins")
    opt = Path("/opt")
    yield from sorted(path for path in (opt.iterdir() if opt.is_dir() else ()) if path.is_dir())


def version_key(version: str) -> tuple[int, ...]:
    """What versions are ordered by."""
    return tuple(int(part) for part in version.split("."))


class Terraform:
    """Runs Terraform without the user's settings and credentials, in `environment`."""

    def __init__(self, home: Path, mirror: Mirror | None) -> None:
        """`home` is a scratch folder; providers come from `mirror`, or from the registry where it is None.

        Raises TerraformMissingError where Terraform is not on the PATH.
        """
        program = shutil.which("terraform")
        if program is None:
            raise TerraformMissingError("Terraform is not on the PATH")
        self._program = program
        settings = home / "terraform.rc"
        source = f'filesystem_mirror {{ path = "{mirror.folder}" }}' if mirror else "direct {}"
        settings.write_text(f"provider_installation {{ {source} }}\n", encoding="utf-8")
        plugins = home / "plugins"
        plugins.mkdir(exist_ok=True)
        kept = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("AWS_", "TF_", "CDKTF_"))
        }
        self.environment: Mapping[str, str] = kept | {
            "TF_CLI_CONFIG_FILE": str(settings),
            "TF_PLUGIN_CACHE_DIR": str(plugins),
            "TF_IN_AUTOMATION": "1",
            "CHECKPOINT_DISABLE": "1",
            "AWS_EC2_METADATA_DISABLED": "true",
        }

    def attached(self, running: str) -> Terraform:
        """The same Terraform with providers that run already, in the words of TF_REATTACH_PROVIDERS."""
        attached = copy(self)
        attached.environment = {**self.environment, "TF_REATTACH_PROVIDERS": running}
        return attached

    def given(self, variables: Mapping[str, str]) -> Terraform:
        """The same Terraform with more variables."""
        given = copy(self)
        given.environment = {**self.environment, **variables}
        return given

    def run(self, folder: Path, *arguments: str, environment: Mapping[str, str] | None = None) -> str:
        """Run one command in `folder`, with more variables where said, and answer its standard output.

        Raises TerraformError.
        """
        done = self.attempt(folder, *arguments, environment=environment)
        if done.returncode:
            raise TerraformError((done.stdout + done.stderr).strip())
        return done.stdout

    def attempt(
        self, folder: Path, *arguments: str, environment: Mapping[str, str] | None = None
    ) -> subprocess.CompletedProcess[str]:
        """Run one command in `folder` and answer all that it said, however it ended."""
        return subprocess.run(
            [self._program, *arguments],
            cwd=folder,
            env={**self.environment, **(environment or {})},
            capture_output=True,
            text=True,
            check=False,
        )

    def broken_off(
        self,
        folder: Path,
        *arguments: str,
        after: int,
        by: signal.Signals,
        environment: Mapping[str, str] | None = None,
    ) -> int:
        """Run an apply in `folder`; signal it and its provider once `after` resources are complete.

        Answers how many were complete when it had ended.
        """
        complete = 0
        with subprocess.Popen(
            [self._program, *arguments],
            cwd=folder,
            env={**self.environment, **(environment or {})},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            process_group=0,  # Terraform that is killed alone leaves its provider behind
        ) as process:
            try:
                for line in process.stdout or ():
                    if _COMPLETE in line:
                        complete += 1
                        if complete == after:
                            os.killpg(process.pid, by)
            except BaseException:
                os.killpg(process.pid, signal.SIGTERM)
                raise
        return complete


def errors(said: str) -> str:
    """Terraform's errors, of all that it said, without those that only follow from another."""
    told = said.split("Error: ")[1:]
    causes = [each.strip() for each in told if not each.startswith(("Request cancelled", "Plugin did not"))]
    return "\nError: ".join(["", *causes]) if causes else said.strip()


Unknown = tuple[str, str]
"""A resource type and a dotted argument that a provider does not have."""


def drop_unknown(
    content: Mapping[str, Any], schema: Mapping[str, Any]
) -> tuple[dict[str, Any], set[Unknown]]:
    """The content of a stack without the arguments that a provider's own schema does not know.

    `schema` is the provider's part of `terraform providers schema -json`.
    """
    dropped: set[Unknown] = set()
    kept = dict(content)
    for section, schemas in (("resource", "resource_schemas"), ("data", "data_source_schemas")):
        if section not in content:
            continue
        kept[section] = {}
        for kind, named in content[section].items():
            if not kind.startswith("aws_"):
                kept[section][kind] = named  # Terraform's own, such as terraform_remote_state
                continue
            known = schema[schemas].get(kind)
            if known is None:
                dropped.add((kind, "(the whole type)"))
                continue
            kept[section][kind] = {
                name: _known_arguments(values, known["block"], kind, "", dropped)
                for name, values in named.items()
            }
    return kept, dropped


_META: Final = frozenset({"//", "provider", "lifecycle", "depends_on", "count", "for_each", "connection"})


def _known_arguments(
    values: Mapping[str, Any], block: Mapping[str, Any], kind: str, path: str, dropped: set[Unknown]
) -> dict[str, Any]:
    attributes, blocks = block.get("attributes", {}), block.get("block_types", {})
    kept: dict[str, Any] = {}
    for key, value in values.items():
        where = f"{path}.{key}" if path else key
        if key in attributes or (not path and key in _META):
            kept[key] = value
        elif key in blocks:
            inner = blocks[key]["block"]
            kept[key] = (
                [
                    _known_arguments(item, inner, kind, where, dropped)
                    for item in value
                    if not _is_unknown_kind(item, inner, kind, where, dropped)
                ]
                if isinstance(value, list)
                else _known_arguments(value, inner, kind, where, dropped)
                if isinstance(value, Mapping)
                else value
            )
        else:
            dropped.add((kind, where))
    return kept


def _is_unknown_kind(
    item: Mapping[str, Any], block: Mapping[str, Any], kind: str, path: str, dropped: set[Unknown]
) -> bool:
    """Whether a block's `type` names a block within it that is not known: it is left out as a whole."""
    named = str(item.get("type", "")).replace("-", "_")
    if named not in item or named in block.get("attributes", {}) or named in block.get("block_types", {}):
        return False
    dropped.add((kind, f"{path}.{named}"))
    return True


def provider_schema(terraform: Terraform, folder: Path) -> Mapping[str, Any]:
    """The schema of hashicorp/aws, as the initialised folder's provider states it."""
    schemas: dict[str, Any] = json.loads(terraform.run(folder, "providers", "schema", "-json"))
    return dict(schemas["provider_schemas"][PROVIDER])

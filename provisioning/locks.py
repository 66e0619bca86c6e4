"""What a `Pipfile.lock` demands."""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Collection
from pathlib import Path
from typing import NotRequired, TypeAlias, TypedDict


class Package(TypedDict):
    """What a lock says of a package."""

    version: str  # as in `==1.2`
    hashes: list[str]
    markers: NotRequired[str]


Packages: TypeAlias = dict[str, Package]


class BootstrapError(Exception):
    """The environment cannot be made; the text says why and what to do."""


def locked_packages(lock: Path, groups: Collection[str]) -> Packages:
    """Give the packages of these groups by name, each with version, hashes and perhaps markers.

    Raises BootstrapError where an entry has no exact version or no hash.
    """
    locked = json.loads(lock.read_text(encoding="utf-8"))
    packages: Packages = {name: entry for group in groups for name, entry in locked[group].items()}
    for name, entry in packages.items():
        if not entry.get("version", "").startswith("==") or not entry.get("hashes"):
            raise BootstrapError(f"{lock.name}: {name} has no exact version with hashes. Run 'make lock'.")
    return packages


def requirements(packages: Packages) -> str:
    """Render packages as a pip requirements file with hashes."""
    lines = []
    for name, entry in sorted(packages.items()):
        marker = f" ; {entry['markers']}" if "markers" in entry else ""
        hashes = [f"--hash={digest}" for digest in entry["hashes"]]
        lines.append(" ".join([f"{name}{entry['version']}{marker}", *hashes]))
    return "\n".join(lines) + "\n"


def identity(lock: Path) -> str:
    """What an environment is made for: the lock's bytes, and the Python."""
    digest = hashlib.sha256(lock.read_bytes()).hexdigest()
    version = ".".join(str(part) for part in sys.version_info[:3])
    return f"{digest} python-{version}"

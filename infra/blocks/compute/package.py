"""The package of all functions: `handlers/` and what it imports, as a zip whose bytes depend on nothing else.

Not in it: botocore and boto3, which the runtime brings and AWS patches (25 MB), and what runs on a person's
machine. The entries are stored, not deflated: compressed bytes differ from one zlib to the next.
"""

from __future__ import annotations

import base64
import hashlib
import os
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from bootstrap import carried_packages
from provisioning.locks import BootstrapError

HANDLERS: Final = Path(__file__).parents[3] / "handlers"
_DATE: Final = (1980, 1, 1, 0, 0, 0)  # the first that a zip can hold
_UNIX: Final = 3
_MODE: Final = 0o100644 << 16

_LEFT_OUT: Final = frozenset(
    {
        *("__pycache__", "bin"),
        *("botocore", "wrapt-stubs"),
        *("INSTALLER", "RECORD", "REQUESTED", "direct_url.json"),  # what pip notes of an installation
    }
)
_LEFT_OUT_PREFIX: Final = "botocore-"  # its metadata


class PackageError(Exception):
    """The package cannot be made; the text says why and what to do."""


@dataclass(frozen=True, slots=True)
class Package:
    """A package on disk, and the SHA-256 of its bytes."""

    path: Path
    digest: bytes

    @property
    def sha256(self) -> str:
        """The digest in base64, as Lambda reports it."""
        return base64.b64encode(self.digest).decode()


def build_package(folder: Path) -> Package:
    """Write the package of this checkout into `folder`. Raises PackageError."""
    try:
        carried = carried_packages()
    except (BootstrapError, OSError) as error:
        raise PackageError(str(error)) from error
    return write_package(folder, handlers=HANDLERS, carried=carried)


def write_package(folder: Path, *, handlers: Path, carried: Path) -> Package:
    """Write the package of the handlers, and of the packages that lie in `carried`."""
    entries = dict(_entries(carried, carried)) | {
        name: path
        for name, path in _entries(handlers, handlers.parent)
        if not name.startswith(f"{handlers.name}/local/")
    }
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "functions.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as package:
        for name in sorted(entries):
            entry = zipfile.ZipInfo(name, _DATE)
            entry.create_system = _UNIX
            entry.external_attr = _MODE
            package.writestr(entry, entries[name].read_bytes())
    return Package(path, hashlib.sha256(path.read_bytes()).digest())


def _entries(folder: Path, root: Path) -> Iterator[tuple[str, Path]]:
    """Every file that is packed, by its name in the package."""
    for place, folders, files in os.walk(folder):
        folders[:] = filter(_is_packed, folders)  # what is left out is not entered
        for path in (Path(place, name) for name in files if _is_packed(name)):
            yield path.relative_to(root).as_posix(), path


def _is_packed(name: str) -> bool:
    return not (name in _LEFT_OUT or name.startswith(_LEFT_OUT_PREFIX) or name.endswith(".pyc"))

"""Compare what lies in a folder of packages with what a lock demands.

A program, run by the Python of an environment: it reads a Request from standard input as JSON, and writes a
Finding to standard output. With `-I -S` nothing that lies in the environment is executed before it was looked
at, but pip's reading of versions, markers and tags.

A file is intact where it has the size of its package's RECORD and is not newer than the last inspection, or
else the recorded hash. What Python compiled into `__pycache__` has no recorded hash, and is not looked at.
"""

from __future__ import annotations

import base64
import csv
import hashlib
import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypedDict

if TYPE_CHECKING:
    from provisioning.locks import Package, Packages

# Machines put their own certificate authorities behind those of a package.
_APPENDABLE: Final = "cacert.pem"
_METADATA: Final = ".dist-info"
# A compiled file anywhere else is imported without a source.
_CACHE: Final = "__pycache__"


class Target(TypedDict):
    """The machine that the packages are for, where that is another one than this."""

    python: list[int]
    platforms: list[str]
    markers: dict[str, str]


class Request(TypedDict):
    """What is asked: the folder, the lock's packages, those that may be there beside them, and for what."""

    folder: str
    packages: Packages
    tolerated: list[str]
    inspected: int  # when files were last found intact, in nanoseconds since the epoch; 0: never
    target: Target | None


class Finding(TypedDict):
    """The packages whose markers hold, and what is wrong, each in one sentence."""

    applicable: list[str]
    faults: list[str]


def inspect(request: Request) -> Finding:
    """Answer a request."""
    folder = Path(request["folder"])
    applicable = _applicable(request["packages"], request["target"])
    if not folder.is_dir():
        return {"applicable": applicable, "faults": [f"{folder.name} is not there"]}
    installed = _installed(folder)
    faults = [
        *_wrong_packages(installed, {name: request["packages"][name] for name in applicable}, request),
        *_wrong_platforms(installed, request["target"]),
        *_wrong_files(installed, request),
    ]
    return {"applicable": applicable, "faults": sorted(faults)}


def _applicable(packages: Packages, target: Target | None) -> list[str]:
    from pip._vendor.packaging.markers import Marker  # noqa: PLC0415 - found once the path is set

    def holds(entry: Package) -> bool:
        there = dict(target["markers"]) if target else None
        return "markers" not in entry or Marker(entry["markers"]).evaluate(there)

    return sorted(name for name, entry in packages.items() if holds(entry))


def _installed(folder: Path) -> dict[str, list[Path]]:
    """The metadata of what is installed, by the name of the package."""
    from pip._vendor.packaging.utils import canonicalize_name  # noqa: PLC0415

    found: dict[str, list[Path]] = {}
    for path in sorted(folder.iterdir()):
        if path.name.endswith(_METADATA):
            found.setdefault(canonicalize_name(path.name.partition("-")[0]), []).append(path)
    return found


def _wrong_packages(installed: dict[str, list[Path]], wanted: Packages, request: Request) -> Iterator[str]:
    from pip._vendor.packaging.specifiers import SpecifierSet  # noqa: PLC0415
    from pip._vendor.packaging.utils import canonicalize_name  # noqa: PLC0415

    locked: dict[str, str] = {canonicalize_name(name): entry["version"] for name, entry in wanted.items()}
    for name, version in locked.items():
        found = [path.name.removesuffix(_METADATA).partition("-")[2] for path in installed.get(name, [])]
        if not found:
            yield f"{name} is not installed"
        elif len(found) > 1 or not SpecifierSet(version).contains(found[0], prereleases=True):
            yield f"{name} is installed as {' and '.join(found)}, and locked as {version.removeprefix('==')}"
    for name in installed.keys() - locked.keys() - set(request["tolerated"]):
        yield f"{name} is installed, and not in the lock"


def _wrong_platforms(installed: dict[str, list[Path]], target: Target | None) -> Iterator[str]:
    from pip._vendor.packaging import tags  # noqa: PLC0415

    if target:
        python, abi = tuple(target["python"]), "cp" + "".join(map(str, target["python"]))
        served = {
            *tags.cpython_tags(python, [abi], target["platforms"]),
            *tags.compatible_tags(python, abi, target["platforms"]),
        }
    else:
        served = set(tags.sys_tags())
    for name, found in installed.items():
        for metadata in found:
            lines = (metadata / "WHEEL").read_text(encoding="utf-8").splitlines()
            built_for = {line.partition(":")[2].strip() for line in lines if line.startswith("Tag:")}
            if served.isdisjoint(tag for text in built_for for tag in tags.parse_tag(text)):
                yield f"{name} is built for another machine: {', '.join(sorted(built_for))}"


def _wrong_files(installed: dict[str, list[Path]], request: Request) -> Iterator[str]:
    folder = request["folder"]
    # pip notes scripts as they lie from here also where it installs into a bare folder.
    scripts_from = f"{folder}/lib/python" if request["target"] else folder
    recorded: dict[str, tuple[str, str]] = {}
    for metadata in (path for found in installed.values() for path in found):
        with (metadata / "RECORD").open(encoding="utf-8", newline="") as rows:
            for name, digest, size in csv.reader(rows):
                beside = name.startswith("..")
                path = os.path.normpath(f"{scripts_from}/{name}") if beside else f"{folder}/{name}"
                recorded[path] = digest, size
    found = dict(_files(folder))
    for path, (digest, size) in recorded.items():
        if _CACHE in Path(path).parts:
            continue
        status = found.pop(path, None) or _status(path)
        if status is None:
            yield f"{os.path.relpath(path, folder)} was removed"
        elif (
            digest
            and (status.st_size != int(size) or status.st_mtime_ns > request["inspected"])
            and not _is_intact(path, digest, int(size))
        ):
            yield f"{os.path.relpath(path, folder)} was changed"
    for path in found:
        yield f"{os.path.relpath(path, folder)} belongs to no package"


def _files(folder: str) -> Iterator[tuple[str, os.stat_result]]:
    """Every file of a folder with its status, but for what Python keeps compiled beside its source."""
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                if entry.name != _CACHE:
                    yield from _files(entry.path)
            else:
                yield entry.path, entry.stat(follow_symlinks=False)


def _status(path: str) -> os.stat_result | None:
    try:
        return os.stat(path)  # noqa: PTH116 - as the scan of the folder gives it
    except OSError:
        return None


def _is_intact(path: str, digest: str, size: int) -> bool:
    algorithm, _, wanted = digest.partition("=")
    with Path(path).open("rb") as file:
        content = file.read(size if path.endswith(_APPENDABLE) else -1)
    found = hashlib.new(algorithm, content).digest()
    return base64.urlsafe_b64encode(found).decode().rstrip("=") == wanted


if __name__ == "__main__":
    asked: Request = json.load(sys.stdin)
    sys.path.append(sys.argv[1])  # where pip lies: the packages of the Python that runs this
    json.dump(inspect(asked), sys.stdout)

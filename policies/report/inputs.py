"""By what a verdict was reached: rules, waivers, people, frameworks, requirements, settings, packages.

Rules are all that judges: every source and table of `policies`, but for what only tells or compares verdicts.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from policies.report.changes import changes
from policies.report.digest import joint
from policies.report.model import FileDigest, Input

CHECKOUT: Final = Path(__file__).resolve().parents[2]
KINDS: Final[Mapping[str, str]] = {
    "rules": "of the rules",
    "rules from outside": "of the rules from outside",
    "frameworks": "of the frameworks",
    "requirements": "of the requirements",
    "waivers": "of the waivers",
    "people": "of the register of people",
    "settings": "of the settings",
    "packages": "of the locked packages",
}
"""The kinds of files, with what a sentence says of one."""

_TELLING: Final = ("commands", "report", "diff", "checkov_ext")
"""Rooms of `policies` that judge nothing."""
_SOURCES: Final = (".py", ".toml", ".json", ".txt")


def inputs_of(
    checkout: Path = CHECKOUT,
    *,
    waivers: Path | None,
    settings: Path | None,
    folders: Iterable[Path] = (),
) -> tuple[Input, ...]:
    """Every kind of input with the digests of its files, by name. A file that is not there is left out.

    waivers, settings: the files by which was judged; None where there was none. With waivers goes the
        register of the checkout, wherever they lie.
    folders: those of rules from outside.

    Raises OSError for a file that cannot be read.
    """
    policies = checkout / "policies"
    apart = {policies / name for name in ("waivers.toml", "people.toml", "settings.toml")}
    rooms = {policies / name for name in (*_TELLING, "frameworks")}
    judging = (path for path in _sources(policies) if path not in apart and not rooms & set(path.parents))
    files: Mapping[str, Iterable[Path]] = {
        "rules": (*judging, policies / "frameworks" / "__init__.py"),
        "rules from outside": (path for folder in folders for path in _sources(folder)),
        "frameworks": (policies / "frameworks").glob("*.toml"),
        "requirements": [checkout / "docs" / "requirements.toml"],
        "waivers": [waivers] if waivers else [],
        "people": [policies / "people.toml"] if waivers else [],
        "settings": [settings] if settings else [],
        "packages": [checkout / "Pipfile.lock"],
    }
    return tuple(_input(kind, files[kind], checkout) for kind in KINDS)


def differences(judged: Iterable[Input], found: Iterable[Input]) -> Iterator[str]:
    """A sentence for each file that is not as it was when was judged, in the order of the kinds."""
    before = {each.kind: {file.path: file.sha256 for file in each.files} for each in judged}
    after = {each.kind: {file.path: file.sha256 for file in each.files} for each in found}
    for kind in dict.fromkeys([*KINDS, *before]):
        was, now = before.get(kind, {}), after.get(kind, {})
        for path, how in changes(was, now):
            yield f"{path}, {KINDS.get(kind, 'of ' + kind)}, {how} since"


def read_inputs(said: Iterable[Mapping[str, Any]]) -> tuple[Input, ...]:
    """The inputs as the JSON of a report tells them. Raises KeyError and TypeError for what tells none."""
    return tuple(
        Input(each["kind"], each["sha256"], tuple(FileDigest(**file) for file in each["files"]))
        for each in said
    )


def changed_inputs(said: Iterable[Mapping[str, Any]], checkout: Path) -> Iterator[str]:
    """`differences` between what a report tells and a checkout, whose settings are not read: their folders of
    rules from outside are not compared.
    """
    judged = [each for each in read_inputs(said) if each.kind != "rules from outside"]
    whole = checkout.resolve()
    policies = whole / "policies"
    yield from differences(
        judged,
        (
            each
            for each in inputs_of(
                whole, waivers=policies / "waivers.toml", settings=policies / "settings.toml"
            )
            if each.kind != "rules from outside"
        ),
    )


def _input(kind: str, paths: Iterable[Path], checkout: Path) -> Input:
    files = tuple(
        FileDigest(name, hashlib.sha256(path.read_bytes()).hexdigest())
        for name, path in sorted((_name(path, checkout), path) for path in paths if path.is_file())
    )
    return Input(kind, joint(files) if files else "", files)


def _sources(folder: Path) -> Iterator[Path]:
    for path in folder.rglob("*"):
        if path.suffix in _SOURCES and path.is_file():
            yield path


def _name(path: Path, checkout: Path) -> str:
    """The path from the checkout; of what lies outside, its name: the machine is not to be told."""
    whole = path.resolve()
    return whole.relative_to(checkout).as_posix() if whole.is_relative_to(checkout) else path.name

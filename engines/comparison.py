"""What two engines write of the same code, compared: every difference is of a kind whose cause is known.

    .venv/bin/python -m engines.comparison engines.out/cdktf engines.out/cdktn

JSON is compared as values, so that the order of keys and white space do not count; other files as bytes.
Exit status 0: every difference is of a kind that is written here, and each kind was seen. 1: otherwise.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any, Final

ABSENT: Final = "(absent)"
STACKS: Final = "stacks/*/cdk.tf.json"


@dataclass(frozen=True, slots=True)
class Difference:
    """A value that differs; the path is dotted, and empty where the whole file does."""

    file: str
    path: str
    before: Any
    after: Any

    @property
    def values(self) -> str:
        """What it was and is, as JSON on one line."""
        return f"{json.dumps(self.before)} -> {json.dumps(self.after)}"


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of difference, and why the engines differ so.

    places: pairs of a pattern of files and a path in them.
    values: what it was and is; None where that changes with every release.
    added: what is in the list beside what was; the list may not have been there.
    """

    name: str
    places: tuple[tuple[str, str], ...]
    cause: str
    values: tuple[Any, Any] | None = None
    added: str = ""

    def covers(self, difference: Difference) -> bool:
        """Whether a difference is of this kind."""
        return any(
            fnmatchcase(difference.file, pattern) and difference.path == path for pattern, path in self.places
        ) and (self._adds(difference) if self.added else self._fits(difference))

    def _fits(self, difference: Difference) -> bool:
        return self.values in (None, (difference.before, difference.after))

    def _adds(self, difference: Difference) -> bool:
        before = [] if difference.before == ABSENT else difference.before
        lists = isinstance(before, list) and isinstance(difference.after, list)
        return lists and sorted([*before, self.added]) == sorted(difference.after)


KINDS: Final = (
    Kind(
        "version of the library",
        (("manifest.json", "version"), (STACKS, "//.metadata.version")),
        "Each library writes its own version where the CLI looks for it. Terraform does not read it.",
    ),
    Kind(
        "address of the provider",
        ((STACKS, "terraform.required_providers.aws.source"),),
        "The bindings of cdktn write out the namespace that Terraform implies: it is the same provider.",
        ("aws", "hashicorp/aws"),
    ),
    Kind(
        "note of an override",
        ((STACKS, "//.metadata.overrides.stack"),),
        "The bindings of cdktn are made of a later release of hashicorp/aws. infra/stack.py has the stacks "
        "require the one that is classed and rehearsed, which the library notes. Terraform does not read it.",
        added="terraform",
    ),
)


def compare(before: Path, after: Path) -> tuple[Difference, ...]:
    """Every difference between two folders that were synthesized, in the order of files and keys."""
    earlier, later = _files(before), _files(after)
    found: list[Difference] = []
    for name in sorted(earlier.keys() | later.keys()):
        if name not in earlier or name not in later:
            found.append(
                Difference(name, "", *("file" if name in each else ABSENT for each in (earlier, later)))
            )
        else:
            found += _between(name, earlier[name], later[name])
    return tuple(found)


def report(differences: Iterable[Difference], kinds: tuple[Kind, ...] = KINDS) -> tuple[str, bool]:
    """The kinds of difference with their causes, as text, and whether nothing else was found."""
    of_kind: dict[str, list[Difference]] = {kind.name: [] for kind in kinds}
    unexplained: list[Difference] = []
    for difference in differences:
        kind = next((kind for kind in kinds if kind.covers(difference)), None)
        (unexplained if kind is None else of_kind[kind.name]).append(difference)
    lines: list[str] = []
    for kind in kinds:
        seen = of_kind[kind.name]
        values = ", ".join(sorted({each.values for each in seen})) or "never seen: remove it"
        lines += [f"{kind.name} ({len(seen)}): {values}", f"    {kind.cause}"]
    lines += [f"NO CAUSE IS WRITTEN: {each.file}: {each.path}: {each.values}" for each in unexplained]
    return "\n".join(lines), not unexplained and all(of_kind.values())


def _files(folder: Path) -> dict[str, Path]:
    return {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}


def _between(name: str, before: Path, after: Path) -> Iterator[Difference]:
    if name.endswith(".json"):
        yield from _values(name, (), json.loads(before.read_bytes()), json.loads(after.read_bytes()))
    elif before.read_bytes() != after.read_bytes():
        yield Difference(name, "", "bytes", "other bytes")


def _values(name: str, path: tuple[str, ...], before: Any, after: Any) -> Iterator[Difference]:  # noqa: ANN401 - JSON
    if isinstance(before, Mapping) and isinstance(after, Mapping):
        for key in sorted(before.keys() | after.keys()):
            yield from _values(name, (*path, key), before.get(key, ABSENT), after.get(key, ABSENT))
    elif isinstance(before, list) and isinstance(after, list) and len(before) == len(after):
        for index, (one, other) in enumerate(zip(before, after, strict=True)):
            yield from _values(name, (*path, str(index)), one, other)
    elif type(before) is not type(after) or before != after:  # True == 1
        yield Difference(name, ".".join(path), before, after)


def main(arguments: list[str]) -> int:
    """Compare two folders, print the kinds of difference, and answer the exit status."""
    parser = argparse.ArgumentParser(description="Compare what two engines wrote.")
    parser.add_argument("before", type=Path)
    parser.add_argument("after", type=Path)
    options = parser.parse_args(arguments)
    for folder in (options.before, options.after):
        if not (folder / "manifest.json").is_file():
            print(f"{folder}: no synthesis ended here.", file=sys.stderr)
            return 1
    text, explained = report(compare(options.before, options.after))
    print(text)
    return 0 if explained else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

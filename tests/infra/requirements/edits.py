"""Small changes of synthesized JSON, each of which breaks one requirement."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

Body = dict[str, Any]
Stacks = dict[str, dict[str, Any]]
"""Each stack's JSON, by the stack's name."""


@dataclass(frozen=True, slots=True)
class Edit:
    """A change in place; `says` is what a person would call it."""

    says: str
    apply: Callable[[Stacks], None]

    def __str__(self) -> str:
        return self.says


def put(kind: str, path: str, value: object, *, of: str = "") -> Edit:
    """Set the argument at a dotted path, of the first `kind` whose place contains `of`."""

    def apply(stacks: Stacks) -> None:
        holder, key = _at(_first(stacks, kind, of), path)
        holder[key] = value

    return Edit(f"{kind} {path}={value}", apply)


def leave_out(kind: str, path: str, *, of: str = "") -> Edit:
    """Leave out the argument at a dotted path, of the first `kind` whose place contains `of`."""

    def apply(stacks: Stacks) -> None:
        holder, key = _at(_first(stacks, kind, of), path)
        del holder[key]

    return Edit(f"{kind} without {path}", apply)


def reword(kind: str, path: str, old: str, new: str, *, of: str = "") -> Edit:
    """Replace text within the first such argument that contains it."""

    def apply(stacks: Stacks) -> None:
        for _, _, body in _found(stacks, kind, of):
            try:
                holder, key = _at(body, path)
                text = holder[key]
            except LookupError:
                continue
            if old in text:
                holder[key] = text.replace(old, new)
                return
        raise LookupError(f"no {kind} has '{old}' in {path}")

    return Edit(f"{kind} {path} {old}->{new}", apply)


def take(kind: str, *, of: str = "") -> Edit:
    """Take away the first `kind` whose place contains `of`."""

    def apply(stacks: Stacks) -> None:
        stack, name, _ = next(_found(stacks, kind, of))
        del stacks[stack]["resource"][kind][name]

    return Edit(f"without {kind} {of}".rstrip(), apply)


def repeat(kind: str, *, of: str) -> Edit:
    """Add the first `kind` whose place contains `of` once more."""

    def apply(stacks: Stacks) -> None:
        stack, _, body = next(_found(stacks, kind, of))
        stacks[stack]["resource"][kind]["again"] = dict(body)

    return Edit(f"{kind} {of} twice", apply)


def add(kind: str, *, to: str = "-foundation", **body: object) -> Edit:
    """Add a resource to the first stack whose name contains `to`, in the region of its provider."""

    def apply(stacks: Stacks) -> None:
        stack = next(stack for name, stack in stacks.items() if to in name)
        stack["resource"].setdefault(kind, {})["added"] = body

    return Edit(f"with {kind}", apply)


def drop_stack(of: str) -> Edit:
    """Drop the first stack whose name contains `of`."""

    def apply(stacks: Stacks) -> None:
        del stacks[next(name for name in stacks if of in name)]

    return Edit(f"without a stack {of}", apply)


def forget(output: str, *, of: str) -> Edit:
    """Leave out an output of the first stack whose name contains `of`."""

    def apply(stacks: Stacks) -> None:
        del next(stack for name, stack in stacks.items() if of in name)["output"][output]

    return Edit(f"without output {output}", apply)


def in_stack(path: str, value: object, *, of: str = "") -> Edit:
    """Set the value at a dotted path of the first stack whose name contains `of`."""

    def apply(stacks: Stacks) -> None:
        holder, key = _at(next(stack for name, stack in stacks.items() if of in name), path)
        holder[key] = value

    return Edit(f"a stack's {path}={value}", apply)


def _found(stacks: Stacks, kind: str, of: str) -> Iterator[tuple[str, str, Body]]:
    """Stack, id and arguments of each `kind` whose place, `<stack>.<id>`, contains `of`."""
    for stack, content in stacks.items():
        for name, body in content["resource"].get(kind, {}).items():
            if of in f"{stack}.{name}":
                yield stack, name, body


def _first(stacks: Stacks, kind: str, of: str) -> Body:
    for _, _, body in _found(stacks, kind, of):
        return body
    raise LookupError(f"no {kind} {of}")


def _at(body: Any, path: str) -> tuple[Any, Any]:
    """The object or list that holds the last step of the path, and that step."""
    *steps, last = path.split(".")
    for step in steps:
        body = body[int(step) if isinstance(body, list) else step]
    return body, int(last) if isinstance(body, list) else last

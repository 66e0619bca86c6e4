"""Synthesizes a system and reads the result back, for tests that assert on the JSON."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from infra import systems

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

SYSTEM = "global_payments"
SUFFIX = "zq7"
REFERENCE = re.compile(r"\$\{(?:data\.)?([a-z0-9_]+)\.([A-Za-z0-9_-]+)\.")


def synthesize(
    folder: Path, suffix: str, *, system: str = SYSTEM, profile: str | None = None, path: Path | None = None
) -> Path:
    """Synthesize into `folder`, in this process. Returns the folder."""
    # cdktf is loaded here, so that tests without a synthesis never wait for it.
    from cdktf import App

    app = App(outdir=str(folder), stack_traces=False)
    systems.build(app, systems.load(system, suffix, profile=profile, path=path))
    app.synth()
    return folder


def edited_settings(folder: Path, edit: Callable[[str], str], *, system: str = SYSTEM) -> Path:
    """A copy of the system's settings, changed by `edit`, which has to change something."""
    file = systems.settings_file(system)
    text = file.read_text(encoding="utf-8")
    changed = edit(text)
    assert changed != text, "the edit changes nothing"
    copy = folder / file.name
    copy.write_text(changed, encoding="utf-8")
    return copy


def without_domain(text: str) -> str:
    """The settings without the table [domain]."""
    head, _, tail = text.partition("[domain]")
    return head + tail[tail.index("\n[") + 1 :]


class Resource(NamedTuple):
    """A resource of a stack: its stack, its type, its id and its arguments."""

    stack: str
    type: str
    id: str
    arguments: dict[str, Any]

    @property
    def address(self) -> str:
        """`<stack>: <type>.<id>`, for messages."""
        return f"{self.stack}: {self.type}.{self.id}"

    def __getitem__(self, argument: str) -> Any:
        return self.arguments[argument]

    def get(self, argument: str) -> Any:
        """The argument, or None."""
        return self.arguments.get(argument)

    def reference(self, attribute: str) -> str:
        """How another resource of the stack refers to an attribute of this one."""
        return f"${{{self.type}.{self.id}.{attribute}}}"

    def statements(self, argument: str = "policy") -> list[dict[str, Any]]:
        """The statements of a policy argument, each of its elements as a list where it may be one."""
        document = json.loads(self.arguments[argument])
        for statement in document["Statement"]:
            for element in ("Action", "Resource"):
                value = statement.get(element, [])
                statement[element] = value if isinstance(value, list) else [value]
        found: list[dict[str, Any]] = document["Statement"]
        return found


@dataclass(frozen=True)
class Stack:
    """One synthesized stack."""

    name: str
    json: dict[str, Any]

    @cached_property
    def resources(self) -> tuple[Resource, ...]:
        """Its resources, without cdktf's metadata."""
        return tuple(
            Resource(self.name, kind, name, {key: value for key, value in body.items() if key != "//"})
            for kind, instances in self.json["resource"].items()
            for name, body in instances.items()
        )

    def of(self, kind: str) -> tuple[Resource, ...]:
        """Its resources of one type."""
        return tuple(resource for resource in self.resources if resource.type == kind)

    @property
    def region(self) -> str:
        """The region of a stack with one provider."""
        (provider,) = self.json["provider"]["aws"]
        region: str = provider["region"]
        return region


@dataclass(frozen=True)
class Configuration:
    """Every stack of a synthesis, as its manifest lists them."""

    stacks: dict[str, Stack]

    @classmethod
    def read(cls, folder: Path) -> Configuration:
        """The stacks under `folder`."""
        manifest = json.loads((folder / "manifest.json").read_text())
        return cls(
            {
                name: Stack(name, json.loads((folder / entry["synthesizedStackPath"]).read_text()))
                for name, entry in manifest["stacks"].items()
            }
        )

    @property
    def resources(self) -> Iterator[Resource]:
        """The resources of all stacks."""
        for stack in self.stacks.values():
            yield from stack.resources

    def of(self, kind: str) -> tuple[Resource, ...]:
        """The resources of one type, of all stacks; there has to be one."""
        found = tuple(resource for resource in self.resources if resource.type == kind)
        assert found, f"no {kind} in the synthesis"
        return found

    @property
    def foundations(self) -> tuple[Stack, ...]:
        """The stack `foundation-<region>` of each region."""
        return tuple(stack for name, stack in self.stacks.items() if "-foundation-" in name)

    @property
    def applications(self) -> tuple[Stack, ...]:
        """The stack `app-<region>` of each region."""
        return tuple(stack for name, stack in self.stacks.items() if "-app-" in name)

    @property
    def data(self) -> Stack:
        """The stack `data-global`."""
        return self.stacks[f"{SYSTEM}-data-global"]


def provider_region(stack: Stack, resource: Resource) -> str:
    """The region that the resource's provider works in."""
    alias = (resource.get("provider") or "aws").removeprefix("aws").removeprefix(".")
    return next(
        provider["region"] for provider in stack.json["provider"]["aws"] if provider.get("alias", "") == alias
    )


def strings(value: Any) -> Iterator[str]:
    """Every string inside a JSON value, keys left out."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from strings(part)
    elif isinstance(value, list):
        for part in value:
            yield from strings(part)

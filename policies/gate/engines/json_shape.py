"""A stack in the shape of Terraform JSON, made from what Terraform will make rather than from the file.

Every instance of a `count` or `for_each` is a block of its own, what none is made of is not there, and
sections that move, import or check are left out: no check of the scanner judges them, and some stop it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from policies.resource import Resource

_MADE_ALREADY: Final = frozenset({"count", "for_each"})
_SECTIONS: Final = frozenset({"output", "variable", "module"})
_NO_NAME: Final = re.compile(r"[^A-Za-z0-9-]+")
_INSTANCE: Final = re.compile(r"(?:data\.)?[A-Za-z][\w-]*\.[\w-]+\[(?:\d+|\"(?:[^\"\\$%]|\\.)*\")\]")


@dataclass(frozen=True, slots=True)
class Copy:
    """A stack for the scanner: its content, and which element each of its addresses is."""

    content: Mapping[str, Any]
    elements: Mapping[str, Resource]


def json_shape(elements: Iterable[Resource]) -> Copy:
    """The copy of one stack's elements."""
    named = _named(elements)
    renamed = {element.address: address for address, element in named.items() if element.address != address}

    def copied(value: Any) -> Any:  # noqa: ANN401 - JSON has every type
        """The value with references to instances as they are called here."""
        if isinstance(value, Mapping):
            return {key: copied(item) for key, item in value.items()}
        if isinstance(value, list):
            return [copied(item) for item in value]
        if isinstance(value, str) and "[" in value:
            return _INSTANCE.sub(lambda match: renamed.get(match[0], match[0]), value)
        return value

    content: dict[str, Any] = {}
    for address, element in named.items():
        _place(content, address, element, copied if renamed else lambda value: value)
    return Copy(content, named)


def _named(elements: Iterable[Resource]) -> dict[str, Resource]:
    """Elements by an address without `[key]`, which a block may have; every one has its own."""
    named: dict[str, Resource] = {}
    instances = []
    for element in elements:
        if element.address.endswith("]"):
            instances.append(element)
        else:
            named[element.address] = element
    for element in instances:
        block, _, key = element.address.partition("[")
        address = f"{block}_{_NO_NAME.sub('_', key[:-1])}"
        while address in named:
            address += "_"
        named[address] = element
    return named


def _place(content: dict[str, Any], address: str, element: Resource, copied: Callable[[Any], Any]) -> None:
    """Put an element where Terraform JSON has it; a section that no check judges stays out."""
    kind = element.type
    if kind.startswith("provider."):
        configured = content.setdefault("provider", {}).setdefault(kind.removeprefix("provider."), [])
        configured.append(copied(element.values))
    elif kind in _SECTIONS:
        content.setdefault(kind, {})[element.name] = copied(element.values)
    elif kind == "local":
        content.setdefault("locals", {})[element.name] = copied(element.values.get("value"))
    elif element.is_managed or kind.startswith("data."):
        section = "resource" if element.is_managed else "data"
        values = {key: copied(value) for key, value in element.values.items() if key not in _MADE_ALREADY}
        named = content.setdefault(section, {}).setdefault(kind.removeprefix("data."), {})
        named[address.removeprefix(f"{kind}.")] = values

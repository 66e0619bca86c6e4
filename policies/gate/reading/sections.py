"""The sections of a stack, in whichever shape Terraform takes them; those beside resources and settings
as elements, since only what rules see can be refused.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

_BY_ADDRESS: Final = {"import": "to", "moved": "from", "removed": "from"}
"""Sections without names, with the attribute that says what each is about."""


def elements(content: Mapping[str, Any]) -> Iterator[tuple[str, str, str, Mapping[str, Any]]]:
    """Each `ephemeral`, `check`, `import`, `moved` and `removed` as (address, type, name, values).

    A data source inside a check is one like any other: Terraform reads it at every plan.
    """
    for kind, blocks in named_blocks(content.get("ephemeral")):
        for name, values in named_blocks(blocks):
            yield f"ephemeral.{kind}.{name}", f"ephemeral.{kind}", name, values
    for check, values in named_blocks(content.get("check")):
        yield f"check.{check}", "check", check, {key: each for key, each in values.items() if key != "data"}
        for kind, blocks in named_blocks(values.get("data")):
            for name, block in named_blocks(blocks):
                yield f"data.{kind}.{name}", f"data.{kind}", name, block
    for section, attribute in _BY_ADDRESS.items():
        for number, values in enumerate(objects(content.get(section)), 1):
            about = str(values.get(attribute) or number).removeprefix("${").removesuffix("}")
            yield f"{section}.{about}", section, about.rpartition(".")[2], values


def objects(value: object) -> Iterator[Mapping[str, Any]]:
    """A section is an object, or a list of them."""
    for item in value if isinstance(value, list) else [value]:
        if isinstance(item, Mapping):
            yield item


def named_blocks(section: object) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Every (name, block) of a section that holds blocks by name."""
    for group in objects(section):
        for name, blocks in group.items():
            if name != "//":
                for block in objects(blocks):
                    yield name, block


def blocks(section: object) -> Iterator[tuple[str, str, Mapping[str, Any]]]:
    """Every (type, name, values) of a `resource` or `data` section."""
    for types in objects(section):
        for kind, named in types.items():
            for name, block in named_blocks(named):
                yield kind, name, block


def providers(content: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Every (name, values) of the `provider` section."""
    yield from named_blocks(content.get("provider"))

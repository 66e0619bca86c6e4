"""How Terraform writes the address of an element, and how a value refers to one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

_KEY: Final = r"\[(?:\d+|\"(?:[^\"\\$%]|\\.)*\")\]"
_MODULES: Final = rf"(?:(?:module\.[\w-]+(?:{_KEY})?\.)+(?=(?:data\.)?[A-Za-z]+_\w+\.))?"
"""Before the address of what lies in modules, as a plan and a state tell it; types have an underscore."""
_REFERENCE: Final = re.compile(
    rf"^\$\{{(?P<address>{_MODULES}(?:(?:data|ephemeral)\.)?[A-Za-z][\w-]*\.[\w-]+(?:{_KEY})?)"
    r"(?P<attribute>[.\[][^{}]*)?\}$"
)
_INSTANCE: Final = re.compile(rf"{_KEY}$")
_MENTION: Final = re.compile(rf"(?<![\w.]){_MODULES}(?:(?:data|ephemeral)\.)?[A-Za-z][\w-]*\.[A-Za-z_][\w-]*")


@dataclass(frozen=True, slots=True)
class Reference:
    """A whole value that refers to another element: `${aws_kms_key.data["eu"].arn}`.

    address: that of the element, with its instance's key where one is named.
    """

    address: str
    attribute: str


def reference(value: object) -> Reference | None:
    """Parse a value that is nothing but one reference; None for every other value."""
    match = _REFERENCE.match(value) if isinstance(value, str) else None
    if match is None:
        return None
    return Reference(match["address"], (match["attribute"] or "").lstrip("."))


def block_of(address: str) -> str:
    """The address of the block that an instance is made of: its own, without `[key]`."""
    return _INSTANCE.sub("", address)


def mentioned(text: str) -> list[str]:
    """The addresses of the blocks that a text names, wherever in it."""
    return _MENTION.findall(text)

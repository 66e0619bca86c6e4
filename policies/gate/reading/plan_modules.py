"""The modules of a plan's configuration, and what a reference in one of them stands for.

A reference is told as Terraform writes the address from the root: with modules and the keys of instances.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Final

from policies.gate.reading.shown import Instance

PART: Final = re.compile(r"\$\{(?P<inner>[^{}]*)\}")
"""One interpolation of a template."""

_CHAIN: Final = re.compile(
    r"(?P<block>(?:data\.)?[A-Za-z][\w-]*\.[\w-]+)"
    r"(?P<key>\[(?:\d+|\"[^\"]*\"|each\.key|count\.index)\])?"
    r"(?P<attribute>(?:\.[\w-]+|\[(?:\d+|\"[^\"]*\")\])*)"
)
_NO_ELEMENTS: Final = frozenset({"var", "local", "each", "count", "path", "self", "module", "terraform"})
_NAMES: Final = frozenset({"arn", "id", "name", "bucket", "identifier", "function_name"})
_STEP: Final = re.compile(r"(?:^|\.)(?=module\.)")
_DEEPEST: Final = 16  # no honest chain of modules is longer; a circle must end


@dataclass(frozen=True)
class Module:
    """A module as it stands in the plan.

    config: what the configuration says in it. prefix: of the addresses in it, `module.m["k"].` or empty.
    outer, given: the module that calls it, and with which expressions.
    """

    config: Mapping[str, Any]
    prefix: str = ""
    outer: Module | None = None
    given: Mapping[str, Any] = field(default_factory=dict)

    @cached_property
    def blocks(self) -> Mapping[tuple[str, str, str], Mapping[str, Any]]:
        """What it says of each resource and data source, by mode, type and name."""
        return {(each["mode"], each["type"], each["name"]): each for each in self.config.get("resources", ())}

    def block(self, shown: Instance) -> Mapping[str, Any]:
        """What the configuration says of an instance; empty where it does not know it."""
        return self.blocks.get((shown.mode, shown.type, shown.name), {})


class Modules:
    """Every module of a plan, and the instances in them."""

    def __init__(self, root: Mapping[str, Any], shown: Mapping[str, Instance]) -> None:
        """`shown` are the plan's instances by address."""
        self.root = Module(root)
        self._modules = {"": self.root}
        self._shown = shown

    def at(self, address: str) -> Module:
        """The module of an address; one that the configuration does not know is empty."""
        if address not in self._modules:
            start = [match.end() for match in _STEP.finditer(address)][-1]
            outer = self.at(address[:start].rstrip("."))
            name = address[start:].removeprefix("module.").partition("[")[0]
            call = outer.config.get("module_calls", {}).get(name, {})
            self._modules[address] = Module(
                call.get("module", {}), f"{address}.", outer, call.get("expressions", {})
            )
        return self._modules[address]

    def followed(
        self, module: Module, reference: str, key: int | str | None = None, depth: int = 0
    ) -> str | None:
        """A reference in a module as one to an instance of the plan; None where it is none.

        key: of the instance in which the reference stands, for `each.key` and `count.index`.
        """
        if depth > _DEEPEST:
            return None
        parts = reference.split(".")
        if parts[0] == "var" and module.outer is not None:
            return self._whole(module.outer, module.given.get(parts[1], {}), depth) if parts[1:] else None
        if parts[0] == "module":
            return self._output(module, parts, depth)
        match = _CHAIN.fullmatch(reference)
        if match is None or parts[0] in _NO_ELEMENTS:
            return None
        index = match["key"] or ""
        if index in ("[each.key]", "[count.index]"):
            index = f"[{key}]" if isinstance(key, int) else f'["{key}"]'
        address = f"{module.prefix}{match['block']}{index}"
        return f"{address}{match['attribute']}" if address in self._shown else None

    def _output(self, module: Module, parts: Sequence[str], depth: int) -> str | None:
        """What the output of a called module refers to."""
        name, output = (*parts[1:3], "", "")[:2]
        if name.partition("[")[0] not in module.config.get("module_calls", {}):
            return None
        inner = self.at(f"{module.prefix}module.{name}")
        return self._whole(
            inner, inner.config.get("outputs", {}).get(output, {}).get("expression", {}), depth
        )

    def _whole(self, module: Module, expression: Mapping[str, Any], depth: int) -> str | None:
        """What an expression refers to where it is one reference; None for every other one."""
        written = expression.get("constant_value")
        if written is not None:
            match = PART.fullmatch(written) if isinstance(written, str) else None
            return self.followed(module, match["inner"].strip(), None, depth + 1) if match else None
        whole = longest(expression.get("references", ()))
        return self.followed(module, whole[0], None, depth + 1) if len(whole) == 1 else None

    def referred(self, module: Module, expression: Mapping[str, Any]) -> Iterator[Instance]:
        """Every instance that an expression names, also through variables and outputs of modules."""
        for each in longest(expression.get("references", ())):
            found = self.followed(module, each)
            for address in _beginnings(found) if found else ():
                if address in self._shown:
                    yield self._shown[address]
                    break

    def is_pointer(self, followed: str) -> bool:
        """Whether a reference says whom something points at, rather than what it is.

        What the other was given (a network, a size) is a value; what it is called is not.
        """
        for address in _beginnings(followed):
            shown = self._shown.get(address)
            if shown is not None:
                attribute = re.split(r"[.\[]", followed[len(address) :].lstrip("."))[0]
                given = self.at(shown.module).block(shown).get("expressions", {})
                return shown.mode == "data" or attribute in _NAMES or attribute not in given
        return False


def _beginnings(text: str) -> Iterator[str]:
    """The text and each beginning of it that ends before a dot, the longest first."""
    yield text
    while (end := text.rfind(".")) > 0:
        text = text[:end]
        yield text


def longest(references: Sequence[str]) -> list[str]:
    """The references without those that another begins with: Terraform lists `a.b.c` and `a.b` for one."""
    return [
        each
        for each in references
        if not any(other.startswith((f"{each}.", f"{each}[")) for other in references)
    ]

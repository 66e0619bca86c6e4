"""The values of one instance of a plan: as written where that can be followed, else as planned.

The expression of the configuration says whom an argument points at, and so it is kept where it is literal,
or refers to other elements. Of everything else the planned value is taken. What a provider fills in by
itself is left out, save blocks, which a `dynamic` block may have made.

An expression in Terraform JSON is shown as it is written. Of one in HCL only the references are: a single
one, of a value that is not yet known, is taken to be the whole expression.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from policies.expressions.evaluation import Scope
from policies.gate.reading.declared_elsewhere import DeclaredElsewhere
from policies.gate.reading.plan_modules import PART, Module, Modules, longest
from policies.gate.reading.shown import Instance, Json
from policies.gate.reading.shown_values import (
    AFTER_APPLY,
    Account,
    Known,
    as_template,
    item_of,
    key_of,
    with_unknown,
    without_sensitive,
)

_EXPRESSION: Final = frozenset({"constant_value", "references"})


@dataclass(frozen=True)
class Values:
    """What is told of one instance, or of settings that are none.

    module: in which the expressions stand. shown: the instance. unknown: what is known only after the apply.
    elsewhere: what instances of their own tell. scope: what variables stand for.
    """

    modules: Modules
    module: Module
    account: Account
    shown: Instance | None = None
    unknown: Json = None
    elsewhere: DeclaredElsewhere = field(default_factory=lambda: DeclaredElsewhere(()))
    scope: Scope = field(default_factory=Scope)

    def of(self, expressions: Mapping[str, Any]) -> dict[str, Any]:
        """What `expressions` say, and the blocks that they do not tell."""
        after, sensitive = (self.shown.values, self.shown.sensitive) if self.shown else ({}, {})
        values = self._block(expressions, after, self.unknown, sensitive)
        if self.shown is not None:
            for name, value in after.items():
                if name not in expressions and _are_blocks(value):
                    rest = self.elsewhere.rest(self.shown, name, value)
                    unknown = key_of(self.unknown, name) if rest == value else None
                    values[name] = self._planned(name, {}, rest, unknown, key_of(sensitive, name))
        return {name: value for name, value in values.items() if value is not None and value != []}

    def argument(self, name: str, expression: Json, after: Json, unknown: Json, sensitive: Json) -> Json:
        """One argument, or the blocks of one name; None where it is null."""
        if isinstance(expression, list):
            return self._blocks(name, expression, after, unknown, sensitive)
        if not expression.keys() <= _EXPRESSION:
            return self._block(expression, item_of(after, 0), item_of(unknown, 0), item_of(sensitive, 0))
        written = expression.get("constant_value")
        if written is not None and (followed := self._written(self.scope.resolve(written))) is not None:
            return followed
        if sensitive is not True and after is not None:
            return self._planned(name, expression, after, unknown, sensitive)
        if isinstance(written, str) and not self.module.prefix:
            return written
        is_null = unknown is not True and sensitive is not True
        return None if is_null else self._by_references(expression)

    def _block(
        self, expressions: Mapping[str, Any], after: Json, unknown: Json, sensitive: Json
    ) -> dict[str, Any]:
        return {
            name: self.argument(
                name,
                expression,
                key_of(after, name),
                True if unknown is True else key_of(unknown, name),
                True if sensitive is True else key_of(sensitive, name),
            )
            for name, expression in expressions.items()
        }

    def _blocks(self, name: str, expressions: list[Any], after: Json, unknown: Json, sensitive: Json) -> Json:
        """Blocks as written where each can be followed; else what is planned for each, or for all."""
        planned = after if isinstance(after, list) else []
        if len(planned) in (0, len(expressions)):
            written = [self._written_block(each) for each in expressions]
            if None not in written:
                return written
        if len(planned) == len(expressions) and all(map(_agree, expressions, planned)):
            return [
                self._block(each, planned[index], item_of(unknown, index), item_of(sensitive, index))
                for index, each in enumerate(expressions)
            ]
        if planned:  # the blocks of a set in another order, or others that a dynamic block made
            return self._planned(name, _together(expressions), planned, unknown, sensitive)
        return [self._block(each, {}, True, {}) for each in expressions]

    def _written_block(self, expressions: Json) -> Json:
        """A block as it is written; None where a part of it cannot be followed."""
        if isinstance(expressions, list):
            items = [self._written_block(each) for each in expressions]
            return None if None in items else items
        if expressions.keys() <= _EXPRESSION:
            return self._written(self.scope.resolve(expressions.get("constant_value")))
        parts = {key: self._written_block(each) for key, each in expressions.items() if each != {}}
        return None if None in parts.values() else parts

    def _written(self, value: Json) -> Json:
        """A value as written, each reference in it one to an instance; None where it cannot be followed."""
        if isinstance(value, Mapping):
            parts = {key: self._written(item) for key, item in value.items() if item is not None}
            return None if None in parts.values() else parts
        if isinstance(value, list):
            items = [self._written(item) for item in value]
            return None if None in items else items
        if not isinstance(value, str) or not ("${" in value or "%{" in value):
            return value
        is_followed = True

        def follow(match: re.Match[str]) -> str:
            nonlocal is_followed
            key = self.shown.key if self.shown else None
            found = self.modules.followed(self.module, match["inner"].strip(), key)
            if found is None or not self.modules.is_pointer(found):
                is_followed = False
            return "${" + str(found) + "}"

        escaped = value.replace("$${", "\0").replace("%%{", "\1")
        text = PART.sub(follow, escaped)
        if not is_followed or "${" in PART.sub("", escaped) or "%{" in escaped:
            return None
        return text.replace("\0", "$${").replace("\1", "%%{")

    def _by_references(self, expression: Mapping[str, Any]) -> str:
        """An expression that refers to all that a value does; a single reference is taken to be all of it."""
        told = self._references(expression)
        if len(told) == 1 and told[0][1]:
            return "${" + told[0][0] + "}"
        return "".join("${" + each + "}" for each, _ in told) + AFTER_APPLY

    def _references(self, expression: Mapping[str, Any]) -> list[tuple[str, bool]]:
        """What an expression refers to, and whether that is an instance of the plan.

        What cannot be followed is told as well: who is named in an expression may be meant by it.
        """
        references = longest(expression.get("references", ()))
        key = self.shown.key if self.shown else None
        own_key = [each for each in references if each in ("each.key", "count.index")]
        others = [each for each in references if each not in own_key]
        if len(others) == 1 and own_key:  # a.b[each.key], of which Terraform tells a.b and each.key
            others = [f"{others[0]}[{own_key[0]}]"]
        told = []
        for each in others:
            found = self.modules.followed(self.module, each, key)
            if found is None:
                told.append((self.module.prefix + each, False))
            else:
                told.append((found if _has_attribute(found) else f"{found}.id", True))
        return told

    def _planned(
        self, name: str, expression: Mapping[str, Any], value: Json, unknown: Json, sensitive: Json
    ) -> Json:
        """A planned value; what it points at is told as far as the expression names it."""
        known = Known.by(self.modules.referred(self.module, expression), self.account)
        shown = known.told(
            name, as_template(without_sensitive(value, sensitive)), self.shown.kind if self.shown else ""
        )
        if not unknown:
            return shown
        told = self._references(expression)
        mentioned = "".join("${" + each + "}" for each, _ in told) + AFTER_APPLY
        # As many references as items that are not yet known: one for each, in their order.
        each_its_own = _marks(unknown) == len(told) and all(followed for _, followed in told)
        texts = iter(["${" + each + "}" for each, _ in told] if each_its_own else [])
        written = None if self.module.prefix else expression.get("constant_value")
        return with_unknown(shown, unknown, written, lambda: next(texts, mentioned))


def _marks(unknown: Json) -> int:
    """How many items of a list are not yet known; 0 of anything else."""
    return sum(mark is True for mark in unknown) if isinstance(unknown, list) else 0


def _has_attribute(followed: str) -> bool:
    """Whether a reference goes on after the address of its element."""
    element = re.sub(r"^(?:module\.[\w-]+(?:\[[^\]]*\])?\.)*", "", followed).removeprefix("data.")
    return re.fullmatch(r"[\w-]+\.[\w-]+(?:\[[^\]]*\])?", element) is None


def _are_blocks(value: Json) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(item, Mapping) for item in value)


def _together(expressions: Json) -> dict[str, list[str]]:
    """One expression that refers to whatever blocks refer to."""
    found: list[str] = []
    waiting = [expressions]
    for each in waiting:
        if isinstance(each, list):
            waiting.extend(each)
        elif isinstance(each, Mapping):
            if each.keys() <= _EXPRESSION:
                found += each.get("references", ())
            else:
                waiting.extend(each.values())
    return {"references": list(dict.fromkeys(found))}


def _agree(expressions: Mapping[str, Any], planned: Json) -> bool:
    """Whether what is literal in a block is what is planned: the blocks of a set have no order."""
    literal: Iterable[tuple[str, Json]] = (
        (name, each["constant_value"])
        for name, each in expressions.items()
        if isinstance(each, Mapping) and each.keys() <= _EXPRESSION and "constant_value" in each
    )
    return all(
        str(key_of(planned, name)).lower() == str(value).lower()
        for name, value in literal
        if isinstance(value, str | int | float) and "${" not in str(value)
    )

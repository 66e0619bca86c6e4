"""What Terraform makes of one block: none, one or several instances, and the blocks generated in each."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from itertools import takewhile
from typing import Any, Final

from policies.expressions.evaluation import Scope, Unresolved, is_partial
from policies.values import Generated

_MOST_PASSES: Final = 4  # over blocks whose count depends on one another
_BLOCK: Final = re.compile(r"\$\{([A-Za-z][\w-]*\.[\w-]+)\}")
"""A reference to a whole block: `${aws_subnet.private}`."""

_ONE_OR_NONE: Final = re.compile(r"\?\s*(?:1\s*:\s*0|0\s*:\s*1)\s*\}$")
"""The end of a condition: `${... ? 1 : 0}`."""

_MOST_INSTANCES: Final = 1000  # instances of one block that are looked at one by one


class _TooMany(Unresolved):
    """More instances than are looked at one by one; that there are some is certain."""


@dataclass(frozen=True, slots=True)
class Instance:
    """One instance of a block.

    key: `[0]` or `["eu"]`; empty where the block makes exactly one, or nobody can tell how many.
    names: what the expressions `each` and `count` stand for in it.
    presence: the expression that decides whether and how often it is made; empty where nothing does.
    by_default: whether it is made where nobody sets a variable.
    several: whether it may be made more than once.
    """

    key: str = ""
    names: Mapping[str, Any] = field(default_factory=dict)
    presence: str = ""
    by_default: bool = True
    several: bool = False

    def without_repetition(self, values: Mapping[str, Any]) -> Mapping[str, Any]:
        """The block's values, for one instance of several without the `count` or `for_each` that made it."""
        if not self.key:
            return values
        return {name: value for name, value in values.items() if name not in ("count", "for_each")}


def all_instances(
    blocks: Mapping[str, Mapping[str, Any]], scope: Scope
) -> tuple[Mapping[str, tuple[Instance, ...]], Scope]:
    """The instances of each block, by its address, and the scope in which they are known.

    The count of a block may depend on the instances of another one: what is undecided after one pass is
    looked at again in the next, with what is known by then.
    """
    made: dict[str, tuple[Instance, ...]] = {}
    undecided = dict(blocks)
    for _ in range(_MOST_PASSES):
        looked_at = len(undecided)
        made |= {address: instances(values, scope, made) for address, values in undecided.items()}
        known = {
            address: tuple(instance.key for instance in found)
            for address, found in made.items()
            if not any(instance.presence for instance in found)
        }
        is_first = looked_at == len(blocks)
        is_settled = not is_first and len(known) == len(scope.instances)  # this pass decided no more
        scope = replace(scope, instances=known, _known={})
        undecided = {address: blocks[address] for address in made.keys() - known.keys()}
        if is_settled or not undecided:
            break
    return made, scope


def instances(
    values: Mapping[str, Any], scope: Scope, others: Mapping[str, tuple[Instance, ...]]
) -> tuple[Instance, ...]:
    """The instances of a block by its `count` or `for_each`; none where that is zero or empty.

    Where only the plan can tell, one instance with that expression as its `presence`.
    others: the instances of the stack's other blocks, as far as they were looked at.
    """
    count, for_each = values.get("count"), values.get("for_each")
    if count is None and for_each is None:
        return (Instance(),)
    if count is not None and for_each is not None:  # Terraform refuses both together
        return (Instance(presence=f"{count}, {for_each}", several=True),)
    try:
        return _decided(count, for_each, scope)
    except Unresolved:
        presence = str(for_each if count is None else count)
    block = _BLOCK.fullmatch(presence)
    if block and for_each is not None and len(others.get(block[1], ())) == 1:
        # `for_each = aws_subnet.private`: one for each instance of the other block.
        (other,) = others[block[1]]
        each = {"key": "${each.key}", "value": f"${{{block[1]}[each.key]}}"}
        return (replace(other, names={"each": each}),)
    several = for_each is not None or not _is_one_or_none(presence)
    try:
        by_default = bool(_decided(count, for_each, scope.by_default()))
    except _TooMany:
        by_default = True
    except Unresolved:
        by_default = False
    return (Instance(presence=presence, by_default=by_default, several=several),)


def _is_one_or_none(count: str) -> bool:
    """Whether it is a condition that gives 1 or 0, so that there is one instance at most."""
    return _ONE_OR_NONE.search(count) is not None


def _decided(count: object, for_each: object, scope: Scope) -> tuple[Instance, ...]:
    return _counted(count, scope) if for_each is None else _for_each(for_each, scope)


def _counted(count: object, scope: Scope) -> tuple[Instance, ...]:
    found = scope.decide(count)
    try:
        number = float(str(found))
    except ValueError as error:
        raise Unresolved(str(found)) from error
    if isinstance(found, bool) or number < 0 or not number.is_integer():
        raise Unresolved(str(found))
    if number > _MOST_INSTANCES:
        raise _TooMany(str(found))
    return tuple(Instance(f"[{index}]", {"count": {"index": index}}) for index in range(int(number)))


def _for_each(for_each: object, scope: Scope) -> tuple[Instance, ...]:
    found = scope.decide(for_each)
    if isinstance(found, list):
        if is_partial(found) or not all(isinstance(item, str) for item in found):
            raise Unresolved(str(for_each))
        found = dict.fromkeys(found)
        values: Mapping[str, Any] = {key: key for key in found}
    elif isinstance(found, Mapping):
        # Keys must be decided; what stands under them may be a variable's default.
        resolved = scope.resolve(for_each)
        is_alike = isinstance(resolved, Mapping) and resolved.keys() == found.keys()
        values = resolved if is_alike else found
    else:
        raise Unresolved(str(for_each))
    if any(map(is_partial, found)):
        raise Unresolved(str(for_each))
    if len(found) > _MOST_INSTANCES:
        raise _TooMany(str(for_each))
    return tuple(
        Instance(f"[{json.dumps(key, ensure_ascii=False)}]", {"each": {"key": key, "value": values[key]}})
        for key in sorted(found)
    )


def with_generated(value: Any, scope: Scope) -> Any:  # noqa: ANN401 - JSON has every type
    """The value with what its `dynamic` blocks generate: one expression (`Generated`) for each.

    It stands under the block's label, after the blocks of that label that are written out. A `dynamic` block
    whose `for_each` is literally empty generates nothing and is left out.
    """
    if isinstance(value, str):  # nearly always
        return value
    if isinstance(value, list):
        return [with_generated(item, scope) for item in value]
    if not isinstance(value, (dict, Mapping)):  # dict first: the check for Mapping is slow
        return value
    made = {key: with_generated(item, scope) for key, item in value.items()}
    if "dynamic" not in made:
        return made
    groups = _listed(value["dynamic"])
    readable = list(takewhile(lambda group: isinstance(group, Mapping), groups))
    generating = [
        (label, block)
        for group in readable
        for label, content in group.items()
        for block in _listed(content)
        if _generates(block, scope)
    ]
    for label, _ in generating:
        _add_generated(made, label)
    if len(readable) < len(groups):  # Terraform refuses it: rules see what is written
        made["dynamic"] = value["dynamic"]
        return made
    made.pop("dynamic")
    if generating:
        made["dynamic"] = [{label: block} for label, block in generating]
    return made


def _listed(value: Any) -> list[Any]:  # noqa: ANN401 - JSON has every type
    return value if isinstance(value, list) else [value]


def _add_generated(values: dict[str, Any], label: str) -> None:
    """Add what a `dynamic` block generates to the blocks of the same label, if there are any."""
    written = values.get(label)
    generated = Generated.by(label)
    values[label] = [*_listed(written), generated] if written not in (None, []) else generated


def _generates(block: object, scope: Scope) -> bool:
    """Whether a `dynamic` block generates anything, or nobody can tell."""
    if not isinstance(block, Mapping) or "for_each" not in block:
        return True
    try:
        return scope.decide(block["for_each"]) not in ([], {}, None)
    except Unresolved:
        return True

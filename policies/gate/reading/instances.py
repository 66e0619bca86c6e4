"""What Terraform makes of one block: none, one or several instances, and the blocks generated in each."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final

from policies.estate import Generated
from policies.expressions import Scope, Unresolved, is_partial

_CHAIN: Final = 4  # blocks that count by one another
_CHAINED: Final = re.compile(r"\$\{([A-Za-z][\w-]*\.[\w-]+)\}")
_SWITCH: Final = re.compile(r"\?\s*(?:1\s*:\s*0|0\s*:\s*1)\s*\}$")
_MOST: Final = 1000  # instances of one block that are looked at one by one


class _TooMany(Unresolved):
    """There are surely some, and more than are looked at one by one."""


@dataclass(frozen=True, slots=True)
class Instance:
    """One instance of a block.

    key: `[0]` or `["eu"]`; empty where the block makes exactly one, or nobody can tell how many.
    names: what `each` and `count` stand for in it.
    presence: the expression that decides whether and how often it is made; empty where nothing does.
    by_default: whether it is made where nobody sets a variable.
    several: whether it may be made more than once.
    """

    key: str = ""
    names: Mapping[str, Any] = field(default_factory=dict)
    presence: str = ""
    by_default: bool = True
    several: bool = False

    def of(self, values: Mapping[str, Any]) -> Mapping[str, Any]:
        """The block's values as they are for this instance."""
        if not self.key:
            return values
        return {name: value for name, value in values.items() if name not in ("count", "for_each")}


def all_instances(
    blocks: Mapping[str, Mapping[str, Any]], scope: Scope
) -> tuple[Mapping[str, tuple[Instance, ...]], Scope]:
    """The instances of each block, by its address, and the scope in which they are known.

    A block may count by the instances of another one, so that what is not decided is looked at again.
    """
    made: dict[str, tuple[Instance, ...]] = {}
    open_ones = dict(blocks)
    for _ in range(_CHAIN):
        told = {address: instances(values, scope, made) for address, values in open_ones.items()}
        made.update(told)
        known = {
            address: tuple(instance.key for instance in found)
            for address, found in made.items()
            if not any(instance.presence for instance in found)
        }
        settled = len(told) < len(blocks) and len(known) == len(scope.instances)
        scope = replace(scope, instances=known, _known={})
        open_ones = {address: blocks[address] for address in made.keys() - known.keys()}
        if settled or not open_ones:
            break
    return made, scope


def instances(
    values: Mapping[str, Any], scope: Scope, others: Mapping[str, tuple[Instance, ...]]
) -> tuple[Instance, ...]:
    """The instances of a block by its `count` or `for_each`; none where that is literally nothing.

    others: what is known of the stack's other blocks so far.
    """
    count, for_each = values.get("count"), values.get("for_each")
    if count is None and for_each is None:
        return (Instance(),)
    if count is not None and for_each is not None:  # Terraform refuses it
        return (Instance(presence=f"{count}, {for_each}", several=True),)
    try:
        return _decided(count, for_each, scope)
    except Unresolved:
        presence = str(for_each if count is None else count)
    chained = _CHAINED.fullmatch(presence)
    if chained and for_each is not None and len(others.get(chained[1], ())) == 1:
        # Its instances are those of the other block, one for each.
        (other,) = others[chained[1]]
        each = {"key": "${each.key}", "value": f"${{{chained[1]}[each.key]}}"}
        return (replace(other, names={"each": each}),)
    several = for_each is not None or not _is_switch(presence)
    try:
        by_default = bool(_decided(count, for_each, scope.by_default()))
    except _TooMany:
        by_default = True
    except Unresolved:
        by_default = False
    return (Instance(presence=presence, by_default=by_default, several=several),)


def _is_switch(count: str) -> bool:
    """Whether it is a condition between 0 and 1, so that there is one instance at most."""
    return _SWITCH.search(count) is not None


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
    if number > _MOST:
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
        told = scope.resolve(for_each)
        values = told if isinstance(told, Mapping) and told.keys() == found.keys() else found
    else:
        raise Unresolved(str(for_each))
    if any(map(is_partial, found)):
        raise Unresolved(str(for_each))
    if len(found) > _MOST:
        raise _TooMany(str(for_each))
    return tuple(
        Instance(f"[{json.dumps(key, ensure_ascii=False)}]", {"each": {"key": key, "value": values[key]}})
        for key in sorted(found)
    )


def with_generated(value: Any, scope: Scope) -> Any:  # noqa: ANN401 - JSON has every type
    """The value with an expression wherever a `dynamic` block generates others, beside what is written.

    One whose `for_each` is literally empty generates nothing and is left out.
    """
    if isinstance(value, list):
        return [with_generated(item, scope) for item in value]
    if not isinstance(value, dict | Mapping):
        return value
    made = {key: with_generated(item, scope) for key, item in value.items()}
    if "dynamic" not in made:
        return made
    kept: list[dict[str, Any]] = []
    written = value["dynamic"]
    for group in written if isinstance(written, list) else [written]:
        if not isinstance(group, Mapping):
            made["dynamic"] = written
            return made
        for label, content in group.items():
            for block in content if isinstance(content, list) else [content]:
                if not _generates(block, scope):
                    continue
                kept.append({label: block})
                beside = made.get(label)
                present = beside if isinstance(beside, list) else [] if beside is None else [beside]
                made[label] = [*present, Generated.by(label)] if present else Generated.by(label)
    made.pop("dynamic")
    if kept:
        made["dynamic"] = kept
    return made


def _generates(block: object, scope: Scope) -> bool:
    if not isinstance(block, Mapping) or "for_each" not in block:
        return True
    try:
        return scope.decide(block["for_each"]) not in ([], {}, None)
    except Unresolved:
        return True

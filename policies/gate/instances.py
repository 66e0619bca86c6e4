"""What Terraform makes of one block: none, one or several instances, and the blocks generated in each."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from policies.estate import Generated
from policies.expressions import Scope, Unresolved, is_partial

_MOST: Final = 1000  # instances of one block that are looked at one by one


@dataclass(frozen=True, slots=True)
class Instance:
    """One instance of a block.

    key: `[0]` or `["eu"]`; empty where the block makes exactly one, or nobody can tell how many.
    names: what `each` and `count` stand for in it.
    presence: the expression that decides whether and how often it is made; empty where nothing does.
    by_default: whether it is made where nobody sets a variable.
    """

    key: str = ""
    names: Mapping[str, Any] = field(default_factory=dict)
    presence: str = ""
    by_default: bool = True

    def of(self, values: Mapping[str, Any]) -> Mapping[str, Any]:
        """The block's values as they are for this instance."""
        if not self.key:
            return values
        return {name: value for name, value in values.items() if name not in ("count", "for_each")}


def instances(values: Mapping[str, Any], scope: Scope) -> tuple[Instance, ...]:
    """The instances of a block by its `count` or `for_each`; none where that is literally nothing."""
    count, for_each = values.get("count"), values.get("for_each")
    if count is None and for_each is None:
        return (Instance(),)
    if count is not None and for_each is not None:  # Terraform refuses it
        return (Instance(presence=f"{count}, {for_each}"),)
    try:
        return _decided(count, for_each, scope)
    except Unresolved:
        presence = str(for_each if count is None else count)
    try:
        return (Instance(presence=presence, by_default=bool(_decided(count, for_each, scope.by_default()))),)
    except Unresolved:
        return (Instance(presence=presence, by_default=False),)


def _decided(count: object, for_each: object, scope: Scope) -> tuple[Instance, ...]:
    return _counted(count, scope) if for_each is None else _for_each(for_each, scope)


def _counted(count: object, scope: Scope) -> tuple[Instance, ...]:
    found = scope.decide(count)
    try:
        number = float(str(found))
    except ValueError as error:
        raise Unresolved(str(found)) from error
    if isinstance(found, bool) or not 0 <= number <= _MOST or not number.is_integer():
        raise Unresolved(str(found))
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
    if len(found) > _MOST or any(map(is_partial, found)):
        raise Unresolved(str(for_each))
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
    if not isinstance(value, Mapping):
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

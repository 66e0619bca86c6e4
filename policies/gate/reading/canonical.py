"""The one form of a stack of the several that Terraform takes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from policies.gate.reading import sections


def without_nulls(value: Any) -> Any:  # noqa: ANN401 - JSON has every type
    """The value without its null attributes: to Terraform, null and absent are the same."""
    if isinstance(value, str):  # nearly always
        return value
    if isinstance(value, (dict, Mapping)):
        return {key: without_nulls(item) for key, item in value.items() if item is not None}
    if isinstance(value, list):
        return [without_nulls(item) for item in value if item is not None]
    return value


def canonical(content: Mapping[str, Any]) -> dict[str, Any]:
    """The stack with its resources, data sources and providers in the one form that cdktf writes.

    Terraform also takes lists of objects at each level. Null attributes are left out.
    """
    made: dict[str, Any] = dict(without_nulls(content))
    for section in ("resource", "data"):
        if section in made:
            types: dict[str, dict[str, Any]] = {}
            for kind, name, values in sections.blocks(made[section]):
                types.setdefault(kind, {})[name] = values
            made[section] = types
    if "provider" in made:
        providers: dict[str, list[Any]] = {}
        for name, values in sections.providers(made):
            providers.setdefault(name, []).append(values)
        made["provider"] = providers
    return made

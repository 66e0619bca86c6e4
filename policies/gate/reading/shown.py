"""What `terraform show -json` writes of a plan or a state, told apart by content, never by name.

The formats: https://developer.hashicorp.com/terraform/internals/json-format.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from policies.context import Form

Json = Any
"""A value of any JSON type."""

_KEY: Final = re.compile(r"\[(?:\d+|\"(?:[^\"\\]|\\.)*\")\]")
_STORED: Final = frozenset({"lineage", "serial"})
_WHOLE: Final = frozenset({"planned_values", "configuration"})


def form_of(content: Mapping[str, Any]) -> Form:
    """Whether parsed JSON is a synthesized stack, or what Terraform shows of a plan or a state."""
    if "format_version" not in content and not content.keys() >= _STORED:
        return Form.SYNTHESIS
    return Form.PLAN if {"planned_values", "resource_changes"} & content.keys() else Form.STATE


def refusal(content: Mapping[str, Any]) -> str:
    """Why a plan or a state cannot be judged, as a clause about it; empty where it can."""
    if content.keys() >= _STORED:
        return "it is a state as Terraform stores it; judge what 'terraform show -json' writes of it"
    version = content.get("format_version")
    if not isinstance(version, str) or version.partition(".")[0] != "1":
        return f"it has the format version {version}; the gate reads version 1, of Terraform 1.1 and later"
    is_plan = form_of(content) is Form.PLAN
    for is_so, why in (
        (
            not is_plan and "values" not in content,
            "it shows neither a plan nor a state: there was none where 'terraform show -json' ran",
        ),
        (content.get("errored"), "planning ended with errors, so it shows a part only; plan again"),
        (
            content.get("deferred_changes"),
            "it puts changes off to a later plan, so what they will be cannot be judged",
        ),
        (
            is_plan and not content.keys() >= _WHOLE,
            "it is no whole plan: what is planned, or the configuration, is missing",
        ),
    ):
        if is_so:
            return why
    try:
        _read_through(content)
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        return f"it is not what Terraform writes ({type(error).__name__}: {error})"
    return ""


def is_about_nothing(content: Mapping[str, Any]) -> bool:
    """Whether a plan or a state has no resource, and changes none."""
    return not content.get("resource_changes") and not managed(content)


def _object(content: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    """What stands under a key; an empty object where nothing does. Raises TypeError where it is none."""
    value = content.get(key)
    if value is not None and not isinstance(value, Mapping):
        raise TypeError(f"{key} is no object")
    return value or {}


def _read_through(content: Mapping[str, Any]) -> None:
    """Look at everything that readers rely on. Raises whatever is raised where it is otherwise."""
    for values in (_object(content, "values"), _object(content, "planned_values"), prior_values(content)):
        _object(values, "outputs")
        for each in instances(values):
            each.address.partition(".")
    for change in content.get("resource_changes", ()):
        (change["address"].partition("."), change["change"]["actions"].count("delete"))
    configuration = _object(content, "configuration")
    waiting = [_object(configuration, "root_module")]
    for module in waiting:
        for block in module.get("resources", ()):
            (block["mode"], block["type"], block["name"], block.get("expressions", {}).items())
        waiting.extend(call.get("module", {}) for call in module.get("module_calls", {}).values())
    for provider in _object(configuration, "provider_config").values():
        (provider.get("name"), provider.get("expressions", {}).items())


@dataclass(frozen=True, slots=True)
class Instance:
    """One instance of a resource or data source, as Terraform shows it.

    module: the address of its module with keys, empty for the root. key: of `count` or `for_each`.
    sensitive: which of its values are, as `true` or by key. depends_on: of a state alone, without keys.
    """

    address: str
    module: str
    mode: str
    type: str
    name: str
    key: int | str | None
    values: Mapping[str, Any]
    sensitive: Json
    depends_on: tuple[str, ...]

    @property
    def kind(self) -> str:
        """The type by which rules select."""
        return f"data.{self.type}" if self.mode == "data" else self.type

    @property
    def block(self) -> str:
        """The address of its block in the configuration: its own without any key, of modules neither."""
        prefix = f"{_KEY.sub('', self.module)}." if self.module else ""
        return f"{prefix}{self.kind}.{self.name}"


def instances(values: Mapping[str, Any]) -> Iterator[Instance]:
    """Every instance of `values` or `planned_values`, those of a module after those around it.

    Raises KeyError, TypeError or AttributeError where it is not what Terraform writes.
    """
    waiting = [_object(values, "root_module")]
    for module in waiting:
        for each in module.get("resources", ()):
            yield Instance(
                address=each["address"],
                module=module.get("address", ""),
                mode={"managed": "managed", "data": "data"}[each["mode"]],
                type=each["type"],
                name=each["name"],
                key=each.get("index"),
                values=dict((each.get("values") or {}).items()),
                sensitive=each.get("sensitive_values", {}),
                depends_on=tuple(each.get("depends_on", ())),
            )
        waiting.extend(module.get("child_modules", ()))


def prior_values(content: Mapping[str, Any]) -> Mapping[str, Any]:
    """What was there when a plan was made, data sources among it."""
    return _object(_object(content, "prior_state"), "values")


def managed(content: Mapping[str, Any]) -> list[Instance]:
    """Every resource of a plan or a state; none of a synthesized stack."""
    if form_of(content) is Form.SYNTHESIS:
        return []
    values = _object(content, "planned_values" if form_of(content) is Form.PLAN else "values")
    return [each for each in instances(values) if each.mode == "managed"]

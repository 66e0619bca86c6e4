"""States of Terraform as a plan would leave them, for what no emulator makes.

What the plan of the real provider knows is taken from it; what only AWS would tell is made up from the
resource's address, alike wherever it is asked for. So the next plan of the same stack changes nothing, and
that of another one shows what the provider makes of the difference.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from rehearsal.mocks import invented
from rehearsal.stacks import region_of, regions_by_alias
from rehearsal.terraform import PROVIDER

STATE: Final = "terraform.tfstate"
_REFERENCE: Final = re.compile(r"\$\{(aws_\w+)\.([\w-]+)\.(\w+)\}")
_EXPRESSION: Final = "${"
_NAMING: Final = ("arn", "id", "name")

Change = Mapping[str, Any]
"""One of the `resource_changes` of a plan."""


def is_settled(change: Change) -> bool:
    """Whether a change does nothing to a resource. An update may be of a mark alone, as what is sensitive."""
    done = change["change"]
    if change["mode"] != "managed" or done["actions"] in (["no-op"], ["read"]):
        return True
    return (
        done["actions"] == ["update"]
        and done["before"] == done["after"]
        and not _leaves_unknown(done["after_unknown"])
    )


def _leaves_unknown(unknown: object) -> bool:
    """Whether anything is known after the apply only."""
    if isinstance(unknown, Mapping):
        return any(map(_leaves_unknown, unknown.values()))
    return any(map(_leaves_unknown, unknown)) if isinstance(unknown, list) else unknown is True


def read_state(folder: Path) -> dict[str, Any]:
    """The state in a stack's folder; an empty one where there is none."""
    file = folder / STATE
    if file.exists():
        return dict(json.loads(file.read_text(encoding="utf-8")))
    return {"version": 4, "serial": 0, "lineage": folder.name, "outputs": {}, "resources": []}


def write_state(folder: Path, state: dict[str, Any]) -> None:
    """Write a state as the next one."""
    state["serial"] += 1
    (folder / STATE).write_text(json.dumps(state, indent=1), encoding="utf-8")


def drop_tainted(state: dict[str, Any]) -> None:
    """Forget what an apply began and did not finish."""
    state["resources"] = [
        each
        for each in state["resources"]
        if not any(instance.get("status") == "tainted" for instance in each["instances"])
    ]


def carried_out(
    state: dict[str, Any], plan: Mapping[str, Any], content: Mapping[str, Any], schema: Mapping[str, Any]
) -> None:
    """Change a state as if the plan of a stack had been applied.

    content: the stack. schema: the provider's.
    """
    regions = regions_by_alias(content)
    for change in plan["resource_changes"]:
        if is_settled(change):
            continue
        kind, name = change["type"], change["name"]
        state["resources"] = [
            each
            for each in state["resources"]
            if (each["mode"], each["type"], each["name"]) != ("managed", kind, name)
        ]
        if change["change"]["after"] is None:
            continue
        arguments = content["resource"][kind][name]
        described = schema["resource_schemas"][kind]
        filled = _Filled(content, regions).block(
            change["change"]["after"],
            change["change"]["after_unknown"],
            described["block"],
            (kind, name, arguments),
        )
        _, _, alias = arguments.get("provider", "").partition(".")
        state["resources"].append(
            {
                "mode": "managed",
                "type": kind,
                "name": name,
                "provider": f'provider["{PROVIDER}"]' + (f".{alias}" if alias else ""),
                "instances": [{"schema_version": described["version"], "attributes": filled}],
            }
        )
    state["outputs"] = {
        name: {"value": output["value"], "type": output["type"]}
        for name, output in plan["planned_values"].get("outputs", {}).items()
        if "value" in output
    }


class _Filled:
    """Fills what a plan leaves unknown."""

    def __init__(self, content: Mapping[str, Any], regions: Mapping[str | None, str]) -> None:
        self._content, self._regions = content, regions

    def block(
        self, after: Mapping[str, Any], unknown: Any, described: Mapping[str, Any], of: tuple[str, str, Any]
    ) -> dict[str, Any]:
        """A block with a value for every attribute."""
        kind, name, arguments = of
        filled = dict(after)
        for attribute, how in (unknown if isinstance(unknown, Mapping) else {}).items():
            written = arguments.get(attribute) if isinstance(arguments, Mapping) else None
            if attribute in described.get("block_types", {}):
                inner = described["block_types"][attribute]["block"]
                filled[attribute] = self._blocks(filled.get(attribute), how, inner, (kind, name, written))
            elif attribute in described.get("attributes", {}):
                filled[attribute] = self._attribute(
                    filled.get(attribute),
                    how,
                    described["attributes"][attribute],
                    attribute,
                    (kind, name, written),
                )
        return filled

    def _blocks(
        self, after: Any, unknown: Any, described: Mapping[str, Any], of: tuple[str, str, Any]
    ) -> Any:
        kind, name, written = of
        if not isinstance(unknown, list) or not isinstance(after, list):
            return after if after is not None else []
        lines = written if isinstance(written, list) else [written] * len(unknown)
        lines += [None] * (len(unknown) - len(lines))
        return [
            self.block(each, how, described, (kind, name, line))
            for each, how, line in zip(after, unknown, lines, strict=False)
        ]

    def _attribute(
        self, after: Any, unknown: Any, described: Mapping[str, Any], attribute: str, of: tuple[str, str, Any]
    ) -> Any:
        kind, name, written = of
        typed, optional = described["type"], described.get("optional", False)
        if unknown is True:
            if isinstance(written, str) and (said := self._resolved(written)) is not None:
                return said
            return self._invented(kind, name, attribute, typed, optional=optional)
        if isinstance(unknown, list) and isinstance(after, list):
            inner = {"type": typed[1] if isinstance(typed, list) else typed}
            given: Any = written if isinstance(written, list) and len(written) == len(unknown) else None
            return [
                self._attribute(each, how, inner, attribute, (kind, name, given[number] if given else None))
                for number, (each, how) in enumerate(zip(after, unknown, strict=False))
            ]
        if isinstance(unknown, Mapping) and isinstance(after, Mapping):
            lines = written if isinstance(written, Mapping) else {}
            types = typed[1] if isinstance(typed, list) else typed
            return dict(after) | {
                key: self._attribute(
                    after.get(key),
                    how,
                    {"type": types[key] if isinstance(types, Mapping) else types},
                    key,
                    (kind, name, lines.get(key)),
                )
                for key, how in unknown.items()
                if how
            }
        return after

    def _resolved(self, written: str) -> str | None:
        """An expression in which every reference is of a plain attribute, which is made up alike."""
        said = _REFERENCE.sub(
            lambda found: str(self._invented(found[1], found[2], found[3], "string", optional=False)), written
        )
        return None if _EXPRESSION in said else said

    def _invented(self, kind: str, name: str, attribute: str, typed: Any, *, optional: bool) -> Any:
        """What AWS would choose; nothing for what a stack may say and does not, unless it names something."""
        arguments = self._content.get("resource", {}).get(kind, {}).get(name, {})
        if isinstance(written := arguments.get(attribute), str) and _EXPRESSION not in written:
            return written
        if optional and typed == "string" and not attribute.endswith(_NAMING):
            return ""
        region = region_of(arguments, self._regions)
        return invented(kind, name, region, attribute, typed, optional=optional)

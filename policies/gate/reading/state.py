"""From what Terraform shows of a state to elements.

A state has values and no expressions: whom an argument points at is told by the ids, ARNs and names of what
the state says that its resource depends on. It has no settings of Terraform, providers or lifecycles.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from policies.context import Context
from policies.gate.reading.declared_elsewhere import DeclaredElsewhere
from policies.gate.reading.shown import Instance, instances
from policies.gate.reading.shown_values import (
    NOT_TOLD,
    Account,
    Known,
    as_template,
    region_in,
    without_empty,
    without_sensitive,
)
from policies.resource import Resource

_GENERATED: Final = re.compile(r"terraform[-_][0-9a-f]{26}")
"""A name that the provider makes where none is written (hashicorp/terraform-plugin-sdk, helper/id)."""


def state_elements(stack: str, content: Mapping[str, Any], context: Context) -> Iterator[Resource]:
    """Every element that a state tells; `content` is one that `shown.refusal` has nothing against."""
    shown = list(instances(content["values"]))
    account, elsewhere = Account.of(shown), DeclaredElsewhere(shown)
    by_block: dict[str, list[Instance]] = defaultdict(list)
    for each in shown:
        by_block[each.block].append(each)
    for each in shown:
        needed = [found for block in each.depends_on for found in by_block.get(block, ())]
        known = Known.by(needed, account)
        values = _values(each, known, elsewhere)
        region = region_in(each) or _only(map(region_in, needed))
        yield Resource(each.address, each.kind, each.name, values, stack, context, region)
    everything = Known.by(shown, account)
    for name, output in (content["values"].get("outputs") or {}).items():
        value = as_template(without_sensitive(output.get("value"), output.get("sensitive")))
        told = {"value": everything.told("value", value), "sensitive": output.get("sensitive")}
        yield Resource(f"output.{name}", "output", name, without_empty(told), stack, context)
    for name in dict.fromkeys(_outermost(each.module) for each in shown if each.module):
        yield Resource(f"module.{name}", "module", name, {}, stack, context)


def _only(regions: Iterable[str]) -> str:
    """The one region of all that tell one; empty where they differ or none does."""
    found = set(filter(None, regions))
    return found.pop() if len(found) == 1 else ""


def _outermost(module: str) -> str:
    """The name of the module of the root in which a module lies."""
    return module.split(".")[1].partition("[")[0]


def _is_computed(shown: Instance, name: str) -> bool:
    """Whether a value says nothing that anybody wrote: what the provider repeats, or makes of another."""
    return (
        name in ("region", "tags_all")
        or (name == "name" and _GENERATED.fullmatch(str(shown.values.get(name))) is not None)
        or (name == "name" and shown.type.startswith("aws_default_"))
        or (name.endswith("_prefix") and bool(shown.values.get(name.removesuffix("_prefix"))))
    )


def _values(shown: Instance, known: Known, elsewhere: DeclaredElsewhere) -> dict[str, Any]:
    kept = {
        name: elsewhere.rest(shown, name, value)
        for name, value in shown.values.items()
        if not _is_computed(shown, name)
    }
    told = as_template(without_sensitive(kept, shown.sensitive))
    values: dict[str, Any] = without_empty(known.told("", told, shown.kind))
    if shown.depends_on:
        values["depends_on"] = list(shown.depends_on)
    if shown.mode == "managed":
        values["lifecycle"] = NOT_TOLD
    return values

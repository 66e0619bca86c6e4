"""What scales a table, as several rules ask."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from policies.configuration import Configuration, recalled
from policies.references import mentioned
from policies.related.scaling import TARGET
from policies.resource import Resource


def scaling_of(table: Resource, configuration: Configuration) -> tuple[Resource, ...]:
    """The scaling targets of a table and of its indexes."""
    targets = _targets(configuration)
    by_name = targets.get((table.region, str(table.get("name"))), ())
    return tuple(dict.fromkeys((*targets.get((table.stack, table.block), ()), *by_name)))


@recalled
def _targets(configuration: Configuration) -> Mapping[tuple[str, str], list[Resource]]:
    """By the stack and address of the table that a target mentions, or by region and its name."""
    found: dict[tuple[str, str], list[Resource]] = defaultdict(list)
    for target in configuration.of(TARGET):
        text = str(target.get("resource_id"))
        for address in dict.fromkeys(mentioned(text)):
            found[target.stack, address].append(target)
        found[target.region, text.removeprefix("table/").partition("/")[0]].append(target)
    return found

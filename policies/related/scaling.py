"""Services: what scales them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Final

from policies.configuration import Configuration, recalled
from policies.references import mentioned
from policies.resource import Resource
from policies.values import is_known

TARGET: Final = "aws_appautoscaling_target"


def scaling_targets(service: Resource, configuration: Configuration) -> tuple[list[Resource], bool]:
    """The scaling targets of a service of ECS, and whether only the plan can tell whose others are."""
    name, targets = service.get("name"), _targets(configuration)
    found = [
        *targets.get((service.stack, service.block), ()),
        *(targets.get((service.region, str(name)), ()) if name is not None and is_known(name) else ()),
    ]
    return found, (service.stack, "") in targets


def is_scaled(element: Resource, configuration: Configuration) -> bool:
    """Whether a scaling target is about the element, whatever it is."""
    return (element.stack, element.block) in _scaled(configuration)


@recalled
def _scaled(configuration: Configuration) -> frozenset[tuple[str, str]]:
    return frozenset(
        (target.stack, address)
        for target in configuration.of(TARGET)
        for address in mentioned(str(target.get("resource_id")))
    )


@recalled
def _targets(configuration: Configuration) -> Mapping[tuple[str, str], list[Resource]]:
    """The scaling targets by the stack and block of the service that they mention, by region and its name, or
    by stack alone where only the plan can tell whose they are.
    """
    found: dict[tuple[str, str], list[Resource]] = defaultdict(list)
    for target in configuration.of(TARGET):
        text = str(target.get("resource_id"))
        services = [address for address in mentioned(text) if address.startswith("aws_ecs_service.")]
        for address in dict.fromkeys(services):
            found[target.stack, address].append(target)
        if not services:
            last = text.rpartition("/")[2]
            found[(target.region, last) if is_known(last) else (target.stack, "")].append(target)
    return found

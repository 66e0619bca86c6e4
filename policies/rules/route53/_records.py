"""Where records lead, as several rules ask."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from policies.configuration import Configuration, recalled
from policies.model import Judgement, fail, unknown
from policies.resource import Resource
from policies.values import is_known

RECORD: Final = "aws_route53_record"


def leads_to(record: Resource) -> object:
    """The value to which a record leads: its alias, or the first of its values."""
    values = record.get("records")
    return record.get("alias.name") or (values[0] if isinstance(values, list) and values else values)


@recalled
def led_to(configuration: Configuration) -> frozenset[Resource | None]:
    """The elements to which records lead; None among them where one is not in the configuration."""
    return frozenset(configuration.target(record, leads_to(record)) for record in configuration.of(RECORD))


def asks_its_target(record: Resource, health: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """What a check asks, or the name of whose record it asks, is the target of the record that heeds it."""
    wanted = target_of(record, configuration)
    asks = configuration.target(health, health.get("fqdn"))
    if asks is not None and isinstance(wanted, Resource) and asks.type == wanted.type and asks is not wanted:
        yield fail(f"{health.address} asks {asks.address}, and it leads to {wanted.address}", "target")
    for asked in configuration.having(RECORD, "name", health.get("fqdn")):
        found = target_of(asked, configuration)
        if found == wanted:
            continue
        if isinstance(found, str) and isinstance(wanted, str) and not (is_known(found) and is_known(wanted)):
            yield unknown(f"only the plan can tell whether {asked.address} leads to the same target")
        else:
            yield fail(f"{health.address} asks {asked.get('name')}, which leads elsewhere", "target")


def target_of(record: Resource, configuration: Configuration) -> Resource | object:
    """The element to which a record leads, or what is written for it where it is not in the configuration."""
    value = leads_to(record)
    found = configuration.target(record, value)
    return value if found is None or found.type == "data.terraform_remote_state" else found

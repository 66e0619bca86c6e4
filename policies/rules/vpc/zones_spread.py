"""The subnets of one list are spread over the zones that there are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Final

from policies.configuration import Configuration, recalled
from policies.examples import resources
from policies.model import (
    NOT_APPLICABLE,
    Examples,
    Judgement,
    Rule,
    Severity,
    Status,
    Terraform,
    fail,
    unknown,
)
from policies.related.networks import LISTS, subnets, zone_of
from policies.resource import Resource

_ZONE: Final = ("availability_zone", "availability_zone_id")


def check(subnet: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """No list names it after another subnet of its zone while it names none of a zone in which the VPC has
    subnets: one of the two was meant for that zone.
    """
    lists = _lists(configuration).get(subnet)
    if not lists:
        yield NOT_APPLICABLE
        return
    vpc = configuration.target(subnet, subnet.get("vpc_id"))
    there = {zone_of(each) for each in configuration.related(vpc, "aws_subnet", "vpc_id")} if vpc else set()
    own = zone_of(subnet)
    for holder, named in lists.items():
        before = named[: named.index(subnet)]
        zones = {zone_of(each) for each in named}
        if len(named) > 1 and not any(map(subnet.get, _ZONE)):
            yield fail(f"it names no zone, and AWS takes any of those that {holder.address} has", _ZONE[0])
            continue
        if not before or not there - {None} - zones:
            continue
        if own is None or None in zones:
            yield unknown(
                f"only the plan can tell whether the subnets of {holder.address} are in one zone each"
            )
            continue
        same = next((each for each in before if zone_of(each) == own), None)
        if same is not None:
            left = ", ".join(sorted(zone for zone in there - zones if zone))
            yield fail(
                f"it is in {own} as {same.address} is, and {holder.address}, which lists both, "
                f"has none in {left}",
                holder.address,
            )


@recalled
def _lists(configuration: Configuration) -> Mapping[Resource, Mapping[Resource, list[Resource]]]:
    """By subnet, who lists it, each with all that it lists."""
    found: dict[Resource, dict[Resource, list[Resource]]] = defaultdict(dict)
    for kind, attribute in LISTS.items():
        for holder in configuration.of(kind):
            placed = [each for _, each in subnets(holder, holder.get(attribute), configuration)]
            named = [each for each in placed if each is not None]
            for subnet in named if len(named) == len(placed) else ():
                found[subnet][holder] = named
    return found


def _group(*names: str, zone: str | None = "xx-test-1b") -> Terraform:
    zones = {"a": "xx-test-1a", "b": "xx-test-1b", "example": zone, "other": "xx-test-1c"}
    return {
        "resource": {
            "aws_vpc": {"main": {}},
            "aws_subnet": {
                name: {"vpc_id": "${aws_vpc.main.id}", "availability_zone": where}
                for name, where in zones.items()
            },
            "aws_db_subnet_group": {
                "pay": {"subnet_ids": [f"${{aws_subnet.{name}.id}}" for name in (*names, "example")]}
            },
        }
    }


RULE = Rule(
    id="vpc-zones-spread",
    title="Subnets that are listed together are in zones of their own",
    severity=Severity.MEDIUM,
    types=("aws_subnet",),
    scope="configuration",
    check=check,
    rationale=(
        "Three subnets that are in two zones look like three zones to whoever counts them: two of them are "
        "lost together, and what needs a majority is lost with them."
    ),
    remediation="Set availability_zone of the Subnet to the zone that the list has none in.",
    controls=("pci-dss-4.0.1:10.7.2", "nist-800-53-r5:CP-10", "nist-800-53-r5:SC-36"),
    requirements=("R82", "R95", "R100"),
    examples=Examples(
        passing=(
            _group("a", "b", zone="xx-test-1c"),
            _group("a", "b", "other"),
        ),
        failing=(_group("a", "b"), _group("b"), _group("a", "b", zone=None)),
        absent=(Status.NOT_APPLICABLE, resources(aws_subnet={"cidr_block": "10.0.0.0/24"})),
        unknown=(Status.UNKNOWN, _group("a", "b", zone="${var.zone}")),
    ),
)

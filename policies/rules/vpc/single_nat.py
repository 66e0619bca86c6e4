"""An environment that is soon gone has one way out a region at most."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from policies import expect
from policies.configuration import Configuration, recalled
from policies.context import PROFILES, UNKNOWN
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
    unspecified,
)
from policies.resource import Resource


def check(gateway: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """In the profile `ephemeral` it is the only NAT gateway of its system and region: the first passes, each
    further one fails.

    Where payments depend on it, one in each zone is better (VPC User Guide, "NAT gateway basics").
    """
    yield from expect.whichever(gateway, "profile", PROFILES, lambda known: _judged(known, configuration))


def _judged(gateway: Resource, configuration: Configuration) -> Iterator[Judgement]:
    if gateway.context.profile != "ephemeral":
        yield NOT_APPLICABLE
        return
    if gateway.presence:
        yield unknown("only the plan can tell how many gateways it makes")
    system = gateway.context.system
    for peer in _gateways_of(configuration)[gateway.region, "" if system == UNKNOWN else system]:
        if (peer.stack, peer.address) == (gateway.stack, gateway.address):
            return
        if UNKNOWN in (system, peer.context.system) and peer.stack != gateway.stack:
            yield unspecified("system")
        else:
            yield fail(f"{peer.address} is already the NAT gateway of the region")
            return


@recalled
def _gateways_of(configuration: Configuration) -> Mapping[tuple[str, str], list[Resource]]:
    """The gateways by region and system, with those of no known system; and, by no system, all of them."""
    found: dict[tuple[str, str], list[Resource]] = defaultdict(list)
    gateways = configuration.of("aws_nat_gateway")
    systems = {gateway.context.system for gateway in gateways} - {UNKNOWN}
    for gateway in gateways:
        found[gateway.region, ""].append(gateway)
        for system in systems if gateway.context.system == UNKNOWN else {gateway.context.system}:
            found[gateway.region, system].append(gateway)
    return found


def _gateways(*regions: str, **values: object) -> Terraform:
    return {
        "resource": {
            "aws_nat_gateway": {
                "first": {"region": regions[0]},
                "example": {"region": regions[1], **values},
            }
        }
    }


RULE = Rule(
    id="vpc-single-nat",
    title="Environments that are soon gone have at most one NAT gateway a region",
    severity=Severity.LOW,
    types=("aws_nat_gateway",),
    scope="configuration",
    check=check,
    rationale=(
        "Each NAT gateway is a way out that must be watched, and costs money while idle. With endpoints "
        "for S3 and DynamoDB one carries what tests and demonstrations need."
    ),
    remediation="Keep one NatGateway and point every private route table at it, or waive the rule.",
    controls=("pci-dss-4.0.1:1.3.2", "pci-dss-4.0.1:1.4.1", "nist-800-53-r5:SC-7(3)"),
    requirements=("R54", "R139", "C9"),
    examples=Examples(
        passing=(
            resources(aws_nat_gateway={"subnet_id": "${aws_subnet.public.id}"}),
            _gateways("xx-test-1", "xx-test-2"),
        ),
        failing=(
            _gateways("xx-test-1", "xx-test-1"),
            _gateways("xx-test-2", "xx-test-1", count=3),
            resources(aws_nat_gateway={"count": "2"}),
        ),
        absent=(Status.PASS, resources(aws_nat_gateway={})),
        unknown=(Status.UNKNOWN, resources(aws_nat_gateway={"for_each": "${var.zones}"})),
    ),
)

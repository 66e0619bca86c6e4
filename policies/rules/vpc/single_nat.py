"""A region has one way out at most."""

from __future__ import annotations

from collections.abc import Iterator

from policies.estate import UNKNOWN, Estate, Resource
from policies.model import (
    Examples,
    Judgement,
    Rule,
    Severity,
    Status,
    Terraform,
    fail,
    resources,
    unknown,
    untold,
)


def check(gateway: Resource, estate: Estate) -> Iterator[Judgement]:
    """It is the only NAT gateway of its system and region (C9): the first passes, each further one fails.

    A system that needs one in each zone says so by a waiver.
    """
    if gateway.presence:
        yield unknown("only the plan can tell how many gateways it makes")
    for peer in estate.of("aws_nat_gateway"):
        if peer is gateway:
            return
        systems = {gateway.context.system, peer.context.system}
        if peer.region == gateway.region and (UNKNOWN in systems or len(systems) == 1):
            if UNKNOWN in systems and peer.stack != gateway.stack:
                yield untold("system")
            else:
                yield fail(f"{peer.address} is already the NAT gateway of the region")
                return


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
    title="A region has at most one NAT gateway",
    severity=Severity.LOW,
    types=("aws_nat_gateway",),
    scope="estate",
    check=check,
    rationale=(
        "Each NAT gateway is a way out that must be watched, and costs money while idle. With endpoints "
        "for S3 and DynamoDB one carries what is left."
    ),
    remediation="Keep one NatGateway and point every private route table at it, or waive the rule.",
    controls=("pci-dss-4.0.1:1.3.2", "pci-dss-4.0.1:1.4.1", "nist-800-53-r5:SC-7(3)"),
    rows=("R54", "R139"),
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

"""An accelerator leads, in each region, to what is there."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from policies.configuration import Configuration
from policies.examples import TWO_REGIONS
from policies.model import Examples, Judgement, Rule, Severity, Status, Terraform, fail, unknown
from policies.resource import Resource
from policies.values import is_known

_GROUP: Final = "aws_globalaccelerator_endpoint_group"
_REGION: Final = "endpoint_group_region"


def check(group: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """Each endpoint of a group is in the group's region: AWS takes no other (AWS Global Accelerator Developer
    Guide, "Endpoint groups in standard accelerators"), and the group is there to lead to it.
    """
    region = str(group.get(_REGION) or group.region)
    endpoints = group.blocks("endpoint_configuration")
    if not endpoints:
        yield fail("it has no endpoint: it leads nowhere", "endpoint_configuration")
    for block in endpoints:
        value = block.get("endpoint_id")
        endpoint = configuration.target(group, value)
        if endpoint is None or not endpoint.is_managed:
            if not is_known(value):
                yield unknown(f"only the plan can tell where {value} is")
        elif not (is_known(region) and is_known(endpoint.region)):
            yield unknown(f"only the plan can tell whether {endpoint.address} is in {region}")
        elif endpoint.region and endpoint.region != region:
            yield fail(
                f"{endpoint.address} is in {endpoint.region}, and the group is for {region}", endpoint.address
            )


def _group(region: str = "xx-test-2", endpoint: str = "${aws_lb.there.arn}") -> Terraform:
    return {
        **TWO_REGIONS,
        "resource": {
            "aws_lb": {"here": {}, "there": {"provider": "aws.other"}},
            _GROUP: {"example": {_REGION: region, "endpoint_configuration": [{"endpoint_id": endpoint}]}},
        },
    }


RULE = Rule(
    id="accelerator-endpoints",
    title="Endpoint groups of accelerators hold what is in their region",
    severity=Severity.HIGH,
    types=(_GROUP,),
    scope="configuration",
    check=check,
    rationale=(
        "A group of the standby that leads to the primary fails with it: the accelerator has two ways, and "
        "both end at the same load balancer."
    ),
    remediation="Set the endpoint_id to the load balancer, instance or address of endpoint_group_region.",
    controls=("pci-dss-4.0.1:10.7.2", "nist-800-53-r5:CP-7", "nist-800-53-r5:CP-10"),
    requirements=("R107", "R105"),
    examples=Examples(
        passing=(_group(), _group("xx-test-1", "${aws_lb.here.arn}")),
        failing=(_group(endpoint="${aws_lb.here.arn}"), _group("xx-test-1")),
        absent=(Status.FAIL, {"resource": {_GROUP: {"example": {_REGION: "xx-test-1"}}}}),
        unknown=(Status.UNKNOWN, _group(endpoint="${var.balancer}")),
    ),
)

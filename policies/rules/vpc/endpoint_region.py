"""An endpoint is for a service of the region that it is in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from policies.configuration import Configuration
from policies.examples import resources
from policies.model import Examples, Judgement, Rule, Severity, Status, Terraform, fail, unknown
from policies.resource import Resource
from policies.values import is_known

_NAME: Final = re.compile(
    r"^(?:(?:cn|aws)\.)?com\.amazonaws\.(?:vpce\.)?"
    r"(?P<region>[a-z]{2}(?:-[a-z]+)+-\d+|\$\{[^{}]*\})\."
)
_HERE: Final = re.compile(r"^\$\{data\.aws_region\.[\w-]+\.(?:name|region|id)\}$")


def check(endpoint: Resource, _configuration: Configuration) -> Iterator[Judgement]:
    """The region in the name of its service is its own, unless `service_region` says the other one as well.

    Without that a VPC finds the services of its own region alone (AWS PrivateLink Guide, "Cross-Region
    enabled endpoint services").
    """
    named = _NAME.match(str(endpoint.get("service_name")))
    if named is None:
        return
    region, own = named["region"], str(endpoint.get("service_region") or endpoint.region)
    if region == own or _HERE.match(region):
        return
    said = f"service_name is of {region}, and it is in {own}"
    known = is_known(region) and is_known(own) and bool(own)
    yield fail(said) if known else unknown(f"only the plan can tell whether {said}")


def _endpoint(name: str, **values: object) -> Terraform:
    return resources(aws_vpc_endpoint={"vpc_id": "${aws_vpc.main.id}", "service_name": name, **values})


RULE = Rule(
    id="vpc-endpoint-region",
    title="VPC endpoints are for services of their own region",
    severity=Severity.HIGH,
    types=("aws_vpc_endpoint",),
    check=check,
    rationale=(
        "AWS has no such service there: the endpoint is refused, or leads callers to another region, where "
        "neither the queues nor the keys are that they ask for."
    ),
    remediation="Take the region of service_name from data.aws_region, as in com.amazonaws.${region}.sqs.",
    controls=("pci-dss-4.0.1:1.2.5", "nist-800-53-r5:SC-7", "nist-800-53-r5:CM-6"),
    requirements=("R54",),
    examples=Examples(
        passing=(
            _endpoint("com.amazonaws.xx-test-1.sqs"),
            _endpoint("com.amazonaws.${data.aws_region.here.region}.sqs"),
            _endpoint("com.amazonaws.vpce.xx-test-1.vpce-svc-0123456789abcdef0"),
            _endpoint("com.amazonaws.vpce.xx-test-2.vpce-svc-0123456789abcdef0", service_region="xx-test-2"),
        ),
        failing=(
            _endpoint("com.amazonaws.xx-test-2.sqs"),
            _endpoint("com.amazonaws.xx-test-1.sqs", service_region="xx-test-2"),
        ),
        absent=(Status.PASS, resources(aws_vpc_endpoint={"vpc_id": "${aws_vpc.main.id}"})),
        unknown=(Status.UNKNOWN, _endpoint("com.amazonaws.${var.region}.sqs")),
    ),
)

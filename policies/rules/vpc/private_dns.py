"""AWS's own services answer inside the VPC, under their own names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from policies import expect
from policies.configuration import Configuration
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
from policies.resource import Resource
from policies.values import is_known

_AWS: Final = re.compile(r"^(?:cn\.)?com\.amazonaws\.(?!vpce\.).*\.(?P<service>[\w-]+)$")
_BY_GATEWAY: Final = ("s3", "dynamodb")
_NAMES: Final = "private_dns_enabled"


def check(endpoint: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """An interface endpoint to a service of AWS has its private names, and the VPC lets it have them.

    AWS gives private names in a VPC with enable_dns_support and enable_dns_hostnames only (AWS PrivateLink
    Guide, "DNS attributes for your VPC"). Endpoint services of others (`com.amazonaws.vpce...`) have names
    only where their owner proved them; S3 and DynamoDB are reached by gateway endpoints.
    """
    kind, name = endpoint.get("vpc_endpoint_type"), endpoint.get("service_name")
    service = _AWS.match(str(name))
    if kind in (None, "Gateway") and expect.is_true(endpoint.get(_NAMES)):
        yield fail(f"{_NAMES} is true at a gateway endpoint, which has no names: AWS refuses it", _NAMES)
        return
    if kind in (None, "Gateway", "GatewayLoadBalancer") or (is_known(name) and service is None):
        yield NOT_APPLICABLE
        return
    value = endpoint.get(_NAMES)
    if not expect.is_true(value):
        if service is not None and service["service"] in _BY_GATEWAY and is_known(value):
            yield NOT_APPLICABLE
        elif service is None or not is_known(value) or not is_known(kind):
            yield unknown("only the plan can tell whether it is a service of AWS without private names")
        elif any(zone.blocks("vpc") for zone in configuration.of("aws_route53_zone", stack=endpoint.stack)):
            yield unknown("private_dns_enabled is not true, and a private zone may answer instead")
        else:
            yield fail(f"private_dns_enabled is not true: the name of {service['service']} leads elsewhere")
        return
    vpc = configuration.target(endpoint, endpoint.get("vpc_id"))
    if vpc is not None and vpc.type == "aws_vpc":
        names = vpc.get("enable_dns_hostnames")
        if not is_known(names):
            yield unknown(f"enable_dns_hostnames of {vpc.address} is {names}, which only the plan can tell")
        elif not expect.is_true(names):
            yield fail(f"{vpc.address} has enable_dns_hostnames off: AWS refuses private names there")


def _endpoint(
    *, vpc: object = True, service: str = "com.amazonaws.xx-test-1.kms", **values: object
) -> Terraform:
    return {
        "resource": {
            "aws_vpc": {"main": {"enable_dns_hostnames": vpc}},
            "aws_vpc_endpoint": {
                "example": {
                    "vpc_id": "${aws_vpc.main.id}",
                    "vpc_endpoint_type": "Interface",
                    "service_name": service,
                    **values,
                }
            },
        }
    }


RULE = Rule(
    id="vpc-private-dns",
    title="Interface endpoints answer under the names of AWS's services",
    severity=Severity.MEDIUM,
    types=("aws_vpc_endpoint",),
    scope="configuration",
    check=check,
    rationale=(
        "Every SDK asks for the public name. Without private names the endpoint exists and nobody uses "
        "it: requests go out through a NAT gateway, past the endpoint's policy, or nowhere."
    ),
    remediation="Set private_dns_enabled=True, and enable_dns_hostnames=True on the VPC.",
    controls=("pci-dss-4.0.1:1.4.1", "nist-800-53-r5:SC-7", "nist-800-53-r5:SC-7(10)"),
    requirements=("R54",),
    examples=Examples(
        passing=(
            _endpoint(private_dns_enabled=True),
            _endpoint(vpc="true", private_dns_enabled="true"),
            _endpoint(service="com.amazonaws.${var.region}.sqs", private_dns_enabled=True),
        ),
        failing=(
            _endpoint(private_dns_enabled=False),
            _endpoint(private_dns_enabled="false"),
            _endpoint(service="com.amazonaws.${var.region}.sqs", private_dns_enabled=False),
            _endpoint(vpc=False, private_dns_enabled=True),
            _endpoint(vpc=None, private_dns_enabled=True),
            _endpoint(vpc_endpoint_type="Gateway", private_dns_enabled=True),
        ),
        absent=(Status.FAIL, _endpoint()),
        unknown=(Status.UNKNOWN, _endpoint(private_dns_enabled="${var.names}")),
    ),
)

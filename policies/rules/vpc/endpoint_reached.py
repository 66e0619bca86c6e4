"""The groups of an interface endpoint let in on the port of the service."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

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
from policies.rules.vpc._ways import groups_of, ways

_GROUPS: Final = "security_group_ids"
_HTTPS: Final = 443


def check(endpoint: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """A group of each interface endpoint lets callers in on 443, by which services of AWS are called."""
    if endpoint.get("vpc_endpoint_type") != "Interface" or ".vpce." in str(endpoint.get("service_name")):
        yield NOT_APPLICABLE
        return
    groups = groups_of(endpoint, endpoint.get(_GROUPS), configuration)
    answers = {
        opening.has_port(_HTTPS)
        for opening, named in ways(configuration, "ingress", groups)
        if opening.peers or named
    }
    if True not in answers:
        said = f"none of its groups lets a caller in on {_HTTPS}"
        hidden = None in answers or None in groups
        yield unknown(f"only the plan can tell whether {said}") if hidden else fail(said)


def _endpoint(port: object = _HTTPS, **values: object) -> Terraform:
    return {
        "resource": {
            "aws_vpc_endpoint": {
                "example": {
                    "vpc_endpoint_type": "Interface",
                    "service_name": "com.amazonaws.xx-test-1.ssm",
                    _GROUPS: ["${aws_security_group.endpoints.id}"],
                    **values,
                }
            },
            "aws_security_group": {"endpoints": {}, "other": {}},
            "aws_vpc_security_group_ingress_rule": {
                "in": {
                    "security_group_id": "${aws_security_group.endpoints.id}",
                    "ip_protocol": "tcp",
                    "from_port": port,
                    "to_port": port,
                    "cidr_ipv4": "10.0.0.0/16",
                }
            },
        }
    }


RULE = Rule(
    id="vpc-endpoint-reached",
    title="Security groups of interface endpoints let callers in on 443",
    severity=Severity.HIGH,
    types=("aws_vpc_endpoint",),
    scope="configuration",
    check=check,
    rationale=(
        "With private DNS the name of the service leads to the endpoint, and nowhere else: one whose "
        "group is shut takes the service away from the whole VPC."
    ),
    remediation="Give a group of the endpoint an ingress rule for TCP 443 from those who call the service.",
    controls=("pci-dss-4.0.1:1.2.5", "nist-800-53-r5:SC-7(5)", "nist-800-53-r5:CM-6"),
    requirements=("R41", "R54", "C38"),
    examples=Examples(
        passing=(_endpoint(), _endpoint("443")),
        failing=(_endpoint(8443), _endpoint(security_group_ids=["${aws_security_group.other.id}"])),
        absent=(Status.FAIL, _endpoint(security_group_ids=None)),
        unknown=(Status.UNKNOWN, _endpoint("${var.port}")),
    ),
)

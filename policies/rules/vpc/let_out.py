"""What has to call others is let out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from policies.configuration import Configuration
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
from policies.resource import Resource
from policies.rules.vpc._ways import groups_of, ways

_GROUPS: Final[Mapping[str, str]] = {
    "aws_codebuild_project": "vpc_config.security_group_ids",
    "aws_db_proxy": "vpc_security_group_ids",
    "aws_dms_replication_instance": "vpc_security_group_ids",
    "aws_ecs_service": "network_configuration.security_groups",
    "aws_lambda_function": "vpc_config.security_group_ids",
}
"""What does nothing without calling others, by where it names its security groups."""


def check(caller: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """One of its security groups, where all are in the configuration, lets something out.

    Terraform takes away the rule by which AWS lets everything out of a new group (Terraform registry,
    aws_security_group, "egress"), so that a group without a rule of its own lets out nothing.
    """
    value = caller.get(_GROUPS[caller.type])
    groups = groups_of(caller, value, configuration)
    if not value or any(group is not None and group.type != "aws_security_group" for group in groups):
        yield NOT_APPLICABLE
    elif None in groups:
        yield unknown(f"{_GROUPS[caller.type]} names a group that is not in the configuration")
    elif not any(ways(configuration, "egress", groups)):
        named = ", ".join(sorted(group.address for group in groups if group is not None))
        yield fail(f"{named} lets nothing out: it reaches no store, no endpoint and no service")


def _function(*groups: str) -> Terraform:
    outgoing = {"protocol": "tcp", "from_port": 443, "to_port": 443, "cidr_blocks": ["10.0.0.0/16"]}
    stack = resources(aws_lambda_function={"vpc_config": {"security_group_ids": list(groups)}})["resource"]
    return {
        "resource": {
            **stack,
            "aws_security_group": {
                "callers": {"egress": [outgoing]},
                "endpoints": {"egress": []},
                "bare": {},
            },
            "aws_vpc_security_group_egress_rule": {
                "out": {"security_group_id": "${aws_security_group.bare.id}", "ip_protocol": "-1"}
            },
        }
    }


_SHUT: Final = "${aws_security_group.endpoints.id}"

RULE = Rule(
    id="vpc-let-out",
    title="What has to call others has a security group that lets it out",
    severity=Severity.HIGH,
    types=tuple(_GROUPS),
    scope="configuration",
    check=check,
    rationale=(
        "A function in the group of the endpoints it is to call, which lets nothing out, runs until its time "
        "is over at each request."
    ),
    remediation="Name the security group of its callers, whose egress leads to what it calls.",
    controls=("pci-dss-4.0.1:1.2.5", "nist-800-53-r5:SC-7", "nist-800-53-r5:AC-4"),
    requirements=("R67",),
    examples=Examples(
        passing=(
            _function("${aws_security_group.callers.id}"),
            _function(_SHUT, "${aws_security_group.bare.id}"),
        ),
        failing=(_function(_SHUT),),
        absent=(Status.NOT_APPLICABLE, resources(aws_lambda_function={"function_name": "pay-zq7"})),
        unknown=(Status.UNKNOWN, _function("${var.group}")),
    ),
)

"""What is named together is of one network."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from policies.configuration import Configuration
from policies.model import Examples, Judgement, Rule, Severity, Status, Terraform, fail, unknown
from policies.related.networks import LISTS, items
from policies.resource import Resource
from policies.values import is_expression

_PLACED: Final = ("aws_subnet", "aws_security_group", "aws_route_table", "aws_lb_target_group")
_GROUPS: Final[Mapping[str, str]] = {
    "aws_ecs_service": "network_configuration.security_groups",
    "aws_eks_cluster": "vpc_config.security_group_ids",
    "aws_lambda_function": "vpc_config.security_group_ids",
    "aws_lb": "security_groups",
    "aws_msk_cluster": "broker_node_group_info.security_groups",
    "aws_opensearch_domain": "vpc_options.security_group_ids",
    "aws_vpc_endpoint": "security_group_ids",
}
_NOT_JUDGED: Final = ("aws_mq_broker",)
"""Of which no rule judges what matters most: to judge this alone would say that they are looked at."""
_OTHERS: Final[Mapping[str, tuple[str, ...]]] = {
    "aws_instance": ("subnet_id", "vpc_security_group_ids"),
    "aws_network_acl": ("vpc_id", "subnet_ids"),
    "aws_route_table_association": ("subnet_id", "route_table_id"),
    "aws_efs_mount_target": ("subnet_id", "security_groups"),
    "aws_ec2_transit_gateway_vpc_attachment": ("vpc_id", "subnet_ids"),
    "aws_networkfirewall_firewall": ("vpc_id",),
}
NAMED: Final[Mapping[str, tuple[str, ...]]] = {
    **{
        kind: (path, *([_GROUPS[kind]] if kind in _GROUPS else ()))
        for kind, path in LISTS.items()
        if kind not in _NOT_JUDGED
    },
    **_OTHERS,
    "aws_vpc_endpoint": ("vpc_id", "subnet_ids", "security_group_ids", "route_table_ids"),
}
"""By what each type names subnets, groups, tables and networks, all of which AWS asks to be of one VPC."""


def check(user: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """All subnets, security groups and route tables that it names are of one VPC, and of the one it names."""
    found: dict[Resource, str] = {}
    hidden = False
    for path in NAMED[user.type]:
        for holder, value in items(user, user.get(path), configuration):
            named = configuration.target(holder, value)
            vpc = named
            if named is not None and named.type in _PLACED:
                vpc = configuration.target(named, named.get("vpc_id"))
            if vpc is not None and vpc.type == "aws_vpc" and named is not None:
                found.setdefault(vpc, named.address)
            hidden = hidden or (named is None and is_expression(value))
    if len(found) > 1:
        said = ", ".join(f"{address} of {vpc.address}" for vpc, address in found.items())
        yield fail(f"it names what is of several networks: {said}")
    elif found and hidden:
        yield unknown("only the plan can tell whether all that it names is of one network")


def _function(group: str, subnet: str = "${aws_subnet.one.id}") -> Terraform:
    return {
        "resource": {
            "aws_vpc": {"one": {}, "two": {}},
            "aws_subnet": {name: {"vpc_id": f"${{aws_vpc.{name}.id}}"} for name in ("one", "two")},
            "aws_security_group": {name: {"vpc_id": f"${{aws_vpc.{name}.id}}"} for name in ("one", "two")},
            "aws_lambda_function": {
                "example": {"vpc_config": {"subnet_ids": [subnet], "security_group_ids": [group]}}
            },
        }
    }


_ONE: Final = "${aws_security_group.one.id}"
_TWO: Final = "${aws_security_group.two.id}"

RULE = Rule(
    id="vpc-one-network",
    title="Subnets, groups and tables that are named together are of one network",
    severity=Severity.HIGH,
    types=tuple(sorted(NAMED)),
    scope="configuration",
    check=check,
    rationale=(
        "AWS refuses a group of one network for what stands in another: the change is planned without an "
        "error, and stops half way."
    ),
    remediation="Name the subnets, the security groups and the route tables of the same Vpc.",
    controls=("pci-dss-4.0.1:1.2.5", "nist-800-53-r5:SC-7", "nist-800-53-r5:CM-6"),
    requirements=("R100", "R101"),
    examples=Examples(
        passing=(_function(_ONE), _function(_TWO, "${aws_subnet.two.id}")),
        failing=(_function(_TWO), _function(_ONE, "${aws_subnet.two.id}")),
        absent=(Status.PASS, {"resource": {"aws_lambda_function": {"example": {"function_name": "pay"}}}}),
        unknown=(Status.UNKNOWN, _function("${var.group}")),
    ),
)

"""Of arguments that exclude each other, one is set."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
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
from policies.references import reference
from policies.resource import Resource
from policies.rules.naming._names import literal
from policies.values import UnknownBlock, is_expression

_NOTHING: Final[tuple[object, ...]] = (None, "", [], {}, False)


@dataclass(frozen=True, slots=True)
class _OneOf:
    """Arguments of which exactly one is set.

    where: the argument without which none has to be; empty where one always has to be.
    """

    arguments: Sequence[str]
    where: str = ""


_PEER: Final = (_OneOf(("cidr_ipv4", "cidr_ipv6", "prefix_list_id", "referenced_security_group_id")),)
_DESTINATIONS: Final = _OneOf(
    ("destination_cidr_block", "destination_ipv6_cidr_block", "destination_prefix_list_id")
)
_WAYS: Final = _OneOf(
    (
        *("carrier_gateway_id", "core_network_arn", "egress_only_gateway_id", "gateway_id"),
        *("local_gateway_id", "nat_gateway_id", "network_interface_id", "transit_gateway_id"),
        *("vpc_endpoint_id", "vpc_peering_connection_id"),
    )
)
_ROUTINGS: Final = _OneOf(
    (
        *("cidr_routing_policy", "failover_routing_policy", "geolocation_routing_policy"),
        *("geoproximity_routing_policy", "latency_routing_policy", "multivalue_answer_routing_policy"),
        "weighted_routing_policy",
    ),
    where="set_identifier",
)
ALTERNATIVES: Final[Mapping[str, Sequence[_OneOf]]] = {
    "aws_appautoscaling_policy": (
        _OneOf(
            (
                *("step_scaling_policy_configuration", "target_tracking_scaling_policy_configuration"),
                "predictive_scaling_policy_configuration",
            )
        ),
    ),
    "aws_cloudwatch_metric_alarm": (
        _OneOf(("evaluation_criteria", "metric_name", "metric_query")),
        _OneOf(("extended_statistic", "statistic"), where="metric_name"),
    ),
    "aws_lambda_event_source_mapping": (_OneOf(("event_source_arn", "self_managed_event_source")),),
    "aws_lambda_function": (_OneOf(("filename", "image_uri", "s3_bucket")),),
    "aws_lambda_layer_version": (_OneOf(("filename", "s3_bucket")),),
    "aws_network_acl_rule": (_OneOf(("cidr_block", "ipv6_cidr_block")),),
    "aws_route": (_DESTINATIONS, _WAYS),
    "aws_route53_record": (_OneOf(("alias", "records")), _ROUTINGS),
    "aws_ssm_parameter": (_OneOf(("insecure_value", "value", "value_wo")),),
    "aws_vpc_endpoint": (_OneOf(("resource_configuration_arn", "service_name", "service_network_arn")),),
    "aws_vpc_security_group_egress_rule": _PEER,
    "aws_vpc_security_group_ingress_rule": _PEER,
}
"""Terraform registry, "Argument Reference" of each type: what excludes another. The provider refuses most of
it at the plan, AWS the rest."""


def check(resource: Resource, _configuration: Configuration) -> Iterator[Judgement]:
    """Of each line of the table exactly one argument has a value; what only the plan can tell may be none."""
    applies = False
    for each in ALTERNATIVES[resource.type]:
        if each.where and resource.get(each.where) is None:
            continue
        applies = True
        given = [name for name in each.arguments if resource.values.get(name) not in _NOTHING]
        known = [name for name in given if _is_something(resource.values[name])]
        if len(known) > 1:
            yield fail(f"it has {' and '.join(known)}, of which one excludes the other", known[0])
        elif not given:
            yield fail(f"it has none of {', '.join(each.arguments)}", each.arguments[0])
        elif len(known) < len(given):
            yield unknown(f"only the plan can tell which of {', '.join(given)} it has")
    if not applies:
        yield NOT_APPLICABLE


def _is_something(value: object) -> bool:
    """Whether a value cannot turn out to be nothing: no expression, one in a text, or what a resource is."""
    found = reference(value)
    return not isinstance(value, UnknownBlock) and (
        not is_expression(value)
        or bool(literal(str(value)).strip())
        or (found is not None and not found.address.startswith("var."))
    )


def _route(**values: object) -> Terraform:
    return resources(aws_route={"route_table_id": "${aws_route_table.app.id}", **values})


def _record(**values: object) -> Terraform:
    return resources(aws_route53_record={"name": "pay.example.com", "type": "A", **values})


_ALIAS: Final = {"alias": {"name": "${aws_lb.main.dns_name}"}}
_NAT: Final = {"nat_gateway_id": "${aws_nat_gateway.a.id}"}
_ANYWHERE: Final = {"destination_cidr_block": "0.0.0.0/0"}

RULE = Rule(
    id="terraform-alternatives",
    title="Of arguments that exclude each other, one is set",
    severity=Severity.MEDIUM,
    types=tuple(ALTERNATIVES),
    check=check,
    rationale=(
        "A rule of a security group without a peer, a route without a destination, an endpoint without a "
        "service: each passes review as a line that is there, and is refused, or leads nowhere, on the day "
        "it is applied; of two that exclude each other nobody can tell which one stands."
    ),
    remediation="Set exactly one of the arguments that the message names.",
    controls=("pci-dss-4.0.1:1.2.1", "nist-800-53-r5:CM-6"),
    requirements=("R14",),
    examples=Examples(
        passing=(
            _route(**_ANYWHERE, **_NAT),
            _record(**_ALIAS),
            _record(**_ALIAS, set_identifier="a", latency_routing_policy={"region": "xx-test-1"}),
            resources(aws_vpc_endpoint={"service_name": "com.amazonaws.${var.region}.sqs"}),
            resources(aws_vpc_security_group_egress_rule={"cidr_ipv4": "10.0.0.0/16", "cidr_ipv6": None}),
        ),
        failing=(
            _route(**_NAT),
            _route(**_ANYWHERE),
            _route(**_ANYWHERE, **_NAT, gateway_id="${aws_internet_gateway.main.id}"),
            _record(),
            _record(**_ALIAS, records=["192.0.2.1"]),
            _record(**_ALIAS, set_identifier="a"),
            resources(aws_vpc_endpoint={"vpc_id": "${aws_vpc.main.id}"}),
            resources(aws_appautoscaling_policy={"policy_type": "TargetTrackingScaling"}),
            resources(
                aws_vpc_security_group_ingress_rule={
                    "cidr_ipv4": "10.0.0.0/16",
                    "referenced_security_group_id": "${aws_security_group.app.id}",
                }
            ),
        ),
        absent=(Status.FAIL, resources(aws_vpc_security_group_ingress_rule={"from_port": 443})),
        unknown=(Status.UNKNOWN, resources(aws_vpc_endpoint={"service_name": "${var.service}"})),
    ),
)

"""What is named is of the region in which the service looks for it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from policies.arn import read_arn
from policies.configuration import Configuration
from policies.examples import TWO_REGIONS, resources
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
from policies.related.networks import Item, items
from policies.related.regions import OF_THE_WORLD
from policies.resource import Resource
from policies.values import is_known

_OWN: Final = ""
_BEHAVIORS: Final = ("default_cache_behavior", "ordered_cache_behavior")
_NAMES: Final[Mapping[str, Mapping[str, str]]] = {
    "aws_appsync_domain_name": {"certificate_arn": OF_THE_WORLD},
    "aws_autoscaling_group": {"target_group_arns": _OWN, "vpc_zone_identifier": _OWN},
    "aws_cloudfront_distribution": {
        f"{each}.lambda_function_association.lambda_arn": OF_THE_WORLD for each in _BEHAVIORS
    },
    "aws_cognito_user_pool_domain": {"certificate_arn": OF_THE_WORLD},
    "aws_ecs_service": {
        "load_balancer.target_group_arn": _OWN,
        "network_configuration.security_groups": _OWN,
        "network_configuration.subnets": _OWN,
    },
    "aws_lb": {"security_groups": _OWN, "subnets": _OWN},
    "aws_lb_listener": {"certificate_arn": _OWN, "default_action.target_group_arn": _OWN},
    "aws_lb_listener_certificate": {"certificate_arn": _OWN},
    "aws_lb_listener_rule": {"action.target_group_arn": _OWN},
}
"""By type, the arguments that name something of one region, and which that is: its own, or the one in which
AWS keeps what is of the world. CloudFront Developer Guide, "Restrictions on Lambda@Edge"; Cognito Developer
Guide, "Using your own domain for managed login"; AppSync Developer Guide, "Configuring custom domain names";
Elastic Load Balancing API, Certificate. Certificates of distributions and APIs are those of `acm-covers`."""


def check(user: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """Each element that it names, and each ARN, is of the region in which it is looked for."""
    named = {attribute: _named(user, attribute, configuration) for attribute in _NAMES[user.type]}
    if not any(named.values()):
        yield NOT_APPLICABLE
    for attribute, wanted in _NAMES[user.type].items():
        for item in named[attribute]:
            yield from _judge(item, configuration, attribute, wanted or user.region)


def _named(user: Resource, attribute: str, configuration: Configuration) -> list[Item]:
    above, _, name = attribute.rpartition(".")
    blocks = user.blocks(above) if above else (user.values,)
    return [item for block in blocks for item in items(user, block.get(name), configuration)]


def _judge(item: Item, configuration: Configuration, attribute: str, wanted: str) -> Iterator[Judgement]:
    value = item.value
    target, arn = configuration.target(item.holder, value), read_arn(value)
    if target is not None and target.type != "data.terraform_remote_state":
        what, found = target.address, target.region
    elif arn is not None:
        what, found = str(value), arn.region
    elif is_known(value):  # an id: it is looked for where it has to be
        return
    else:
        what, found = str(value), "${"
    if not (is_known(found) and is_known(wanted)):
        yield unknown(f"{attribute} is {what}; only the plan can tell of which region it is")
    elif found and wanted and found != wanted:
        yield fail(f"{attribute} is {what} of {found}, and is looked for in {wanted}", f"{attribute}: {what}")


def _certificate(kind: str, stands: str, **values: object) -> Terraform:
    """A certificate in a region, and what shows it."""
    world = {"region": OF_THE_WORLD, "alias": "world"}
    certificate = {"domain_name": "pay.example.com", "provider": stands}
    return {
        "provider": {"aws": [*TWO_REGIONS["provider"]["aws"], world]},
        "resource": {
            "aws_acm_certificate": {"shown": certificate},
            kind: {"example": {"certificate_arn": "${aws_acm_certificate.shown.arn}", **values}},
        },
    }


def _edge(provider: str) -> Terraform:
    asked = {"lambda_arn": "${aws_lambda_function.edge.qualified_arn}"}
    behavior = {"lambda_function_association": [asked]}
    world = {"region": OF_THE_WORLD, "alias": "world"}
    return {
        "provider": {"aws": [*TWO_REGIONS["provider"]["aws"], world]},
        "resource": {
            "aws_lambda_function": {"edge": {"function_name": "edge-zq7", "provider": provider}},
            "aws_cloudfront_distribution": {"example": {"default_cache_behavior": behavior}},
        },
    }


_BALANCER: Final = "aws_lb_listener"
_POOL: Final = "aws_cognito_user_pool_domain"

RULE = Rule(
    id="terraform-named-region",
    title="Certificates, targets and subnets are of the region where they are looked for",
    severity=Severity.HIGH,
    types=tuple(_NAMES),
    scope="configuration",
    check=check,
    rationale=(
        "A certificate, a subnet or a function of another region is refused when it is deployed, and then "
        "the standby that was to be there is not."
    ),
    remediation=(
        "Name what stands in the same region; for CloudFront, Cognito and AppSync, what a provider for the "
        "region makes that the message names."
    ),
    controls=("pci-dss-4.0.1:4.2.1", "pci-dss-4.0.1:2.2.1", "nist-800-53-r5:CP-10", "nist-800-53-r5:SC-8"),
    requirements=("R72", "R105", "R140"),
    examples=Examples(
        passing=(
            _certificate(_BALANCER, "aws"),
            _certificate(_BALANCER, "aws.other", provider="aws.other"),
            _certificate(_POOL, "aws.world"),
            _edge("aws.world"),
        ),
        failing=(
            _certificate(_BALANCER, "aws.other"),
            _certificate(_POOL, "aws"),
            _certificate(_BALANCER, "aws", certificate_arn="arn:aws:acm:xx-test-9:999988887777:x/0"),
            _edge("aws"),
        ),
        absent=(Status.NOT_APPLICABLE, resources(aws_lb_listener={"port": 80})),
        unknown=(Status.UNKNOWN, resources(aws_lb_listener={"certificate_arn": "${var.certificate}"})),
    ),
)

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
from policies.resource import Resource
from policies.values import is_known

_OWN: Final = ""
_EDGE: Final = "us-east-1"
"""Where CloudFront keeps what it shows and asks at its edge locations."""
_BEHAVIORS: Final = ("default_cache_behavior", "ordered_cache_behavior")
_NAMES: Final[Mapping[str, Mapping[str, str]]] = {
    "aws_api_gateway_domain_name": {"certificate_arn": _EDGE, "regional_certificate_arn": _OWN},
    "aws_apigatewayv2_domain_name": {"domain_name_configuration.certificate_arn": _OWN},
    "aws_appsync_domain_name": {"certificate_arn": _EDGE},
    "aws_autoscaling_group": {"target_group_arns": _OWN, "vpc_zone_identifier": _OWN},
    "aws_cloudfront_distribution": {
        "viewer_certificate.acm_certificate_arn": _EDGE,
        "web_acl_id": _EDGE,
        **{f"{each}.lambda_function_association.lambda_arn": _EDGE for each in _BEHAVIORS},
    },
    "aws_cognito_user_pool_domain": {"certificate_arn": _EDGE},
    "aws_ecs_service": {
        "load_balancer.target_group_arn": _OWN,
        "network_configuration.security_groups": _OWN,
        "network_configuration.subnets": _OWN,
    },
    "aws_globalaccelerator_endpoint_group": {"endpoint_configuration.endpoint_id": "endpoint_group_region"},
    "aws_lb": {"security_groups": _OWN, "subnets": _OWN},
    "aws_lb_listener": {"certificate_arn": _OWN, "default_action.target_group_arn": _OWN},
    "aws_lb_listener_certificate": {"certificate_arn": _OWN},
    "aws_lb_listener_rule": {"action.target_group_arn": _OWN},
    "aws_wafv2_web_acl_association": {"resource_arn": _OWN, "web_acl_arn": _OWN},
}
"""By type, the arguments that name something of one region, and which that is: its own, one that is always
the same, or what another argument says. CloudFront Developer Guide, "Requirements for using SSL/TLS
certificates with CloudFront" and "Restrictions on Lambda@Edge"; WAF API, AssociateWebACL and CreateWebACL
(Scope); API Gateway Developer Guide, "Get certificates ready in AWS Certificate Manager"; Cognito Developer
Guide, "Using your own domain for managed login"; AppSync Developer Guide, "Configuring custom domain names";
Global Accelerator API, CreateEndpointGroup; Elastic Load Balancing API, Certificate."""


def check(user: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """Each element that it names, and each ARN, is of the region in which it is looked for."""
    named = {attribute: _named(user, attribute, configuration) for attribute in _NAMES[user.type]}
    if not any(named.values()):
        yield NOT_APPLICABLE
    for attribute, wanted in _NAMES[user.type].items():
        region = wanted if wanted in (_OWN, _EDGE) else str(user.get(wanted) or "")
        for item in named[attribute]:
            yield from _judge(item, configuration, attribute, region or user.region)


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
    shown: dict[str, dict[str, object]] = {
        "aws_lb_listener": {"certificate_arn": "${aws_acm_certificate.shown.arn}"},
        "aws_cloudfront_distribution": {
            "viewer_certificate": {"acm_certificate_arn": "${aws_acm_certificate.shown.arn}"}
        },
        "aws_api_gateway_domain_name": {"regional_certificate_arn": "${aws_acm_certificate.shown.arn}"},
    }
    edge = {"region": _EDGE, "alias": "edge"}
    certificate = {"domain_name": "pay.example.com", "provider": stands}
    return {
        "provider": {"aws": [*TWO_REGIONS["provider"]["aws"], edge]},
        "resource": {
            "aws_acm_certificate": {"shown": certificate},
            kind: {"example": {**shown[kind], **values}},
        },
    }


def _endpoints(region: str, balancer: str = "there") -> Terraform:
    return {
        **TWO_REGIONS,
        "resource": {
            "aws_lb": {"here": {"name": "pay-zq7"}, "there": {"name": "pay-zq7", "provider": "aws.other"}},
            "aws_globalaccelerator_endpoint_group": {
                "example": {
                    "endpoint_group_region": region,
                    "endpoint_configuration": [{"endpoint_id": f"${{aws_lb.{balancer}.arn}}"}],
                }
            },
        },
    }


_BALANCER: Final = "aws_lb_listener"
_DISTRIBUTION: Final = "aws_cloudfront_distribution"

RULE = Rule(
    id="terraform-named-region",
    title="Certificates, targets and endpoints are of the region where they are looked for",
    severity=Severity.HIGH,
    types=tuple(_NAMES),
    scope="configuration",
    check=check,
    rationale=(
        "A certificate, a web ACL or a function of another region is refused when it is deployed, so that "
        "the standby is not there; an endpoint of another region gets the callers of a region that is down."
    ),
    remediation=(
        "Name what stands in the same region; for CloudFront, edge-optimized domains and Cognito, what a "
        "provider for us-east-1 makes."
    ),
    controls=("pci-dss-4.0.1:4.2.1", "pci-dss-4.0.1:2.2.1", "nist-800-53-r5:CP-10", "nist-800-53-r5:SC-8"),
    requirements=("R72", "R105", "R140"),
    examples=Examples(
        passing=(
            _certificate(_BALANCER, "aws"),
            _certificate(_DISTRIBUTION, "aws.edge"),
            _certificate("aws_api_gateway_domain_name", "aws.other", provider="aws.other"),
            _endpoints("xx-test-2"),
            _endpoints("xx-test-1", "here"),
        ),
        failing=(
            _certificate(_BALANCER, "aws.other"),
            _certificate(_DISTRIBUTION, "aws"),
            _certificate(
                _BALANCER, "aws", certificate_arn="arn:aws:acm:xx-test-9:999988887777:certificate/0"
            ),
            _endpoints("xx-test-1"),
            {
                **TWO_REGIONS,
                "resource": {
                    "aws_lambda_function": {"edge": {"function_name": "edge-zq7"}},
                    _DISTRIBUTION: {
                        "example": {
                            "default_cache_behavior": {
                                "lambda_function_association": [
                                    {"lambda_arn": "${aws_lambda_function.edge.qualified_arn}"}
                                ]
                            }
                        }
                    },
                },
            },
        ),
        absent=(Status.NOT_APPLICABLE, resources(aws_lb_listener={"port": 80})),
        unknown=(Status.UNKNOWN, resources(aws_lb_listener={"certificate_arn": "${var.certificate}"})),
    ),
)

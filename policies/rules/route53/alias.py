"""An alias leads to what can be led to, in the zone of that."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from policies import expect
from policies.configuration import Configuration
from policies.context import Form
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
from policies.rules.route53._records import RECORD
from policies.values import is_expression, is_known

_PAIRS: Final[Mapping[str, Mapping[str, str]]] = {
    "aws_lb": {"dns_name": "zone_id"},
    "aws_alb": {"dns_name": "zone_id"},
    "aws_elb": {"dns_name": "zone_id"},
    "aws_cloudfront_distribution": {"domain_name": "hosted_zone_id"},
    "aws_globalaccelerator_accelerator": {
        "dns_name": "hosted_zone_id",
        "dual_stack_dns_name": "hosted_zone_id",
    },
    "aws_api_gateway_domain_name": {
        "regional_domain_name": "regional_zone_id",
        "cloudfront_domain_name": "cloudfront_zone_id",
    },
    "aws_apigatewayv2_domain_name": {"target_domain_name": "hosted_zone_id"},
    "aws_s3_bucket_website_configuration": {"website_domain": "hosted_zone_id"},
    "aws_s3_bucket": {"website_domain": "hosted_zone_id"},
    "aws_cognito_user_pool_domain": {"cloudfront_distribution": "cloudfront_distribution_zone_id"},
    "aws_elastic_beanstalk_environment": {"cname": "zone_id"},
    "aws_vpc_endpoint": {"dns_name": "hosted_zone_id"},
    "aws_vpclattice_service": {"domain_name": "hosted_zone_id"},
    "aws_apprunner_custom_domain_association": {"dns_target": "hosted_zone_id"},
    RECORD: {"name": "zone_id", "fqdn": "zone_id"},
}
"""What an alias may lead to: by type, the attribute that is its name, and the one that is the zone of that
(Amazon Route 53 Developer Guide, "Choosing between alias and non-alias records")."""
_CLOUDFRONT: Final = "Z2FDTNDATAQYW2"
"""The one zone of every distribution (Amazon Route 53 API Reference, "AliasTarget")."""
_OF_CLOUDFRONT: Final = ("domain_name", "cloudfront_domain_name", "cloudfront_distribution")


def check(record: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """`alias.name` is the name of something that has one for aliases, and `alias.zone_id` the zone of the
    same.
    """
    name, zone = record.get("alias.name"), record.get("alias.zone_id")
    if name is None:
        yield NOT_APPLICABLE
        return
    meant, zoned = configuration.meant(record, name), configuration.meant(record, zone)
    if meant is None or not meant[0].is_managed:
        if is_expression(name):
            yield unknown(f"it leads to {name}, which only the plan can tell")
        return
    yield from _paired(record, meant, zone, zoned)


def _paired(
    record: Resource, meant: tuple[Resource, str], zone: object, zoned: tuple[Resource, str] | None
) -> Iterator[Judgement]:
    target, attribute = meant
    said = _last(attribute)
    pairs = _PAIRS.get(target.type)
    if said == "id" and record.context.form is not Form.SYNTHESIS and pairs is not None:
        return  # as a plan or a state is read where a value is one of the target's, whichever
    if pairs is None:
        yield fail(f"it leads to {target.address}, to which no alias can lead", "name")
    elif said not in pairs:
        wanted = " or ".join(pairs)
        yield fail(f"it leads to {said} of {target.address}, whose name for aliases is {wanted}", "name")
    elif zoned is not None and (zoned[0] is not target or _last(zoned[1]) != pairs[said]):
        where = f"{_last(zoned[1])} of {zoned[0].address}"
        yield fail(f"its zone is {where}, and {said} is in {pairs[said]} of {target.address}", "zone_id")
    elif zone == _CLOUDFRONT and said not in _OF_CLOUDFRONT:
        yield fail(f"its zone is that of CloudFront, and it leads to {target.address}", "zone_id")
    elif zone is None:
        yield from expect.apart("zone_id", [fail("alias.zone_id is not set")])
    elif zoned is None and not is_known(zone):
        yield unknown(f"its zone is {zone}, which only the plan can tell")


def _last(attribute: str) -> str:
    """The last name of an attribute: of `dns_entry[0].dns_name`, `dns_name`."""
    return attribute.rpartition(".")[2].partition("[")[0]


def _alias(name: str, zone: object) -> Terraform:
    return {
        "resource": {
            "aws_lb": {"pay": {}, "other": {}},
            "aws_sqs_queue": {"pay": {}},
            "aws_api_gateway_domain_name": {"pay": {}},
            "aws_apigatewayv2_domain_name": {"pay": {}},
            "aws_cloudfront_distribution": {"pay": {}},
            RECORD: {"example": {"name": "pay.example.com", "alias": {"name": name, "zone_id": zone}}},
        }
    }


_REGIONAL: Final = "${aws_api_gateway_domain_name.pay.regional_domain_name}"
_NEWER: Final = "${aws_apigatewayv2_domain_name.pay.domain_name_configuration[0]."

RULE = Rule(
    id="route53-alias",
    title="Aliases lead to names that AWS has for them, in the zones of those",
    severity=Severity.HIGH,
    types=(RECORD,),
    scope="configuration",
    check=check,
    rationale=(
        "An alias is found by its zone: with that of another service Route 53 refuses it, or it leads "
        "nowhere, and the name is dead from the first day."
    ),
    remediation="Take alias.name and alias.zone_id from the same resource, as dns_name and zone_id of an Lb.",
    controls=("pci-dss-4.0.1:10.7.2", "nist-800-53-r5:SC-20", "nist-800-53-r5:SC-22"),
    requirements=("R105", "R72"),
    examples=Examples(
        passing=(
            _alias("${aws_lb.pay.dns_name}", "${aws_lb.pay.zone_id}"),
            _alias(_REGIONAL, "${aws_api_gateway_domain_name.pay.regional_zone_id}"),
            _alias(f"{_NEWER}target_domain_name}}", f"{_NEWER}hosted_zone_id}}"),
            _alias("${aws_cloudfront_distribution.pay.domain_name}", _CLOUDFRONT),
        ),
        failing=(
            _alias(_REGIONAL, "${aws_api_gateway_domain_name.pay.cloudfront_zone_id}"),
            _alias("${aws_lb.pay.dns_name}", "${aws_lb.other.zone_id}"),
            _alias("${aws_lb.pay.dns_name}", _CLOUDFRONT),
            _alias("${aws_lb.pay.arn}", "${aws_lb.pay.zone_id}"),
            _alias("${aws_sqs_queue.pay.url}", "${aws_lb.pay.zone_id}"),
            _alias("${aws_lb.pay.dns_name}", None),
        ),
        absent=(Status.NOT_APPLICABLE, {"resource": {RECORD: {"example": {"name": "pay.example.com"}}}}),
        unknown=(Status.UNKNOWN, _alias("${var.target}", "${var.zone}")),
    ),
)

"""A certificate is shown by what it is for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from policies.configuration import Configuration, recalled
from policies.examples import resources
from policies.model import Examples, Judgement, Rule, Severity, Status, Terraform, fail, unknown
from policies.resource import Resource
from policies.values import is_expression

_CERTIFICATE: Final = "aws_acm_certificate"
_VALIDATION: Final = "aws_acm_certificate_validation"
_USERS: Final[Mapping[str, tuple[str, ...]]] = {
    "aws_alb_listener": ("certificate_arn",),
    "aws_api_gateway_domain_name": ("certificate_arn", "regional_certificate_arn"),
    "aws_apigatewayv2_domain_name": ("domain_name_configuration.certificate_arn",),
    "aws_cloudfront_distribution": ("viewer_certificate.acm_certificate_arn",),
    "aws_cognito_user_pool_domain": ("certificate_arn",),
    "aws_lb_listener": ("certificate_arn",),
    "aws_lb_listener_certificate": ("certificate_arn",),
}
"""What shows certificates, by the attributes that name them."""


def check(certificate: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """A listener, a domain of an API or a distribution shows it, by itself or by its validation."""
    used = _used(configuration)
    if certificate in used:
        return
    hidden = used.get(None)
    if hidden is not None:
        yield unknown(f"{hidden.address} may show it, which only the plan can tell")
    else:
        yield fail("no listener, domain or distribution shows it")


@recalled
def _used(configuration: Configuration) -> Mapping[Resource | None, Resource]:
    """What shows each certificate; under None, what shows one that only the plan can tell."""
    found: dict[Resource | None, Resource] = {}
    for kind, paths in _USERS.items():
        for user in configuration.of(kind):
            for value in filter(None, map(user.get, paths)):
                target = configuration.target(user, value)
                if target is not None and target.type == _VALIDATION:
                    target = configuration.target(target, target.get("certificate_arn"))
                if target is not None or is_expression(value):
                    found[target] = user
    return found


def _shown(value: str, kind: str = "aws_lb_listener", attribute: str = "certificate_arn") -> Terraform:
    return {
        "resource": {
            _CERTIFICATE: {"example": {"domain_name": "pay.example.com"}, "other": {}},
            _VALIDATION: {"proven": {"certificate_arn": f"${{{_CERTIFICATE}.example.arn}}"}},
            kind: {"user": {attribute: value}},
        }
    }


RULE = Rule(
    id="acm-in-use",
    title="Each certificate is shown by a listener, a domain or a distribution",
    severity=Severity.MEDIUM,
    types=(_CERTIFICATE,),
    scope="configuration",
    check=check,
    rationale=(
        "A name whose certificate no listener shows is answered with that of another one, and clients that "
        "verify it refuse. ACM does not renew what is not in use."
    ),
    remediation="Name its validation in an LbListener, LbListenerCertificate or ApiGatewayDomainName.",
    controls=("pci-dss-4.0.1:4.2.1", "nist-800-53-r5:SC-8", "nist-800-53-r5:SC-23(5)"),
    requirements=("R39", "R72", "R105", "R140"),
    examples=Examples(
        passing=(
            _shown(f"${{{_VALIDATION}.proven.certificate_arn}}"),
            _shown(f"${{{_CERTIFICATE}.example.arn}}", "aws_lb_listener_certificate"),
            _shown(
                f"${{{_CERTIFICATE}.example.arn}}", "aws_api_gateway_domain_name", "regional_certificate_arn"
            ),
        ),
        failing=(_shown(f"${{{_CERTIFICATE}.other.arn}}"),),
        absent=(Status.FAIL, resources(aws_acm_certificate={"domain_name": "pay.example.com"})),
        unknown=(Status.UNKNOWN, _shown("${var.certificate}")),
    ),
)

"""A certificate is of the name and the region that it is shown for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from policies.arn import read_arn
from policies.configuration import Configuration
from policies.examples import TWO_REGIONS
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
from policies.related.certificates import CERTIFICATE, VALIDATION, requested
from policies.related.regions import OF_THE_WORLD
from policies.resource import Resource
from policies.values import as_list, is_known

_REGIONAL: Final = ""
_SHOWN: Final[Mapping[str, tuple[tuple[str, str, str], ...]]] = {
    "aws_api_gateway_domain_name": (
        ("regional_certificate_arn", "domain_name", _REGIONAL),
        ("certificate_arn", "domain_name", OF_THE_WORLD),
    ),
    "aws_apigatewayv2_domain_name": (
        ("domain_name_configuration.certificate_arn", "domain_name", _REGIONAL),
    ),
    "aws_cloudfront_distribution": (("viewer_certificate.acm_certificate_arn", "aliases", OF_THE_WORLD),),
}
"""By type, where it names its certificate, for which names, and the one region where that has to be."""


def check(shower: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """The certificate covers each name, a `*.` one label of it, and is of the region that shows it: that of
    the world for what CloudFront serves.
    """
    concerned = False
    for argument, named, wanted in _SHOWN[shower.type]:
        value = shower.get(argument)
        if value is None:
            continue
        concerned = True
        certificate = requested(shower, value, configuration)
        region = (certificate.region if certificate is not None else _region(value)) or ""
        place = wanted or shower.region
        if region and place and is_known(region) and is_known(place) and region != place:
            yield fail(f"{argument} is of {region}, and has to be of {place}", argument)
        if certificate is not None:
            yield from _named(shower, named, certificate)
        elif not is_known(value) and _region(value) is None:
            yield unknown(f"{argument} is {value}, which only the plan can tell")
    if not concerned:
        yield NOT_APPLICABLE


def _region(value: object) -> str | None:
    arn = read_arn(value)
    return None if arn is None else arn.region


def _named(shower: Resource, argument: str, certificate: Resource) -> Iterator[Judgement]:
    covered = [
        certificate.get("domain_name"),
        *as_list(certificate.get("subject_alternative_names")),
    ]
    for name in as_list(shower.get(argument)):
        if name in covered:
            continue
        if not all(map(is_known, (name, *covered))):
            yield unknown(f"only the plan can tell whether {certificate.address} covers {name}")
        elif f"*.{str(name).partition('.')[2]}" not in covered:
            yield fail(f"{certificate.address} does not cover {name}", str(name))


def _domain(certificate: str, name: str = "api.example.com") -> Terraform:
    return {
        **TWO_REGIONS,
        "resource": {
            "aws_api_gateway_domain_name": {
                "example": {"domain_name": name, "regional_certificate_arn": certificate}
            },
            CERTIFICATE: {
                "api": {"domain_name": "api.example.com", "subject_alternative_names": ["*.pay.example.com"]},
                "there": {"domain_name": "api.example.com", "provider": "aws.other"},
            },
            VALIDATION: {"api": {"certificate_arn": _API}},
        },
    }


_API: Final = "${aws_acm_certificate.api.arn}"

RULE = Rule(
    id="acm-covers",
    title="Certificates are of the name and the region that show them",
    severity=Severity.HIGH,
    types=tuple(_SHOWN),
    scope="configuration",
    check=check,
    rationale="A certificate of another region is refused; one of another name is refused by each caller.",
    remediation="Name the certificate of the domain, in its own region; for CloudFront, in the world's.",
    controls=("pci-dss-4.0.1:4.2.1", "nist-800-53-r5:SC-8(1)", "nist-800-53-r5:SC-17"),
    requirements=("R72", "R105"),
    examples=Examples(
        passing=(
            _domain(_API),
            _domain("${aws_acm_certificate_validation.api.certificate_arn}"),
            _domain(_API, "cards.pay.example.com"),
            _domain("arn:aws:acm:xx-test-1:999988887777:certificate/1"),
        ),
        failing=(
            _domain(_API, "pay.example.com"),
            _domain(_API, "eu.cards.pay.example.com"),
            _domain("${aws_acm_certificate.there.arn}"),
            _domain("arn:aws:acm:xx-test-2:999988887777:certificate/1"),
        ),
        absent=(Status.NOT_APPLICABLE, {"resource": {"aws_api_gateway_domain_name": {"example": {}}}}),
        unknown=(Status.UNKNOWN, _domain("${var.certificate}")),
    ),
)

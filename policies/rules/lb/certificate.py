"""A listener shows a certificate that was issued."""

from __future__ import annotations

from collections.abc import Iterator
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
from policies.values import is_known

_VALIDATION: Final = "aws_acm_certificate_validation"


def check(listener: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """The certificate is the one for whose validation Terraform has waited, or one that is looked up.

    A certificate that is requested and not yet proven cannot be attached, and is never renewed.
    """
    protocol, value = listener.get("protocol"), listener.get("certificate_arn")
    is_more = listener.type == "aws_lb_listener_certificate"
    if not is_more and is_known(protocol) and protocol not in (None, "HTTPS", "TLS"):
        yield NOT_APPLICABLE
        return
    found = configuration.target(listener, value)
    if value is None:
        yield fail("certificate_arn is not set")
    elif found is None:
        said = (
            "which only the plan can tell"
            if not is_known(value)
            else "whose validation no aws_acm_certificate_validation here awaits"
        )
        yield (unknown if not is_known(value) else fail)(f"certificate_arn is {value}, {said}")
    elif found.type == "data.terraform_remote_state":
        yield unknown(f"certificate_arn is read from a state outside this configuration: {value}")
    elif found.type == "aws_acm_certificate" and found.get("validation_method") is not None:
        if not _awaits(listener, found, configuration):
            yield fail(
                f"certificate_arn is {found.address}'s own, and no {_VALIDATION}'s: nothing waits for it"
            )
    elif found.type not in (_VALIDATION, "aws_acm_certificate", "data.aws_acm_certificate"):
        yield fail(f"certificate_arn refers to {found.address}, which is no certificate of ACM")


def _awaits(listener: Resource, certificate: Resource, configuration: Configuration) -> bool:
    """Whether the certificate is issued before the listener is made: the listener depends on its validation,
    as a state shows it, or another stack, which is deployed before, awaits it.
    """
    return any(
        (certificate.stack != listener.stack or validation.address in (listener.get("depends_on") or ()))
        and configuration.target(validation, validation.get("certificate_arn")) is certificate
        for validation in configuration.of(_VALIDATION, stack=certificate.stack)
    )


def _listener(
    certificate: object, kind: str = "aws_lb_listener", protocol: str = "HTTPS", **more: object
) -> Terraform:
    return {
        "resource": {
            kind: {"example": {"protocol": protocol, "certificate_arn": certificate, **more}},
            "aws_acm_certificate": {
                "asked": {"validation_method": "DNS"},
                "imported": {"certificate_body": "x"},
            },
            _VALIDATION: {"issued": {"certificate_arn": "${aws_acm_certificate.asked.arn}"}},
            "aws_iam_server_certificate": {"old": {}},
        },
        "data": {"aws_acm_certificate": {"found": {"domain": "pay.example.com"}}},
    }


_ISSUED: Final = f"${{{_VALIDATION}.issued.certificate_arn}}"

RULE = Rule(
    id="lb-certificate",
    title="Listeners show a certificate whose validation was awaited",
    severity=Severity.HIGH,
    types=("aws_lb_listener", "aws_alb_listener", "aws_lb_listener_certificate"),
    scope="configuration",
    check=check,
    rationale=(
        "A certificate that is only requested fails the deployment, or leaves callers with an error page; "
        "one that nobody manages expires unnoticed."
    ),
    remediation="Set certificate_arn to the certificate_arn of the AcmCertificateValidation.",
    controls=(
        "pci-dss-4.0.1:4.2.1",
        "pci-dss-4.0.1:4.2.1.1",
        "nist-800-53-r5:SC-17",
        "nist-800-53-r5:SC-23(5)",
    ),
    requirements=("R14", "R39", "R105", "R140"),
    examples=Examples(
        passing=(
            _listener(_ISSUED),
            _listener(_ISSUED, protocol="TLS"),
            _listener("${aws_acm_certificate.imported.arn}"),
            _listener("${data.aws_acm_certificate.found.arn}"),
            _listener(_ISSUED, "aws_lb_listener_certificate"),
            _listener("${aws_acm_certificate.asked.arn}", depends_on=[f"{_VALIDATION}.issued"]),
        ),
        failing=(
            _listener("${aws_acm_certificate.asked.arn}"),
            _listener("${aws_acm_certificate.asked.arn}", depends_on=["aws_acm_certificate.asked"]),
            _listener("arn:aws:acm:xx-test-1:999988887777:certificate/0"),
            _listener("${aws_iam_server_certificate.old.arn}"),
            _listener(None),
            _listener("${aws_acm_certificate.asked.arn}", "aws_lb_listener_certificate"),
        ),
        absent=(Status.FAIL, resources(aws_lb_listener={"protocol": "HTTPS"})),
        unknown=(Status.UNKNOWN, _listener("${var.certificate}")),
    ),
)

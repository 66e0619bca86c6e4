"""A certificate that changes is made anew before the old one goes."""

from __future__ import annotations

from collections.abc import Iterator

from policies import expect
from policies.configuration import Configuration
from policies.examples import resources
from policies.model import Examples, Judgement, Rule, Severity, Status
from policies.resource import Resource

_CERTIFICATE = "aws_acm_certificate"


def check(certificate: Resource, _configuration: Configuration) -> Iterator[Judgement]:
    """Terraform creates its replacement before it destroys it.

    ACM deletes no certificate that something uses (ACM User Guide, "Delete certificates").
    """
    yield from expect.true(certificate, "lifecycle.create_before_destroy")


RULE = Rule(
    id="acm-replaced-first",
    title="Certificates are created anew before they are destroyed",
    severity=Severity.LOW,
    types=(_CERTIFICATE,),
    check=check,
    rationale=(
        "ACM does not delete a certificate that a listener or a domain uses: a rollout that changes a name "
        "waits for that, fails half way, and leaves the regions apart."
    ),
    remediation="Set create_before_destroy in the lifecycle of the AcmCertificate.",
    controls=("pci-dss-4.0.1:4.2.1.1", "nist-800-53-r5:CM-3", "nist-800-53-r5:SC-17"),
    requirements=("R72",),
    examples=Examples(
        passing=(
            resources(aws_acm_certificate={"lifecycle": {"create_before_destroy": True}}),
            resources(aws_acm_certificate={"lifecycle": [{"create_before_destroy": "true"}]}),
        ),
        failing=(
            resources(aws_acm_certificate={"lifecycle": {"create_before_destroy": False}}),
            resources(aws_acm_certificate={"lifecycle": {"prevent_destroy": True}}),
        ),
        absent=(Status.FAIL, resources(aws_acm_certificate={"domain_name": "api-zq7.example.com"})),
        unknown=(
            Status.UNKNOWN,
            resources(aws_acm_certificate={"lifecycle": {"create_before_destroy": "${var.first}"}}),
        ),
    ),
)

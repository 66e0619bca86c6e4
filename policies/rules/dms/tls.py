"""A migration speaks TLS to both databases, and knows whom it speaks to."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from policies import expect
from policies.configuration import Configuration
from policies.examples import resources
from policies.model import NOT_APPLICABLE, Examples, Judgement, Rule, Severity, Status, Terraform, fail
from policies.resource import Resource
from policies.values import is_known

_VERIFIED: Final = ("verify-ca", "verify-full")
# Services of AWS, which are called over TLS whatever is said.
_SERVICES: Final = frozenset({"dynamodb", "kinesis", "opensearch", "elasticsearch", "s3", "neptune"})


def check(endpoint: Resource, _configuration: Configuration) -> Iterator[Judgement]:
    """The server's certificate is verified, by an authority that is named."""
    if str(endpoint.get("engine_name")) in _SERVICES:
        yield NOT_APPLICABLE
        return
    yield from expect.one_of(endpoint, "ssl_mode", _VERIFIED)
    if is_known(endpoint.get("ssl_mode")) and not endpoint.get("certificate_arn"):
        yield fail("certificate_arn is not set: nothing says whom the server's certificate must be by")


def _endpoint(**values: object) -> Terraform:
    said = {
        "engine_name": "postgres",
        "ssl_mode": "verify-full",
        "certificate_arn": "${data.aws_dms_certificate.authority.certificate_arn}",
    }
    return resources(aws_dms_endpoint={**said, **values})


RULE = Rule(
    id="dms-tls",
    title="Migrations verify the certificates of both databases",
    severity=Severity.HIGH,
    types=("aws_dms_endpoint",),
    check=check,
    rationale=(
        "A whole database crosses the way from a data centre; without a certificate that is verified, "
        "whoever stands in between reads it and its password. The default is no TLS."
    ),
    remediation="Set ssl_mode='verify-full' and certificate_arn on the DmsEndpoint.",
    controls=("pci-dss-4.0.1:4.2.1", "nist-800-53-r5:SC-8(1)", "nist-800-53-r5:SC-23"),
    requirements=("R39", "R94"),
    examples=Examples(
        passing=(_endpoint(), _endpoint(ssl_mode="verify-ca")),
        failing=(
            _endpoint(ssl_mode="require"),
            _endpoint(ssl_mode="none"),
            _endpoint(certificate_arn=None),
        ),
        absent=(Status.FAIL, resources(aws_dms_endpoint={"engine_name": "aurora-postgresql"})),
        unknown=(Status.UNKNOWN, _endpoint(ssl_mode="${var.mode}")),
    ),
)

"""What a job of Glue writes is encrypted: its results, its log and its bookmarks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from policies import expect
from policies.configuration import Configuration
from policies.examples import resources
from policies.model import Examples, Judgement, Rule, Severity, Status, Terraform, fail
from policies.resource import Resource

_NAMED: Final = "security_configuration"
_MODES: Final[Mapping[str, str]] = {"cloudwatch": "SSE-KMS", "job_bookmarks": "CSE-KMS", "s3": "SSE-KMS"}
"""The mode of each encryption that takes a key of ours (Glue API, EncryptionConfiguration)."""


def check(element: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """A security configuration encrypts all three under customer-managed keys; a job, a crawler and a
    development endpoint name one, without which Glue encrypts none of them with a key of ours.
    """
    if element.type != "aws_glue_security_configuration":
        if not element.get(_NAMED):
            yield fail(
                f"{_NAMED} is not set: its log and its bookmarks are encrypted under no key of ours", _NAMED
            )
        return
    for kind, mode in _MODES.items():
        block = f"encryption_configuration.{kind}_encryption"
        said = f"{block}.{kind}_encryption_mode"
        yield from expect.apart(said, expect.stands(element, said, (mode,), "DISABLED"))
        if element.get(said) == mode:
            key = f"{block}.kms_key_arn"
            yield from expect.apart(key, expect.customer_key(element, configuration, key))


def _configuration(*, key: object = "${aws_kms_key.data.arn}", **modes: object) -> Terraform:
    said: dict[str, Any] = {
        f"{kind}_encryption": [{f"{kind}_encryption_mode": modes.get(kind, mode), "kms_key_arn": key}]
        for kind, mode in _MODES.items()
    }
    stack = resources(aws_glue_security_configuration={"encryption_configuration": [said]})
    return {"resource": {**stack["resource"], "aws_kms_key": {"data": {}}}}


RULE = Rule(
    id="glue-security-configuration",
    title="What jobs of Glue write is encrypted under keys of ours",
    severity=Severity.MEDIUM,
    types=(
        *("aws_glue_security_configuration", "aws_glue_job", "aws_glue_crawler"),
        "aws_glue_dev_endpoint",
    ),
    scope="configuration",
    check=check,
    rationale=(
        "A job repeats rows in its log and keeps in its bookmarks how far it read. Without a security "
        "configuration these lie under no key whose use is ours to refuse."
    ),
    remediation=(
        "Add a GlueSecurityConfiguration with SSE-KMS for S3 and CloudWatch and CSE-KMS for job bookmarks, "
        "and name it in security_configuration."
    ),
    controls=(
        "pci-dss-4.0.1:3.5.1",
        "pci-dss-4.0.1:10.3.2",
        "nist-800-53-r5:SC-28(1)",
        "nist-800-53-r5:SC-12",
    ),
    requirements=("R35",),
    examples=Examples(
        passing=(_configuration(), resources(aws_glue_job={_NAMED: "encrypted-zq7"})),
        failing=(
            *(_configuration(cloudwatch="DISABLED"), _configuration(s3="SSE-S3"), _configuration(key=None)),
            resources(aws_glue_crawler={"name": "lake-zq7"}),
        ),
        absent=(Status.FAIL, resources(aws_glue_job={"name": "report-zq7"})),
        unknown=(Status.UNKNOWN, _configuration(s3="${var.mode}")),
    ),
)

"""Event buses and their archives are encrypted with a customer-managed key."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from policies import expect
from policies.configuration import Configuration
from policies.examples import resources
from policies.model import NOT_APPLICABLE, Examples, Judgement, Rule, Severity, Status, Terraform
from policies.related.providers import lacks
from policies.resource import Resource

_KEY: Final = "kms_key_identifier"


def check(holder: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """The bus or archive names a key, where the provider knows how; an archive does not inherit its bus's."""
    if lacks(holder, _KEY, configuration):
        yield NOT_APPLICABLE
        return
    yield from expect.customer_key(holder, configuration, _KEY)


def _keyed(kind: str, key: str) -> Terraform:
    return {
        "resource": {"aws_kms_key": {"ops": {}}, kind: {"example": {"kms_key_identifier": key}}},
        "data": {"aws_kms_alias": {"events": {"name": "alias/aws/events"}}},
    }


RULE = Rule(
    id="events-customer-key",
    title="Event buses and archives are encrypted with a customer-managed key",
    severity=Severity.HIGH,
    types=("aws_cloudwatch_event_bus", "aws_cloudwatch_event_archive"),
    scope="configuration",
    check=check,
    rationale=(
        "Payment events rest in the bus while they are retried and in the archive for its whole "
        "retention, by default under a key that AWS owns and nobody can withdraw."
    ),
    remediation="Set kms_key_identifier to the KmsKey of the region on the bus and on its archive.",
    controls=("pci-dss-4.0.1:3.5.1", "pci-dss-4.0.1:3.6.1", "nist-800-53-r5:SC-28(1)"),
    requirements=("R35",),
    waivable=False,
    examples=Examples(
        passing=(
            _keyed("aws_cloudwatch_event_bus", "${aws_kms_key.ops.arn}"),
            _keyed("aws_cloudwatch_event_archive", "arn:aws:kms:xx-test-1:999988887777:key/ops"),
        ),
        failing=(
            _keyed("aws_cloudwatch_event_bus", "alias/aws/events"),
            _keyed("aws_cloudwatch_event_bus", "${data.aws_kms_alias.events.target_key_arn}"),
            {
                "resource": {
                    "aws_kms_key": {"ops": {}},
                    "aws_cloudwatch_event_bus": {"example": {"kms_key_identifier": "${aws_kms_key.ops.arn}"}},
                    "aws_cloudwatch_event_archive": {
                        "example": {"event_source_arn": "${aws_cloudwatch_event_bus.example.arn}"}
                    },
                }
            },
        ),
        absent=(Status.FAIL, resources(aws_cloudwatch_event_bus={"name": "payments-zq7"})),
        unknown=(Status.UNKNOWN, _keyed("aws_cloudwatch_event_archive", "${var.key}")),
    ),
)

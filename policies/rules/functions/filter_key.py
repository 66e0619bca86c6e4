"""What a function filters its events by is encrypted under a key of ours, or says nothing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from policies import expect
from policies.configuration import Configuration
from policies.model import NOT_APPLICABLE, Examples, Judgement, Rule, Severity, Status, Terraform
from policies.resource import Resource

_KEY: Final = "kms_key_arn"


def check(mapping: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """A key that a mapping names for its filter is a customer-managed one; without one AWS has its own.

    AWS Lambda Developer Guide, "Encryption of filter criteria".
    """
    if mapping.get(_KEY) is None:
        yield NOT_APPLICABLE
        return
    yield from expect.customer_key(mapping, configuration, _KEY)


def _mapping(key: str | None) -> Terraform:
    said = {"function_name": "${aws_lambda_alias.live.arn}", **({_KEY: key} if key else {})}
    return {
        "resource": {
            "aws_kms_key": {"ops": {}},
            "aws_lambda_event_source_mapping": {"example": said},
        }
    }


RULE = Rule(
    id="functions-filter-key",
    title="Filters of events are encrypted under a customer-managed key where they name one",
    severity=Severity.LOW,
    types=("aws_lambda_event_source_mapping",),
    scope="configuration",
    check=check,
    rationale=(
        "A filter may name a merchant or a limit above which payments are looked at. A key of AWS's own in "
        "its place is one whose use nobody sees and nobody can end."
    ),
    remediation="Set kms_key_arn to the arn of the region's KmsKey.",
    controls=("pci-dss-4.0.1:3.6.1", "nist-800-53-r5:SC-28(1)"),
    requirements=("R35",),
    examples=Examples(
        passing=(_mapping("${aws_kms_key.ops.arn}"),),
        failing=(_mapping("alias/aws/lambda"),),
        absent=(Status.NOT_APPLICABLE, _mapping(None)),
        unknown=(Status.UNKNOWN, _mapping("${var.key}")),
    ),
)

"""Records that wait in a Firehose stream are encrypted under a key of ours."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from policies import expect
from policies.configuration import Configuration
from policies.examples import resources
from policies.model import NOT_APPLICABLE, Examples, Judgement, Rule, Severity, Status, Terraform
from policies.resource import Resource

_SSE: Final = "server_side_encryption"
_SOURCES: Final = ("kinesis_source_configuration", "msk_source_configuration")


def check(stream: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """Encryption is on, of the kind that takes a customer-managed key, and names one.

    A stream that reads another one keeps nothing itself, and takes none (Firehose Developer Guide, "Data
    protection in Amazon Data Firehose").
    """
    if any(stream.blocks(source) for source in _SOURCES):
        yield NOT_APPLICABLE
        return
    enabled, kind, key = (f"{_SSE}.{name}" for name in ("enabled", "key_type", "key_arn"))
    yield from expect.apart(enabled, expect.stands(stream, enabled, (True,), default=False))
    yield from expect.apart(kind, expect.stands(stream, kind, ("CUSTOMER_MANAGED_CMK",), "AWS_OWNED_CMK"))
    yield from expect.apart(key, expect.customer_key(stream, configuration, key))


_KEY: Final = "arn:aws:kms:xx-test-1:999988887777:key/11111111-2222-3333-4444-555555555555"


def _stream(**changed: Any) -> Terraform:  # noqa: ANN401 - Terraform values have every JSON type
    right = {"enabled": True, "key_type": "CUSTOMER_MANAGED_CMK", "key_arn": _KEY}
    return resources(aws_kinesis_firehose_delivery_stream={_SSE: [{**right, **changed}]})


RULE = Rule(
    id="firehose-customer-key",
    title="Firehose streams are encrypted under customer-managed keys",
    severity=Severity.HIGH,
    types=("aws_kinesis_firehose_delivery_stream",),
    scope="configuration",
    check=check,
    rationale=(
        "Records wait in the stream for minutes, and for a day where the destination fails; under a key of "
        "AWS's no policy of ours says who reads them."
    ),
    remediation="Set server_side_encryption with enabled=True, key_type='CUSTOMER_MANAGED_CMK' and key_arn.",
    controls=(
        *("pci-dss-4.0.1:3.5.1", "pci-dss-4.0.1:3.6.1"),
        *("nist-800-53-r5:SC-28(1)", "nist-800-53-r5:SC-12"),
    ),
    requirements=("R35",),
    examples=Examples(
        passing=(_stream(), _stream(enabled="true")),
        failing=(
            _stream(enabled=False),
            _stream(key_type="AWS_OWNED_CMK"),
            _stream(key_type=None),
            _stream(key_arn=None),
        ),
        absent=(Status.FAIL, resources(aws_kinesis_firehose_delivery_stream={"name": "events-zq7"})),
        unknown=(Status.UNKNOWN, _stream(key_arn="${var.key}")),
    ),
)

"""A secret is encrypted under a key of ours."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from policies import expect
from policies.configuration import Configuration
from policies.examples import resources
from policies.model import Examples, Judgement, Rule, Severity, Status, Terraform
from policies.resource import Resource

_KEY: Final = "kms_key_id"
_OF_KAFKA: Final = "AmazonMSK_"


def check(secret: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """kms_key_id names a customer-managed key, and so does that of each replica.

    By default it is aws/secretsmanager, which no other account can be let use, and with which MSK takes no
    secret for its clients (MSK Developer Guide, "Setting up SASL/SCRAM authentication for an Amazon MSK
    cluster").
    """
    why = ": MSK takes no secret of its clients" if str(secret.get("name")).startswith(_OF_KAFKA) else ""
    for judgement in expect.customer_key(secret, configuration, _KEY):
        yield replace(judgement, message=judgement.message + why, subject=_KEY)
    yield from expect.each_block(
        secret, "replica", "region", lambda copy: expect.customer_key(copy, configuration, _KEY)
    )


def _secret(key: str | None, **values: object) -> Terraform:
    stack = resources(aws_secretsmanager_secret={"name": "pay/acquirer", "kms_key_id": key, **values})
    return {"resource": {**stack["resource"], "aws_kms_key": {"secrets": {}}}}


_OWN: Final = "${aws_kms_key.secrets.arn}"

RULE = Rule(
    id="secrets-customer-key",
    title="Secrets are encrypted under customer-managed keys",
    severity=Severity.HIGH,
    types=("aws_secretsmanager_secret",),
    scope="configuration",
    check=check,
    rationale=(
        "Under the key that AWS manages, no policy of ours says who may decrypt a secret, and its use "
        "stands in no record that tells it from others'."
    ),
    remediation="Set kms_key_id of the SecretsmanagerSecret, and of each replica, to a KmsKey of ours.",
    controls=(
        "pci-dss-4.0.1:8.3.2",
        "pci-dss-4.0.1:3.6.1",
        "nist-800-53-r5:SC-28(1)",
        "nist-800-53-r5:SC-12",
    ),
    requirements=("R35",),
    examples=Examples(
        passing=(
            _secret(_OWN),
            _secret("arn:aws:kms:xx-test-1:999988887777:key/11111111-2222-3333-4444-555555555555"),
            _secret(_OWN, replica=[{"region": "xx-test-2", "kms_key_id": _OWN}]),
        ),
        failing=(
            _secret("alias/aws/secretsmanager"),
            _secret(None, name="AmazonMSK_producer"),
            _secret(_OWN, replica=[{"region": "xx-test-2"}]),
        ),
        absent=(Status.FAIL, _secret(None)),
        unknown=(Status.UNKNOWN, _secret("${var.key}")),
    ),
)

"""An identity uses a key through the service in the region of the key."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from policies.arn import read_arn
from policies.configuration import Configuration
from policies.examples import ACCOUNT, TWO_REGIONS, role_policy
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
from policies.policy_document import Statement, statements
from policies.resource import Resource
from policies.rules.iam._identities import IDENTITY
from policies.values import is_known

_SERVICE: Final = "kms:ViaService"
_POSITIVE: Final = ("StringEquals", "StringEqualsIgnoreCase")


def check(holder: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """Of each Allow with a condition on kms:ViaService, each key lies in the region of one of the services.

    A key is asked in its own region alone, so the service that asks for it is the one there (KMS Developer
    Guide, "kms:ViaService").
    """
    confined = [
        (statement, regions)
        for _, statement in statements(holder, configuration)
        if statement.allows and (regions := _regions(statement))
    ]
    if not confined:
        yield NOT_APPLICABLE
    for statement, regions in confined:
        for value in statement.resources:
            region = _region(holder, value, configuration)
            if region is None or not all(map(is_known, regions)):
                yield unknown(f"only the plan can tell whether {value} is a key of {', '.join(regions)}")
            elif region and region not in regions:
                yield fail(
                    f"{statement.label} uses {value} of {region} through a service of {', '.join(regions)}",
                    f"{value} through {', '.join(regions)}",
                )


def _regions(statement: Statement) -> tuple[str, ...]:
    """The regions of the services through which it may use keys; empty where no condition says one."""
    return tuple(
        sorted(
            {
                value.partition(".")[2].partition(".amazonaws.")[0] or value
                for operator, values in statement.condition(_SERVICE)
                if operator in _POSITIVE
                for value in values
            }
        )
    )


def _region(holder: Resource, value: str, configuration: Configuration) -> str | None:
    """The region of a key; empty where any may be meant, None where only the plan can tell."""
    key = configuration.target(holder, value)
    if key is not None and key.type.removeprefix("data.") in (
        "aws_kms_key",
        "aws_kms_replica_key",
        "aws_kms_alias",
    ):
        return key.region
    arn = read_arn(value)
    if arn is not None and is_known(arn.region):
        return "" if "*" in arn.region else arn.region
    return None if not is_known(value) else ""


def _use(service: object = "s3.xx-test-1.amazonaws.com", key: str = "near", **changed: object) -> Terraform:
    statement = {
        "Effect": "Allow",
        "Action": "kms:Decrypt",
        "Resource": f"${{aws_kms_key.{key}.arn}}",
        "Condition": {"StringEquals": {_SERVICE: service}},
        **changed,
    }
    stack = role_policy(statement)
    keys = {"near": {}, "far": {"provider": "aws.other"}}
    return {**TWO_REGIONS, "resource": {**stack["resource"], "aws_kms_key": keys}}


_ARN: Final = f"arn:aws:kms:xx-test-2:{ACCOUNT}:key/*"

RULE = Rule(
    id="iam-kms-own-region",
    title="Identities use keys through the service in the key's region",
    severity=Severity.HIGH,
    types=IDENTITY,
    scope="configuration",
    check=check,
    rationale=(
        "A key answers in its own region alone, so a condition on the service of another region is never "
        "met: replication, say, copies nothing, and nobody is told before the region is lost."
    ),
    remediation="Name in kms:ViaService the service of the region that the key lies in.",
    controls=("pci-dss-4.0.1:3.6.1", "nist-800-53-r5:CP-9(5)", "nist-800-53-r5:AC-6"),
    requirements=("R38", "R74"),
    examples=Examples(
        passing=(
            _use(),
            _use("s3.xx-test-2.amazonaws.com", "far"),
            _use(["s3.xx-test-1.amazonaws.com", "s3.xx-test-2.amazonaws.com"], "far"),
            _use("s3.xx-test-2.amazonaws.com", Resource=_ARN),
            _use(Resource="*"),
        ),
        failing=(
            _use("s3.xx-test-2.amazonaws.com"),
            _use(key="far"),
            _use(Resource=_ARN),
            _use(
                "s3.xx-test-2.amazonaws.com", Resource=["${aws_kms_key.far.arn}", "${aws_kms_key.near.arn}"]
            ),
        ),
        absent=(Status.NOT_APPLICABLE, _use(Condition={})),
        unknown=(Status.UNKNOWN, _use("s3.${var.region}.amazonaws.com")),
    ),
)

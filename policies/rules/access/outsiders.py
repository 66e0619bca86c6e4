"""Nobody outside the account reaches a store, a key or a role."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from policies.access.holders import POLICIES, alone, held_as, holder_of
from policies.access.properties import (
    Counterexample,
    Found,
    assumed_from_outside,
    reached_from_outside,
)
from policies.access.stores import STORES
from policies.configuration import Configuration
from policies.examples import ACCOUNT, ROOT, policy_text, resources
from policies.model import NOT_APPLICABLE, Examples, Judgement, Rule, Severity, Status, Terraform
from policies.related.balancers import delivering, delivers
from policies.resource import Resource
from policies.rules.access._found import judgements


def check(resource: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """No request of anybody, of another account, or of a service for another account is allowed.

    IAM User Guide, "Cross-account policy evaluation logic" and "The confused deputy problem".
    """
    if resource.type == "aws_iam_role":
        yield from judgements(assumed_from_outside(holder_of(resource, configuration), configuration))
        return
    is_policy = resource.type in POLICIES
    guarded = alone(resource, configuration) if is_policy else held_as(resource, configuration).guarded
    if guarded is None:
        yield NOT_APPLICABLE
    else:
        yield from judgements(
            each for each in reached_from_outside(guarded, configuration) if not _delivers_logs(each)
        )


def _delivers_logs(found: Found) -> bool:
    """Whether it is that an account may put objects by which load balancers deliver; `s3-balancer-account`
    judges whether it is that of the region.
    """
    return (
        isinstance(found, Counterexample) and found.action == "s3:PutObject" and bool(delivering(found.who))
    )


def _bucket(*statements: dict[str, object]) -> Terraform:
    policy = {"bucket": "${aws_s3_bucket.example.id}", "policy": policy_text(*statements)}
    return {
        "resource": {
            "aws_s3_bucket": {"example": {"bucket": "payments-zq7"}},
            "aws_s3_bucket_policy": {"own": policy},
        }
    }


def _allow(principal: object, action: object = "s3:GetObject", **more: object) -> dict[str, Any]:
    return {
        "Effect": "Allow",
        "Action": action,
        "Resource": "${aws_s3_bucket.example.arn}/*",
        "Principal": principal,
        **more,
    }


def _when(operator: str, key: str, *values: str) -> dict[str, object]:
    return {"Condition": {operator: {key: list(values)}}}


def _key(*statements: dict[str, object]) -> Terraform:
    return resources(aws_kms_key={"policy": policy_text(*({**each, "Resource": "*"} for each in statements))})


def _trust(principal: object, **more: object) -> Terraform:
    said = {"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": principal, **more}
    return resources(aws_iam_role={"name": "clerk-zq7", "assume_role_policy": policy_text(said)})


_OTHER: Final = "999988887777"
_BALANCERS: Final = {"AWS": f"arn:aws:iam::{next(iter(delivers()))}:root"}
_ONE: Final = _when("ArnLike", "aws:SourceArn", "${aws_s3_bucket.example.arn}")
_VIA: Final = _when("StringEquals", "kms:ViaService", "s3.xx-test-1.amazonaws.com")
_OURS: Final = _when("StringEquals", "aws:SourceAccount", ACCOUNT)
_LOGS: Final = {"Service": "logging.s3.amazonaws.com"}

_OPEN: Final = policy_text({**_allow("*", "sqs:*"), "Resource": "*"})

RULE = Rule(
    id="access-outsiders",
    title="No caller outside the account can reach a store, a key or a role",
    severity=Severity.CRITICAL,
    types=(*sorted(STORES), *sorted(POLICIES), "aws_iam_role"),
    scope="configuration",
    check=check,
    rationale=(
        "Statements that look harmless one by one let a stranger in together: an open principal whose "
        "condition does not bind, or a service that acts for whoever asks it."
    ),
    remediation=(
        "Name the principals of the account in the policy, and bind each service to the account by "
        "aws:SourceAccount or aws:SourceArn."
    ),
    controls=("pci-dss-4.0.1:7.2.1", "pci-dss-4.0.1:7.3.1", "nist-800-53-r5:AC-3", "nist-800-53-r5:AC-6"),
    requirements=("R42",),
    examples=Examples(
        passing=(
            _bucket(_allow({"AWS": f"arn:aws:iam::{ACCOUNT}:role/clerk"})),
            _bucket(_allow("*", **_when("StringEquals", "aws:PrincipalAccount", ACCOUNT))),
            _bucket(_allow("*"), _allow("*", "s3:*") | {"Effect": "Deny"}),
            _bucket(
                _allow("*"),
                _allow("*", "s3:*", **_when("StringNotEquals", "aws:PrincipalAccount", ACCOUNT))
                | {"Effect": "Deny"},
            ),
            _bucket(_allow(_LOGS, "s3:PutObject", **_OURS)),
            _bucket(_allow(_BALANCERS, "s3:PutObject")),
            _bucket(_allow(_LOGS, "s3:PutObject", **_ONE)),
            _key(_allow(ROOT, "kms:*")),
            _trust({"Service": "lambda.amazonaws.com"}),
        ),
        failing=(
            _bucket(_allow("*")),
            _bucket(_allow({"AWS": "*"}, **_when("StringNotEquals", "aws:PrincipalAccount", _OTHER))),
            _bucket(_allow("*", **_when("StringEqualsIfExists", "aws:PrincipalAccount", ACCOUNT))),
            _bucket(_allow("*", **_when("IpAddress", "aws:SourceIp", "203.0.113.0/24"))),
            _bucket(_allow({"AWS": _OTHER})),
            _bucket(_allow(_BALANCERS)),
            _bucket(_allow(_BALANCERS, "s3:PutObject"), _allow({"AWS": _OTHER}, "s3:PutObject")),
            _bucket(_allow({"AWS": f"arn:aws:iam::{_OTHER}:role/partner"}, "s3:PutObject")),
            _bucket({**_allow("*"), "NotPrincipal": ROOT} | {"Principal": None}),
            _bucket(_allow(_LOGS, "s3:PutObject")),
            _bucket(_allow(_LOGS, "s3:PutObject", **_when("StringLike", "aws:SourceAccount", "*"))),
            _bucket(_allow("*"), _allow("*", "s3:GetObjectVersion") | {"Effect": "Deny"}),
            _key(_allow("*", "kms:Decrypt", **_VIA)),
            _key(_allow({"Service": "logs.xx-test-1.amazonaws.com"}, "kms:Decrypt")),
            resources(aws_sqs_queue_policy={"queue_url": "https://queue", "policy": _OPEN}),
            resources(aws_kms_grant={"key_id": "k", "grantee_principal": f"arn:aws:iam::{_OTHER}:root"}),
            _trust({"AWS": "*"}),
            _trust({"AWS": f"arn:aws:iam::{_OTHER}:root"}, **_when("StringEquals", "sts:ExternalId", "zq7")),
        ),
        absent=(Status.PASS, resources(aws_s3_bucket={"bucket": "payments-zq7"})),
        unknown=(Status.UNKNOWN, _bucket(_allow({"AWS": "${var.partner}"}))),
    ),
)

"""The role of a replication may read its source and write its copies."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from policies import examples
from policies.configuration import Configuration
from policies.examples import resources
from policies.model import (
    Examples,
    Judgement,
    Rule,
    Severity,
    Status,
    Terraform,
    fail,
    unknown,
)
from policies.policy_document import Statement
from policies.related.buckets import REPLICATION, bucket_of, in_bucket
from policies.related.keys import key_of
from policies.related.roles import granted
from policies.resource import Resource
from policies.values import is_known

_SOURCE: Final = (
    *("s3:GetReplicationConfiguration", "s3:ListBucket"),
    *("s3:GetObjectVersionForReplication", "s3:GetObjectVersionAcl", "s3:GetObjectVersionTagging"),
)
_COPY: Final = ("s3:ReplicateObject", "s3:ReplicateDelete", "s3:ReplicateTags")
"""S3 User Guide, "Setting up permissions for live replication", with "Replicating encrypted objects"."""

Granted = Sequence[tuple[Resource, Statement]]


def check(replication: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """The role's policies allow each action on the source, on every destination and on their keys."""
    if replication.type == "aws_s3_bucket":
        yield from in_bucket(replication, REPLICATION, lambda found: check(found, configuration))
        return
    value = replication.get("role")
    role = configuration.target(replication, value)
    allowed = granted(role, configuration) if role is not None and role.type == "aws_iam_role" else None
    if allowed is None:
        yield unknown(f"what the role {value} may do, only the plan can tell")
        return
    source = bucket_of(replication, configuration, replication.get("bucket"))
    if source is not None:
        yield from _buckets(allowed, configuration, source, _SOURCE)
        yield from _key(allowed, configuration, "kms:Decrypt", key_of(source, configuration))
    for block in replication.blocks("rule.destination"):
        destination = replace(replication, values=block)
        copy = bucket_of(destination, configuration, block.get("bucket"))
        if copy is not None:
            yield from _buckets(allowed, configuration, copy, _COPY)
        key = destination.get("encryption_configuration.replica_kms_key_id")
        named = None if key is None else configuration.target(replication, key) or str(key)
        yield from _key(allowed, configuration, "kms:Encrypt", named)


def _buckets(
    allowed: Granted, configuration: Configuration, bucket: Resource, actions: Sequence[str]
) -> Iterator[Judgement]:
    for action in actions:
        if not any(
            resource == "*" or bucket_of(holder, configuration, resource.removesuffix("/*")) is bucket
            for holder, statement in allowed
            if statement.names_action(action)
            for resource in statement.resources
        ):
            yield fail(f"its role may not {action} of {bucket.address}", f"{action} of {bucket.address}")


def _key(
    allowed: Granted, configuration: Configuration, action: str, key: Resource | str | None
) -> Iterator[Judgement]:
    if key is None:
        return
    if not any(
        resource == "*" or (configuration.target(holder, resource) or resource) == key
        for holder, statement in allowed
        if statement.names_action(action)
        for resource in statement.resources
    ):
        message = f"its role may not {action} with {key if isinstance(key, str) else key.address}"
        yield unknown(message) if isinstance(key, str) and not is_known(key) else fail(message)


_NEAR: Final = "${aws_s3_bucket.near.arn}"
_FAR: Final = "${aws_s3_bucket.far.arn}"
_FAR_KEY: Final = "${aws_kms_key.far.arn}"
_NEAR_KEY: Final = "${aws_kms_key.near.arn}"
_GRANTS: Final = {
    "bucket": (_SOURCE[:2], _NEAR),
    "objects": (_SOURCE[2:], f"{_NEAR}/*"),
    "copies": (_COPY, f"{_FAR}/*"),
    "near key": (("kms:Decrypt",), _NEAR_KEY),
    "far key": (("kms:Encrypt", "kms:GenerateDataKey"), _FAR_KEY),
}


def _replicated(*without: str, role: str = "${aws_iam_role.copier.arn}", **changed: object) -> Terraform:
    statements = [
        {"Effect": "Allow", "Action": actions, "Resource": resource}
        for name, (actions, resource) in _GRANTS.items()
        if name not in without
    ]
    return {
        "resource": {
            "aws_kms_key": {"near": {}, "far": {}},
            "aws_s3_bucket": {"near": {}, "far": {}},
            "aws_s3_bucket_server_side_encryption_configuration": {
                "near": {
                    "bucket": "${aws_s3_bucket.near.id}",
                    "rule": {"apply_server_side_encryption_by_default": {"kms_master_key_id": _NEAR_KEY}},
                }
            },
            **examples.role("copier", *statements, **changed),
            "aws_s3_bucket_replication_configuration": {
                "example": {
                    "bucket": "${aws_s3_bucket.near.id}",
                    "role": role,
                    "rule": {
                        "destination": {
                            "bucket": _FAR,
                            "encryption_configuration": {"replica_kms_key_id": _FAR_KEY},
                        }
                    },
                }
            },
        }
    }


RULE = Rule(
    id="s3-replication-role",
    title="The roles of replications may read the source and write the copies",
    severity=Severity.HIGH,
    types=(REPLICATION, "aws_s3_bucket"),
    scope="configuration",
    check=check,
    rationale=(
        "What the role may not do, replication does not do: objects stay in one region with the status "
        "FAILED, which nobody reads before the region is gone."
    ),
    remediation=(
        "Give the IamRole of the replication what reading the source, writing each destination, and both "
        "keys take."
    ),
    controls=("pci-dss-4.0.1:10.3.3", "nist-800-53-r5:CP-9(5)", "nist-800-53-r5:CP-6"),
    requirements=("R74", "R38", "R127"),
    examples=Examples(
        passing=(
            _replicated(),
            _replicated(policy='{"Statement": {"Effect": "Allow", "Action": "*", "Resource": "*"}}'),
        ),
        failing=(
            *(_replicated(name) for name in _GRANTS),
            _replicated(role="${aws_iam_role.copier.arn}", policy='{"Statement": []}'),
        ),
        absent=(Status.UNKNOWN, resources(aws_s3_bucket_replication_configuration={"bucket": "receipts"})),
        unknown=(Status.UNKNOWN, _replicated(role="${var.role}")),
    ),
)

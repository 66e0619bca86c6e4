"""What somebody does in a shell within a task is recorded, and only for those who may read it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from policies import expect
from policies.configuration import Configuration
from policies.examples import resources
from policies.model import NOT_APPLICABLE, Examples, Judgement, Rule, Severity, Status, Terraform, fail
from policies.resource import Resource

_SHELLS: Final = "configuration.execute_command_configuration"
_LOG: Final = "log_configuration"
_PLACES: Final = {
    "cloud_watch_log_group_name": "cloud_watch_encryption_enabled",
    "s3_bucket_name": "s3_bucket_encryption_enabled",
}
"""Where the record of a session goes, and what says that it is encrypted there."""


def check(cluster: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """Where shells are configured, sessions are encrypted under a customer-managed key and logged to a log
    group or a bucket of ours, encrypted there.

    Amazon ECS Developer Guide, "Monitor Amazon ECS containers with ECS Exec": by default they go where the
    task's own output goes, where that is `awslogs`, and nowhere else.
    """
    written = list(expect.written_out(cluster, _SHELLS))
    yield from written
    shells = [replace(cluster, values=block) for block in expect.written_blocks(cluster, _SHELLS)]
    if not shells and not written:
        yield NOT_APPLICABLE
    for each in shells:
        yield from expect.apart("kms_key_id", expect.customer_key(each, configuration, "kms_key_id"))
        yield from expect.one_of(each, "logging", ("OVERRIDE",))
        places = [name for name in _PLACES if each.get(f"{_LOG}.{name}")]
        if not places and not list(expect.written_out(each, _LOG)):
            yield fail(f"{_LOG} names neither a log group nor a bucket: sessions leave no trace", _LOG)
        for name in places:
            yield from expect.true(each, f"{_LOG}.{_PLACES[name]}")


def _cluster(
    kms: object = "${aws_kms_key.ops.arn}", logging: object = "OVERRIDE", **log: object
) -> Terraform:
    shells = {"kms_key_id": kms, "logging": logging, _LOG: log}
    return {
        "resource": {
            "aws_kms_key": {"ops": {}},
            "aws_ecs_cluster": {"example": {"configuration": {"execute_command_configuration": shells}}},
        }
    }


_GROUP: Final = {"cloud_watch_log_group_name": "/ecs/shells-zq7", "cloud_watch_encryption_enabled": True}
_BUCKET: Final = {"s3_bucket_name": "shells-zq7", "s3_bucket_encryption_enabled": True}

RULE = Rule(
    id="ecs-session-logs",
    title="Shells within tasks are recorded, encrypted",
    severity=Severity.MEDIUM,
    types=("aws_ecs_cluster",),
    scope="configuration",
    check=check,
    rationale=(
        "Whoever opens a shell in a task of the payment path sees what it sees. Without a record that is "
        "kept elsewhere, of that evening there is only what is remembered."
    ),
    remediation="Set logging='OVERRIDE', a log group with encryption, and kms_key_id to the region's KmsKey.",
    controls=(
        "pci-dss-4.0.1:10.2.1.2",
        "pci-dss-4.0.1:3.5.1",
        "nist-800-53-r5:AU-12",
        "nist-800-53-r5:AC-17",
    ),
    requirements=("R35",),
    examples=Examples(
        passing=(_cluster(**_GROUP), _cluster(**_BUCKET), _cluster(**_GROUP, **_BUCKET)),
        failing=(
            _cluster(),
            _cluster(logging="NONE", **_GROUP),
            _cluster(logging=None, **_GROUP),
            _cluster(kms="alias/aws/ecs", **_GROUP),
            _cluster(kms=None, **_GROUP),
            _cluster(**{**_GROUP, "cloud_watch_encryption_enabled": False}),
            _cluster(s3_bucket_name="shells-zq7"),
        ),
        absent=(Status.NOT_APPLICABLE, resources(aws_ecs_cluster={"name": "pay-zq7"})),
        unknown=(Status.UNKNOWN, _cluster(logging="${var.logging}", **_GROUP)),
    ),
)

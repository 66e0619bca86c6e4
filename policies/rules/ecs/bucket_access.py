"""A task may use the buckets that it is told of."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Final

from policies.configuration import Configuration
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
from policies.policy_document import Statement
from policies.related.roles import granted
from policies.resource import Resource
from policies.rules.ecs._containers import TASK, task_of, variables

_ROLE: Final = "task_role_arn"
_USES: Final = ("s3:GetObject", "s3:PutObject")
_KEY: Final = "kms:GenerateDataKey"


def check(task: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """For each bucket of the configuration that a variable of a container names, the task's role may read or
    write its objects; and may use a key, without which nothing is written to an encrypted one.
    """
    told = {
        str(value): bucket
        for _, value in variables(task) or ()
        if (bucket := configuration.target(task, value)) is not None and bucket.type == "aws_s3_bucket"
    }
    if not told:
        yield NOT_APPLICABLE
        return
    value = task.get(_ROLE)
    role = configuration.target(task, value)
    may = granted(role, configuration) if role is not None and role.type == "aws_iam_role" else None
    if value is None:
        yield fail(f"{_ROLE} is not set: no task may use {', '.join(told)}", _ROLE)
        return
    if role is None or may is None:
        yield unknown(f"{_ROLE} is {value}, and no stack tells what that role may do")
        return
    statements = [statement for _, statement in may]
    for name, bucket in told.items():
        if not any(_lets_use(statement, name, bucket) for statement in statements):
            yield fail(f"{role.address} may not use the objects of {bucket.address}", bucket.address)
    if not any(statement.names_action(_KEY) for statement in statements):
        yield fail(f"{role.address} does not grant {_KEY}", _KEY)


def _lets_use(statement: Statement, name: str, bucket: Resource) -> bool:
    """Whether a statement grants one of the uses on objects of the bucket, by its name or its ARN."""
    ways = (f":{name}/", f"{bucket.block}.arn", f"{bucket.block}.id", f":{bucket.get('bucket')}/")
    return any(map(statement.names_action, _USES)) and any(
        way in text for text in statement.resources for way in ways
    )


def _task(
    *actions: str, on: str = "${aws_s3_bucket.logs.arn}/*", role: str | None = "${aws_iam_role.task.arn}"
) -> Terraform:
    container = {"name": "web", "environment": [{"name": "LOGS", "value": "${aws_s3_bucket.logs.id}"}]}
    statements = [
        {"Effect": "Allow", "Action": [action], "Resource": on if action.startswith("s3:") else "key"}
        for action in actions
    ]
    policy = {"role": "${aws_iam_role.task.name}", "policy": json.dumps({"Statement": statements})}
    made = task_of(container, **({_ROLE: role} if role else {}))["resource"]
    return {
        "resource": {
            **made,
            "aws_s3_bucket": {"logs": {"bucket": "logs-zq7"}, "other": {"bucket": "other-zq7"}},
            "aws_iam_role": {"task": {"name": "task-zq7"}},
            "aws_iam_role_policy": {"task": policy},
        }
    }


RULE = Rule(
    id="ecs-bucket-access",
    title="Tasks may use the buckets that they are told of",
    severity=Severity.MEDIUM,
    types=(TASK,),
    scope="configuration",
    check=check,
    rationale=(
        "A task that is told of a bucket and may not write to it starts, answers, and loses each record that "
        "it was to keep."
    ),
    remediation=(
        "Grant the task's role s3:PutObject (and s3:GetObject where it reads) on the bucket's objects, with "
        "kms:Decrypt and kms:GenerateDataKey on its key (infra.blocks.storage.access)."
    ),
    controls=("pci-dss-4.0.1:7.2.2", "pci-dss-4.0.1:10.2.1", "nist-800-53-r5:AC-6", "nist-800-53-r5:AU-9"),
    requirements=("R126",),
    examples=Examples(
        passing=(
            _task("s3:PutObject", _KEY),
            _task("s3:GetObject", _KEY, on="arn:aws:s3:::${aws_s3_bucket.logs.id}/*"),
        ),
        failing=(
            _task(_KEY),
            _task("s3:PutObject"),
            _task("s3:PutObject", _KEY, on="${aws_s3_bucket.other.arn}/*"),
            _task("s3:ListBucket", _KEY),
            _task("s3:PutObject", _KEY, role=None),
        ),
        absent=(Status.NOT_APPLICABLE, task_of({"name": "web"})),
        unknown=(Status.UNKNOWN, _task("s3:PutObject", _KEY, role="${var.role}")),
    ),
)

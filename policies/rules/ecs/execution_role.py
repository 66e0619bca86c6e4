"""ECS may do what it takes to start a task."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from policies.configuration import Configuration
from policies.model import Examples, Judgement, Rule, Severity, Status, Terraform, fail, unknown
from policies.related.roles import TRUST, granted, trusts
from policies.resource import Resource
from policies.rules.ecs._containers import TASK, containers, objects, task_of

_ROLE: Final = "execution_role_arn"
_PULL: Final = (
    *("ecr:GetAuthorizationToken", "ecr:BatchCheckLayerAvailability"),
    *("ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"),
)
_LOGS: Final = ("logs:CreateLogStream", "logs:PutLogEvents")
_VALUES: Final = "secretsmanager:GetSecretValue"
_PARAMETERS: Final = "ssm:GetParameters"


def check(task: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """The execution role trusts ECS's tasks, and lets ECS pull the images, write the logs and read the
    secrets that the containers name (Amazon ECS Developer Guide, "Task execution IAM role").
    """
    value = task.get(_ROLE)
    role = configuration.target(task, value)
    if value is None:
        yield fail(f"{_ROLE} is not set: no image is pulled, no log written")
        return
    if role is None or role.type != "aws_iam_role":
        yield unknown(f"{_ROLE} is {value}, which is not in the configuration")
        return
    if value == task.get("task_role_arn"):
        yield fail(
            "task_role_arn is the same role: the program may read what only its start needs", "task_role_arn"
        )
    if trusts(role, configuration, "ecs-tasks") is False:
        yield fail(f"{role.address} does not trust ecs-tasks.amazonaws.com", TRUST)
    may, written = granted(role, configuration), containers(task)
    if may is None or written is None:
        yield unknown(f"only the plan can tell what {role.address} is to grant, and does")
        return
    for action in _needed(written):
        if not any(statement.names_action(action) for _, statement in may):
            yield fail(f"{role.address} does not grant {action}", action)


def _needed(written: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """The actions that starting these containers takes."""
    text = json.dumps(written)
    if ".dkr.ecr" in text:
        yield from _PULL
    if '"awslogs"' in text:
        yield from _LOGS
    secrets = [each for container in written for each in objects(container, "secrets")]
    if secrets:
        # What a name or a reference means, only its service tells: most are Secrets Manager's.
        in_store = [each for each in secrets if "ssm" in str(each.get("valueFrom"))]
        yield from [_PARAMETERS] if in_store else []
        yield from [_VALUES] if len(in_store) < len(secrets) else []


def _task(*actions: str, trusted: str = "ecs-tasks", **values: object) -> Terraform:
    container = {
        "name": "web",
        "image": "999988887777.dkr.ecr.xx-test-1.amazonaws.com/pay@sha256:0",
        "logConfiguration": {"logDriver": "awslogs"},
        "secrets": [{"name": "DB", "valueFrom": "${data.aws_secretsmanager_secret.db.arn}"}],
    }
    trust = {
        "Effect": "Allow",
        "Action": "sts:AssumeRole",
        "Principal": {"Service": f"{trusted}.amazonaws.com"},
    }
    policy = {"Effect": "Allow", "Action": list(actions), "Resource": "*"}
    task = task_of(container, **{_ROLE: "${aws_iam_role.start.arn}", **values})
    return {
        "resource": {
            **task["resource"],
            "aws_iam_role": {"start": {"name": "start", TRUST: json.dumps({"Statement": [trust]})}},
            "aws_iam_role_policy": {
                "start": {
                    "role": "${aws_iam_role.start.name}",
                    "policy": json.dumps({"Statement": [policy]}),
                }
            },
        }
    }


_ALL: Final = (*_PULL, *_LOGS, _VALUES)

RULE = Rule(
    id="ecs-execution-role",
    title="Execution roles let ECS pull images, write logs and read secrets",
    severity=Severity.MEDIUM,
    types=(TASK,),
    scope="configuration",
    check=check,
    rationale=(
        "A task whose execution role lacks one action never starts, and Terraform waits for it. One role for "
        "the start and the program lets the program read every secret of the start."
    ),
    remediation=(
        "Give the EcsTaskDefinition an execution_role_arn of its own, which trusts ecs-tasks.amazonaws.com "
        "and grants the ECR, log and secret actions that its containers take."
    ),
    controls=("pci-dss-4.0.1:7.2.5", "nist-800-53-r5:AC-6", "nist-800-53-r5:IA-9"),
    requirements=("R41", "R42", "R149"),
    examples=Examples(
        passing=(_task(*_ALL), _task(*_ALL, task_role_arn="${aws_iam_role.program.arn}")),
        failing=(
            _task(*_ALL[1:]),
            _task(*_PULL, *_LOGS),
            _task(*_PULL, _VALUES),
            _task(*_ALL, trusted="ecs"),
            _task(*_ALL, task_role_arn="${aws_iam_role.start.arn}"),
        ),
        absent=(Status.FAIL, task_of({"name": "web"})),
        unknown=(Status.UNKNOWN, _task(*_ALL, **{_ROLE: "${var.role}"})),
    ),
)

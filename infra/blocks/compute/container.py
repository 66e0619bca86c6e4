"""A container and the task that runs it: read-only, as nobody, by the digest of its image."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from cdktf_cdktf_provider_aws.ecs_task_definition import (
    EcsTaskDefinition,
    EcsTaskDefinitionRuntimePlatform,
    EcsTaskDefinitionVolume,
)
from cdktf_cdktf_provider_aws.iam_role import IamRole
from cdktf_cdktf_provider_aws.iam_role_policy import IamRolePolicy

from infra.blocks.observe.log_group import LogGroup, LogGroupSpec, add_log_group
from infra.blocks.policy_document import Statement, policy, trust, when

if TYPE_CHECKING:
    from infra.place import Place

USER: Final = "10001:10001"
STOP_SECONDS: Final = 30
_PULL: Final = ("ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer")


@dataclass(frozen=True, slots=True)
class Image:
    """An image in a repository of the account, by its digest: what was scanned is what runs."""

    repository: str
    digest: str


@dataclass(frozen=True, slots=True)
class TaskSpec:
    """A task of one container: `id` begins the Terraform ids, `what` the names.

    cpu: in units of 1/1024 of one; memory: in MiB.
    health: the command that says whether the container is well.
    environment: variables that are no secrets. secrets: the ARNs of those that are, which are all kept under
        the key `secrets_key_arn`, where that is one of the account's own.
    grants: what the container itself may do.
    """

    id: str
    what: str
    image: Image
    cpu: int
    memory: int
    port: int
    health: tuple[str, ...]
    key_arn: str
    environment: Mapping[str, str] = field(default_factory=dict)
    secrets: Mapping[str, str] = field(default_factory=dict)
    secrets_key_arn: str | None = None
    grants: tuple[Statement, ...] = ()


@dataclass(frozen=True, slots=True)
class TaskDefinition:
    """A task definition that was added: its ARN, and those of its roles, as tokens, and the permissions that
    its tasks start with.
    """

    id: str
    arn: str
    role_arns: tuple[str, str]
    container: str
    port: int
    logs: LogGroup
    permissions: tuple[IamRolePolicy, ...]


def add_task(place: Place, spec: TaskSpec) -> TaskDefinition:
    """Add the task definition with its two roles and its log group."""
    logs = add_log_group(
        place,
        LogGroupSpec(
            f"{spec.id}_logs",
            f"/aws/ecs/{place.names.cluster(spec.what)}",
            spec.key_arn,
        ),
    )
    starting, may_start = _add_role(
        place, spec, "execution", "What ECS does to start the container", _to_start(place, spec, logs)
    )
    running, may_run = _add_role(place, spec, "task", "What the container may do", spec.grants)
    definition = EcsTaskDefinition(
        place.stack,
        spec.id,
        family=place.names.cluster(spec.what),
        network_mode="awsvpc",
        requires_compatibilities=["FARGATE"],
        cpu=str(spec.cpu),
        memory=str(spec.memory),
        runtime_platform=EcsTaskDefinitionRuntimePlatform(
            cpu_architecture="ARM64", operating_system_family="LINUX"
        ),
        execution_role_arn=starting.arn,
        task_role_arn=running.arn,
        volume=[EcsTaskDefinitionVolume(name="tmp")],
        container_definitions=json.dumps([_container(place, spec, logs)]),
        provider=place.provider,
    )
    permissions = tuple(permission for permission in (may_start, may_run) if permission)
    roles = starting.arn, running.arn
    return TaskDefinition(spec.id, definition.arn, roles, spec.what, spec.port, logs, permissions)


def _container(place: Place, spec: TaskSpec, logs: LogGroup) -> dict[str, Any]:
    """The container. What ECS fills in itself is left out: written, it would change in every plan."""
    registry = f"{place.account}.dkr.ecr.{place.region.name}.amazonaws.com"
    return {
        "name": spec.what,
        "image": f"{registry}/{spec.image.repository}@{spec.image.digest}",
        "essential": True,
        "user": USER,
        "privileged": False,
        "readonlyRootFilesystem": True,
        "linuxParameters": {"initProcessEnabled": True, "capabilities": {"drop": ["ALL"]}},
        "mountPoints": [{"sourceVolume": "tmp", "containerPath": "/tmp", "readOnly": False}],  # noqa: S108
        "portMappings": [{"containerPort": spec.port, "hostPort": spec.port, "protocol": "tcp"}],
        "environment": [{"name": name, "value": value} for name, value in sorted(spec.environment.items())],
        "secrets": [{"name": name, "valueFrom": arn} for name, arn in sorted(spec.secrets.items())],
        "healthCheck": {
            "command": ["CMD", *spec.health],
            "interval": 30,
            "timeout": 5,
            "retries": 3,
            "startPeriod": 30,
        },
        "stopTimeout": STOP_SECONDS,
        "logConfiguration": {
            "logDriver": "awslogs",
            "options": {
                "awslogs-group": logs.name,
                "awslogs-region": place.region.name,
                "awslogs-stream-prefix": spec.what,
                # A container whose log is slow loses lines; blocked, it would lose requests.
                "mode": "non-blocking",
                "max-buffer-size": "25m",
            },
        },
    }


def _add_role(
    place: Place, spec: TaskSpec, kind: str, description: str, statements: tuple[Statement, ...]
) -> tuple[IamRole, IamRolePolicy | None]:
    name = place.names.role(f"{spec.what}-{kind}", place.region)
    role = IamRole(
        place.stack,
        f"{spec.id}_{kind}_role",
        name=name,
        description=description,
        assume_role_policy=trust(
            "ecs-tasks.amazonaws.com",
            when("StringEquals", "aws:SourceAccount", place.account),
            when("ArnLike", "aws:SourceArn", place.arn("ecs", "*")),
        ),
        provider=place.provider,
    )
    if not statements:
        return role, None
    permission = IamRolePolicy(
        place.stack,
        f"{spec.id}_{kind}_role_policy",
        name=name,
        role=role.name,
        policy=policy(*statements),
        provider=place.provider,
    )
    return role, permission


def _to_start(place: Place, spec: TaskSpec, logs: LogGroup) -> tuple[Statement, ...]:
    secrets = tuple(dict.fromkeys(spec.secrets.values()))
    statements = [
        Statement("Logs", ("logs:CreateLogStream", "logs:PutLogEvents"), (f"{logs.arn}:*",)),
        Statement("SignIn", ("ecr:GetAuthorizationToken",), ("*",)),  # the action knows no resource
        Statement("Pull", _PULL, (place.arn("ecr", f"repository/{spec.image.repository}"),)),
    ]
    if secrets:
        statements.append(Statement("Secrets", ("secretsmanager:GetSecretValue",), secrets))
    if secrets and spec.secrets_key_arn:
        through = when("StringEquals", "kms:ViaService", f"secretsmanager.{place.region.name}.amazonaws.com")
        statements.append(
            Statement("SecretsKey", ("kms:Decrypt",), (spec.secrets_key_arn,), conditions=(through,))
        )
    return tuple(statements)

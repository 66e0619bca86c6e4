"""The role of one function: what its spec declares, and what Lambda itself needs to run it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from cdktf_cdktf_provider_aws.iam_role import IamRole
from cdktf_cdktf_provider_aws.iam_role_policy import IamRolePolicy

from handlers.domain.spec import HandlerSpec, Resource
from infra.blocks.policy_document import Statement, policy, trust, when

if TYPE_CHECKING:
    from infra.blocks.compute.attachment import Attachment
    from infra.place import Place

READS: Final = ("kms:Decrypt",)
READS_AND_WRITES: Final = ("kms:Decrypt", "kms:GenerateDataKey")
_READING: Final = ("BatchGet", "Describe", "Get", "List", "Query", "Scan")

# What Lambda does in the function's name to connect it (Lambda Developer Guide, "Giving Lambda functions
# access to resources in an Amazon VPC").
_CREATE_INTERFACES: Final = ("ec2:CreateNetworkInterface",)
_USE_INTERFACES: Final = (
    "ec2:AssignPrivateIpAddresses",
    "ec2:DeleteNetworkInterface",
    "ec2:UnassignPrivateIpAddresses",
)
_SEE_INTERFACES: Final = ("ec2:DescribeNetworkInterfaces", "ec2:DescribeSubnets")


@dataclass(frozen=True, slots=True)
class KeyUse:
    """How data is reached that is encrypted: the key `arn`, `name` for people, through a service only."""

    name: str
    arn: str
    service: str
    actions: tuple[str, ...] = READS_AND_WRITES

    def reading(self) -> KeyUse:
        """The same key for who only reads."""
        return replace(self, actions=READS)


@dataclass(frozen=True, slots=True)
class Target:
    """What a role of the specs is in one region. `key` is None where the caller needs none."""

    arn: str
    key: KeyUse | None = None


@dataclass(frozen=True, slots=True)
class RoleSpec:
    """A role: `function_name` is its function's, `name` its own; the rest is where the function runs.

    log_group_arn: the only log group that it writes to.
    dead_letters: the queue for events that it failed to process.
    platform_keys: how Lambda uses keys in its name.
    failed_records: the queue for records of a stream, where a stream calls it.
    """

    name: str
    function_name: str
    log_group_arn: str
    dead_letters: Target
    attachment: Attachment
    platform_keys: tuple[KeyUse, ...]
    failed_records: Target | None = None


@dataclass(frozen=True, slots=True)
class Role:
    """A role that was added; `permission` is what the function must wait for."""

    name: str
    arn: str
    permission: IamRolePolicy


def add_role(place: Place, spec: RoleSpec, handler: HandlerSpec, targets: Mapping[Resource, Target]) -> Role:
    """Add the role of the function `handler`. Raises KeyError for a resource that `targets` lack."""
    role = IamRole(
        place.stack,
        f"function_{handler.name}_role",
        name=spec.name,
        description=f"What the function {handler.name} may do",
        assume_role_policy=trust("lambda.amazonaws.com"),
        provider=place.provider,
    )
    permission = IamRolePolicy(
        place.stack,
        f"function_{handler.name}_role_policy",
        name=spec.name,
        role=role.name,
        policy=policy(
            *_granted(handler, targets), *_platform(place, spec), *_keys(place, spec, handler, targets)
        ),
        provider=place.provider,
    )
    return Role(role.name, role.arn, permission)


def _granted(handler: HandlerSpec, targets: Mapping[Resource, Target]) -> tuple[Statement, ...]:
    """The spec's grants, one statement a resource."""
    actions: dict[Resource, list[str]] = defaultdict(list)
    for grant in handler.grants:
        actions[grant.resource].append(grant.action)
    return tuple(
        Statement(_sid(resource.name), tuple(named), (targets[resource].arn,))
        for resource, named in actions.items()
    )


def _platform(place: Place, spec: RoleSpec) -> tuple[Statement, ...]:
    """Logs, traces, the connection to the network, and the queues of what failed."""
    interfaces = place.arn("ec2", "network-interface/*")
    subnets = tuple(place.arn("ec2", f"subnet/{subnet}") for subnet in spec.attachment.subnet_ids)
    group = place.arn("ec2", f"security-group/{spec.attachment.security_group_id}")
    queues = tuple(target.arn for target in (spec.dead_letters, spec.failed_records) if target)
    statements = [
        Statement("Logs", ("logs:CreateLogStream", "logs:PutLogEvents"), (f"{spec.log_group_arn}:*",)),
        Statement("Traces", ("xray:PutTelemetryRecords", "xray:PutTraceSegments"), ("*",)),
        Statement("Failed", ("sqs:SendMessage",), queues),
        Statement("Connect", _CREATE_INTERFACES, (interfaces, *subnets, group)),
        Statement("Connection", _USE_INTERFACES, (interfaces,)),
        Statement("SeeConnections", _SEE_INTERFACES, ("*",)),
        # Lambda connects the function; its code may not.
        Statement(
            "NotByCode",
            _CREATE_INTERFACES + _USE_INTERFACES + _SEE_INTERFACES,
            ("*",),
            conditions=(
                when(
                    "ArnEquals",
                    "lambda:SourceFunctionArn",
                    place.arn("lambda", f"function:{spec.function_name}"),
                ),
            ),
            effect="Deny",
        ),
    ]
    if spec.failed_records:
        statements.append(Statement("FindStreams", ("dynamodb:ListStreams",), ("*",)))
    return tuple(statements)


def _keys(
    place: Place, spec: RoleSpec, handler: HandlerSpec, targets: Mapping[Resource, Target]
) -> tuple[Statement, ...]:
    """The keys of all that it reaches, each through the services that hold the data, and no other."""
    reached = [_used(targets[grant.resource].key, grant.action) for grant in handler.grants]
    queues = [target.key for target in (spec.dead_letters, spec.failed_records) if target]
    uses: dict[tuple[str, str], KeyUse] = {}
    actions: dict[tuple[str, str], set[str]] = defaultdict(set)
    for use in (*reached, *queues, *spec.platform_keys):
        if use is not None:
            uses[use.name, use.service] = use
            actions[use.name, use.service] |= set(use.actions)
    return tuple(
        Statement(
            f"{use.name}KeyThrough{use.service.capitalize()}",
            tuple(actions[where]),
            (use.arn,),
            conditions=(
                when("StringEquals", "kms:ViaService", f"{use.service}.{place.region.name}.amazonaws.com"),
            ),
        )
        for where, use in sorted(uses.items())
    )


def _used(key: KeyUse | None, action: str) -> KeyUse | None:
    """The key as an action on what it encrypts uses it: who only reads makes no data keys."""
    return key.reading() if key and action.partition(":")[2].startswith(_READING) else key


def _sid(name: str) -> str:
    return "".join(word.capitalize() for word in name.split("_"))

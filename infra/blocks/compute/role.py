"""The role of one function: what its spec declares, and what Lambda itself needs to run it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from cdktf_cdktf_provider_aws.iam_role import IamRole
from cdktf_cdktf_provider_aws.iam_role_policy import IamRolePolicy

from handlers.domain.spec import GrantedResource, HandlerSpec, Trigger
from infra.blocks.policy_document import Statement, policy, trust, when

if TYPE_CHECKING:
    from infra.blocks.compute.environment import FunctionEnvironment, KeyUse, Target
    from infra.place import Place

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
class RoleSpec:
    """The role of the function of `handler`: `name` is its own, `function_name` the function's.

    log_group_arn: the only log group that it writes to.
    """

    id: str
    name: str
    handler: HandlerSpec
    function_name: str
    log_group_arn: str


@dataclass(frozen=True, slots=True)
class Role:
    """A role that was added: its Terraform id; its name and ARN as tokens; `permission` is what the function
    must wait for.
    """

    id: str
    name: str
    arn: str
    permission: IamRolePolicy


def add_role(place: Place, spec: RoleSpec, environment: FunctionEnvironment) -> Role:
    """Add the role. Raises KeyError for a resource that the environment lacks."""
    role = IamRole(
        place.stack,
        spec.id,
        name=spec.name,
        description=f"What the function {spec.handler.name} may do",
        assume_role_policy=trust("lambda.amazonaws.com"),
        provider=place.provider,
    )
    permission = IamRolePolicy(
        place.stack,
        f"{spec.id}_policy",
        name=spec.name,
        role=role.name,
        policy=policy(
            *_granted(spec.handler, environment.targets),
            *_platform(place, spec, environment),
            *_keys(place, spec.handler, environment),
        ),
        provider=place.provider,
    )
    return Role(spec.id, role.name, role.arn, permission)


def _granted(handler: HandlerSpec, targets: Mapping[GrantedResource, Target]) -> tuple[Statement, ...]:
    """The spec's grants, one statement a resource."""
    actions: dict[GrantedResource, list[str]] = defaultdict(list)
    for grant in handler.grants:
        actions[grant.resource].append(grant.action)
    return tuple(
        Statement(_sid(resource.name), tuple(named), (targets[resource].arn,))
        for resource, named in actions.items()
    )


def _platform(place: Place, spec: RoleSpec, environment: FunctionEnvironment) -> tuple[Statement, ...]:
    """Logs, traces, the connection to the network, and the queues of what failed."""
    attachment, queues = environment.attachment, _queues(spec.handler, environment)
    interfaces = place.arn("ec2", "network-interface/*")
    subnets = tuple(place.arn("ec2", f"subnet/{subnet}") for subnet in attachment.subnet_ids)
    group = place.arn("ec2", f"security-group/{attachment.security_group_id}")
    statements = [
        Statement("Logs", ("logs:CreateLogStream", "logs:PutLogEvents"), (f"{spec.log_group_arn}:*",)),
        Statement("Traces", ("xray:PutTelemetryRecords", "xray:PutTraceSegments"), ("*",)),
        Statement("Failed", ("sqs:SendMessage",), tuple(queue.arn for queue in queues)),
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
    if environment.parameters and spec.handler.environment:
        arns = tuple(environment.parameters.arns[name] for name in spec.handler.environment)
        statements.append(Statement("Variables", ("ssm:GetParameters",), arns))
    if spec.handler.trigger is Trigger.STREAM:
        statements.append(Statement("FindStreams", ("dynamodb:ListStreams",), ("*",)))
    return tuple(statements)


def _queues(handler: HandlerSpec, environment: FunctionEnvironment) -> tuple[Target, ...]:
    """Where what it failed to process is left."""
    of_stream = environment.failed_records if handler.trigger is Trigger.STREAM else None
    return (environment.dead_letters, *([of_stream] if of_stream else []))


def _keys(place: Place, handler: HandlerSpec, environment: FunctionEnvironment) -> tuple[Statement, ...]:
    """The keys of all that it reaches, each through the services that hold the data, and no other."""
    reached = [_used(environment.targets[grant.resource].key, grant.action) for grant in handler.grants]
    queues = [queue.key for queue in _queues(handler, environment)]
    uses: dict[tuple[str, str], KeyUse] = {}
    actions: dict[tuple[str, str], set[str]] = defaultdict(set)
    for use in (*reached, *queues, environment.key.reading()):
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

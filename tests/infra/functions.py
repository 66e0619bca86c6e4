"""The synthesized functions; what the role of each may do, read from its policy, and what is wrong with it.

Written apart from infra/blocks/compute/role.py, so that each keeps the other honest.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from handlers.domain.spec import Grant, GrantedResource, HandlerSpec
from infra.systems import load
from infra.systems.global_payments import functions
from tests.infra.synthesis import SUFFIX, SYSTEM

if TYPE_CHECKING:
    from tests.infra.synthesis import Configuration, Stack
    from tests.infra.synthesis import Resource as Element

SPECS = {spec.name: spec for spec in functions.SPECS}
CODES = {region.name: region.code for region in load(SYSTEM, SUFFIX).regions}


def one(stack: Stack, kind: str, name: str) -> Element:
    """The resource of that type and id."""
    (found,) = (each for each in stack.of(kind) if each.id == name)
    return found


def each_function(applications: tuple[Stack, ...]) -> list[tuple[Stack, str, Element]]:
    """Each function: its stack, its handler's name and its resource."""
    return [
        (stack, name, one(stack, "aws_lambda_function", f"function_{name}"))
        for stack in applications
        for name in SPECS
    ]


def applications_of(config: Configuration) -> tuple[Stack, ...]:
    """The stack `app-<region>` of each region."""
    return tuple(stack for name, stack in config.stacks.items() if "-app-" in name)


# How each resource of the specs reads in a policy of the suffix `zq7`, in a stack of the region `{region}`.
_ARN = r"arn:\$\{data\.aws_partition\.partition\.partition\}"
_ACCOUNT = r"\$\{data\.aws_caller_identity\.current\.account_id\}"
_OUTPUTS = r"\$\{data\.terraform_remote_state\.foundation_\w+\.outputs\.%s\}"
_LEDGER = rf"{_ARN}:dynamodb:{{region}}:{_ACCOUNT}:table/payments-ledger-zq7"
_MACHINE = rf"{_ARN}:states:{{region}}:{_ACCOUNT}:stateMachine:payments-%s-zq7"
READS_AS = {
    GrantedResource.LEDGER: _LEDGER,
    GrantedResource.LEDGER_MERCHANT_INDEX: rf"{_LEDGER}/index/merchant_shard-created_at",
    GrantedResource.LEDGER_OPEN_INDEX: rf"{_LEDGER}/index/open_shard-due_at",
    GrantedResource.LEDGER_STREAM: rf"{_LEDGER}/stream/\*",
    GrantedResource.PERSONAL: _OUTPUTS % "personal_table_arn",
    GrantedResource.RECEIPTS: rf"{_ARN}:s3:::payments-receipts-{_ACCOUNT}-{{code}}-zq7/\*",
    GrantedResource.BUS: _OUTPUTS % "event_bus_arn",
    GrantedResource.ALERTS: _OUTPUTS % "alerts_topic_arn",
    GrantedResource.TOKEN_KEY: r"\$\{data\.aws_secretsmanager_secret\.token_key\.arn\}",
    GrantedResource.PROCESSOR_CREDENTIALS: (
        r"\$\{data\.aws_secretsmanager_secret\.processor_credentials\.arn\}"
    ),
    GrantedResource.WORKFLOW_PAYMENT: _MACHINE % "payment",
    GrantedResource.WORKFLOW_SETTLEMENT: _MACHINE % "settlement",
    GrantedResource.WORKFLOW_REFUND: _MACHINE % "refund",
    GrantedResource.WORKFLOW_DOUBT: _MACHINE % "doubt",
}

# What Lambda needs, whatever the function does: action -> the resources that it may be on.
_INTERFACES = rf"{_ARN}:ec2:{{region}}:{_ACCOUNT}:network-interface/\*"
_SUBNET = _OUTPUTS % r"private_subnet_\d_id"
_PLACES = (
    rf"{_ARN}:ec2:{{region}}:{_ACCOUNT}:(subnet/{_SUBNET}"
    r"|security-group/\$\{aws_security_group\.functions_group\.id\})"
)
PLATFORM = {
    "logs:CreateLogStream": r"\$\{aws_cloudwatch_log_group\.function_{name}_logs\.arn\}:\*",
    "logs:PutLogEvents": r"\$\{aws_cloudwatch_log_group\.function_{name}_logs\.arn\}:\*",
    "xray:PutTelemetryRecords": r"\*",
    "xray:PutTraceSegments": r"\*",
    "sqs:SendMessage": _OUTPUTS % "functions_dlq_arn",
    "ec2:CreateNetworkInterface": rf"{_INTERFACES}|{_PLACES}",
    "ec2:AssignPrivateIpAddresses": _INTERFACES,
    "ec2:DeleteNetworkInterface": _INTERFACES,
    "ec2:UnassignPrivateIpAddresses": _INTERFACES,
    "ec2:DescribeNetworkInterfaces": r"\*",
    "ec2:DescribeSubnets": r"\*",
}
OF_STREAMS = {
    "dynamodb:ListStreams": r"\*",
    "sqs:SendMessage": _OUTPUTS % "(functions|changes)_dlq_arn",
}

# Through which service of which key the data of a resource is reached; None: the service itself has the key.
KEYS = {
    GrantedResource.LEDGER: ("data", "dynamodb"),
    GrantedResource.LEDGER_MERCHANT_INDEX: ("data", "dynamodb"),
    GrantedResource.LEDGER_OPEN_INDEX: ("data", "dynamodb"),
    GrantedResource.LEDGER_STREAM: ("data", "dynamodb"),
    GrantedResource.PERSONAL: ("personal", "dynamodb"),
    GrantedResource.RECEIPTS: ("data", "s3"),
    GrantedResource.BUS: None,
    GrantedResource.ALERTS: ("operations", "sns"),
    GrantedResource.TOKEN_KEY: ("secrets", "secretsmanager"),
    GrantedResource.PROCESSOR_CREDENTIALS: ("secrets", "secretsmanager"),
    GrantedResource.WORKFLOW_PAYMENT: None,
    GrantedResource.WORKFLOW_SETTLEMENT: None,
    GrantedResource.WORKFLOW_REFUND: None,
    GrantedResource.WORKFLOW_DOUBT: None,
}
# What those who only read do with the key, and what those who write do.
READING = (
    *("dynamodb:DescribeStream", "dynamodb:GetItem", "dynamodb:GetRecords", "dynamodb:GetShardIterator"),
    *("dynamodb:Query", "secretsmanager:GetSecretValue"),
)
_READS = ("kms:Decrypt",)
_WRITES = ("kms:Decrypt", "kms:GenerateDataKey")
_KEY = re.compile(r"outputs\.(\w+)_key_arn\}|aws_kms_alias\.(\w+)_key\.target_key_arn\}")


def complaints(policy: Element, spec: HandlerSpec, stack: Stack, code: str) -> list[str]:
    """What the policy allows beyond the spec and the platform, and what of them it lacks."""
    platform = PLATFORM | (OF_STREAMS if spec.trigger == "stream" else {})
    given = {"region": stack.region, "code": code, "name": spec.name}
    allowed: set[Grant] = set()
    served: set[str] = set()
    keys: set[tuple[str, str, str]] = set()
    said = []
    for statement in policy.statements():
        if statement["Effect"] != "Allow":
            continue
        for action in statement["Action"]:
            for resource in statement["Resource"]:
                if action.startswith("kms:"):
                    keys.add((*_key(resource, statement, stack.region), action))
                elif (grant := _grant(action, resource, given)) in spec.grants:
                    allowed.add(grant)
                elif action in platform and _reads(platform[action], resource, given):
                    served.add(action)
                else:
                    said.append(f"allows {action} on {resource}")
    said += [f"lacks {grant.action} on {grant.resource}" for grant in spec.grants if grant not in allowed]
    said += [f"lacks {action} of the platform" for action in platform if action not in served]
    wanted = {
        (*key, action)
        for grant in spec.grants
        if (key := KEYS[grant.resource])
        for action in (_READS if grant.action in READING else _WRITES)
    }
    wanted |= {("operations", "lambda", action) for action in _READS}
    wanted |= {("operations", "sqs", action) for action in _WRITES}
    said += [f"uses the key {key}" for key in sorted(keys - wanted)]
    said += [f"lacks the key {key}" for key in sorted(wanted - keys)]
    return [*said, *_open_to_code(policy, spec, stack.region)]


def _grant(action: str, resource: str, given: dict[str, str]) -> Grant | None:
    return next(
        (Grant(action, role) for role, pattern in READS_AS.items() if _reads(pattern, resource, given)), None
    )


def _reads(pattern: str, resource: str, given: dict[str, str]) -> bool:
    for name, value in given.items():
        pattern = pattern.replace(f"{{{name}}}", value)
    return re.fullmatch(pattern, resource) is not None


def _key(resource: str, statement: dict[str, object], region: str) -> tuple[str, str]:
    """The key, and the only service through which it is used."""
    found = _KEY.search(resource)
    condition = statement["Condition"]
    assert isinstance(condition, dict)
    service = condition["StringEquals"]["kms:ViaService"].removesuffix(f".{region}.amazonaws.com")
    return (found[1] or found[2]) if found else resource, service


def _open_to_code(policy: Element, spec: HandlerSpec, region: str) -> Iterator[str]:
    """Network interfaces that the function's own code could make or take."""
    arn = rf"{_ARN}:lambda:{region}:{_ACCOUNT}:function:payments-{spec.name.replace('_', '-')}-zq7"
    denied = {
        action
        for statement in policy.statements()
        if statement["Effect"] == "Deny"
        and re.fullmatch(arn, statement["Condition"]["ArnEquals"]["lambda:SourceFunctionArn"])
        and statement["Resource"] == ["*"]
        for action in statement["Action"]
    }
    for action in PLATFORM:
        if action.startswith("ec2:") and action not in denied:
            yield f"lets its own code call {action}"

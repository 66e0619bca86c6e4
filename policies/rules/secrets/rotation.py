"""A rotated secret gets a new value within a month, by a function that Secrets Manager may call for it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from policies import expect
from policies.configuration import Configuration
from policies.examples import policy_text, resources
from policies.model import Examples, Judgement, Rule, Severity, Status, Terraform, fail, unknown
from policies.related.roles import granted
from policies.resource import Resource
from policies.rules.functions._permissions import PERMISSION, called, permissions_of
from policies.values import is_known

_DAYS: Final = 30
_RATE: Final = re.compile(r"rate\((\d+) (hour|day)s?\)")
_SERVICE: Final = "secretsmanager.amazonaws.com"
_STEPS: Final = tuple(
    f"secretsmanager:{step}"
    for step in ("DescribeSecret", "GetSecretValue", "PutSecretValue", "UpdateSecretVersionStage")
)
"""What the function of a rotation calls (Secrets Manager User Guide, "Lambda rotation function execution role
permissions")."""
_FUNCTION: Final = "rotation_lambda_arn"
_HOURS: Final = {"hour": 1, "day": 24}


def check(rotation: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """It is 30 days apart at the most; a permission lets Secrets Manager call the function or alias, for this
    account, and the function's role may take all steps of a rotation.
    """
    yield from _often(rotation)
    yield from _callable(rotation, configuration)


def _often(rotation: Resource) -> Iterator[Judgement]:
    days, schedule = (
        rotation.get(f"rotation_rules.{each}") for each in ("automatically_after_days", "schedule_expression")
    )
    if days is not None:
        yield from expect.between(rotation, "rotation_rules.automatically_after_days", 1, _DAYS)
    elif schedule is None:
        yield fail("rotation_rules says no interval", "rotation_rules")
    elif not is_known(schedule):
        yield unknown(f"schedule_expression is {schedule}, which only the plan can tell")
    elif (found := _RATE.fullmatch(str(schedule))) is None:
        yield unknown(f"schedule_expression is {schedule}: how often that is, only its calendar tells")
    elif int(found[1]) * _HOURS[found[2]] > _DAYS * 24:
        yield fail(f"schedule_expression is {schedule}, more than {_DAYS} days", "rotation_rules")


def _callable(rotation: Resource, configuration: Configuration) -> Iterator[Judgement]:
    value = rotation.get(_FUNCTION)
    if value is None:
        yield fail(f"{_FUNCTION} is not set", _FUNCTION)
        return
    function = called(rotation, value, configuration)
    if function is None:
        yield unknown(f"{_FUNCTION} is {value}, which no stack here makes")
        return
    yield from _able(function.function, configuration)
    permitted = permissions_of(function, _SERVICE, configuration)
    if not permitted:
        yield fail(f"no {PERMISSION} lets {_SERVICE} call {function.function.address}", PERMISSION)
    for each in permitted:
        if not each.get("source_account"):
            yield fail(f"{each.address}: source_account is not set: any account's secret calls it", "source")


def _able(function: Resource, configuration: Configuration) -> Iterator[Judgement]:
    role = configuration.target(function, function.get("role"))
    allowed = granted(role, configuration) if role is not None else None
    if role is None or allowed is None:
        return  # functions-own-role says so of what has none
    for step in _STEPS:
        if not any(statement.names_action(step) for _, statement in allowed):
            yield fail(f"{role.address} may not {step}: no rotation is finished", step)


def _rotation(
    days: object = 30,
    permission: object = "live",
    account: object = "999988887777",
    steps: Sequence[str] = _STEPS,
    **values: object,
) -> Terraform:
    said = {
        "secret_id": "${data.aws_secretsmanager_secret.db.arn}",
        _FUNCTION: "${aws_lambda_alias.live.arn}",
        "rotation_rules": {"automatically_after_days": days},
        **values,
    }
    return {
        "data": {"aws_secretsmanager_secret": {"db": {"name": "pay/db"}}},
        "resource": {
            "aws_secretsmanager_secret_rotation": {"example": said},
            "aws_lambda_function": {
                "rotate": {"function_name": "rotate-zq7", "role": "${aws_iam_role.rotate.arn}"},
                "other": {},
            },
            "aws_iam_role": {"rotate": {}},
            "aws_iam_role_policy": {
                "rotate": {
                    "role": "${aws_iam_role.rotate.name}",
                    "policy": policy_text({"Effect": "Allow", "Action": list(steps), "Resource": "*"}),
                }
            },
            "aws_lambda_alias": {
                "live": {"name": "live", "function_name": "${aws_lambda_function.rotate.arn}"}
            },
            PERMISSION: {
                "rotate": {
                    "principal": _SERVICE,
                    "function_name": "${aws_lambda_function.rotate.arn}",
                    "qualifier": permission,
                    "source_account": account,
                }
            },
        },
    }


RULE = Rule(
    id="secrets-rotation",
    title="Secrets are rotated every 30 days or sooner, by a function that their service may call",
    severity=Severity.HIGH,
    types=("aws_secretsmanager_secret_rotation",),
    scope="configuration",
    check=check,
    rationale=(
        "A password that leaked works until it is another one. A rotation whose function may not be called "
        "fails in silence, and a permission without an account is one for every account."
    ),
    remediation=(
        "Set rotation_rules.automatically_after_days to 30 or less, and add a "
        "LambdaPermission for secretsmanager.amazonaws.com with the qualifier and source_account."
    ),
    controls=("pci-dss-4.0.1:8.6.3", "nist-800-53-r5:IA-5(1)", "nist-800-53-r5:AC-3"),
    requirements=("R93",),
    examples=Examples(
        passing=(
            _rotation(),
            _rotation(rotation_rules={"schedule_expression": "rate(10 days)"}),
            _rotation(permission="${aws_lambda_alias.live.name}"),
        ),
        failing=(
            _rotation(90),
            _rotation(rotation_rules={"schedule_expression": "rate(60 days)"}),
            _rotation(rotation_rules={"duration": "2h"}),
            _rotation(permission=None),
            _rotation(steps=_STEPS[:3]),
            _rotation(account=None),
            _rotation(rotation_lambda_arn="${aws_lambda_function.other.arn}"),
            _rotation(rotation_lambda_arn=None),
        ),
        absent=(Status.FAIL, resources(aws_secretsmanager_secret_rotation={"secret_id": "pay/db"})),
        unknown=(Status.UNKNOWN, _rotation("${var.days}")),
    ),
)

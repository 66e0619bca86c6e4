"""What rotates a secret is made for that."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from policies.configuration import Configuration
from policies.examples import policy_text, resources
from policies.model import Examples, Judgement, Rule, Severity, Status, Terraform, fail, unknown
from policies.related.roles import granted
from policies.resource import Resource
from policies.rules.functions._permissions import PERMISSION
from policies.rules.functions._references import function_of
from policies.values import is_known

_FUNCTION: Final = "rotation_lambda_arn"
_SERVICE: Final = "secretsmanager.amazonaws.com"
_WRITES: Final = ("secretsmanager:PutSecretValue", "secretsmanager:UpdateSecretVersionStage")
_READER: Final = "aws_lambda_event_source_mapping"


def check(rotation: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """Nothing but Secrets Manager calls the function of a rotation, and its role may write a secret.

    A function that reads a queue or answers an API does not understand the four steps of a rotation (Secrets
    Manager User Guide, "Lambda rotation functions"). Without a function, secrets-rotation says so.
    """
    value = rotation.get(_FUNCTION)
    function = function_of(rotation, value, configuration)
    if function is None:
        if value is not None and not is_known(value):
            yield unknown(f"{_FUNCTION} is {value}, which no stack here makes")
        return
    others = [what for what in _callers(function, configuration) if what]
    role = configuration.target(function, function.get("role"))
    allowed = None if role is None else granted(role, configuration)
    wrong = f"{function.address} is the wrong function, and no rotation of it succeeds"
    if others:
        yield fail(f"{wrong}: it is for {others[0]}", function.address)
    elif allowed is not None and not any(
        statement.names_action(write) for _, statement in allowed for write in _WRITES
    ):
        yield fail(f"{wrong}: it may write no secret", function.address)


def _callers(function: Resource, configuration: Configuration) -> Iterator[str]:
    """What calls a function, or an alias of it, beside Secrets Manager."""
    for called in (function, *configuration.related(function, "aws_lambda_alias", "function_name")):
        for reader in configuration.related(called, _READER, "function_name"):
            source = configuration.target(reader, reader.get("event_source_arn"))
            yield reader.address if source is None else source.address
        for permission in configuration.related(called, PERMISSION, "function_name"):
            service = str(permission.get("principal"))
            if service != _SERVICE and is_known(service) and service.endswith(".amazonaws.com"):
                yield f"{service} ({permission.address})"


def _rotation(function: str, *actions: str) -> Terraform:
    statement = {"Effect": "Allow", "Action": list(actions) or "secretsmanager:*", "Resource": "*"}
    return {
        "resource": {
            "aws_secretsmanager_secret_rotation": {"example": {_FUNCTION: function}},
            "aws_lambda_function": {
                "rotate": {"function_name": "rotate-zq7", "role": "${aws_iam_role.rotate.arn}"},
                "work": {"function_name": "work-zq7", "role": "${aws_iam_role.rotate.arn}"},
                "answer": {"function_name": "answer-zq7", "role": "${aws_iam_role.rotate.arn}"},
            },
            "aws_iam_role": {"rotate": {"name": "rotate-zq7"}},
            "aws_iam_role_policy": {
                "rotate": {"role": "${aws_iam_role.rotate.name}", "policy": policy_text(statement)}
            },
            "aws_sqs_queue": {"work": {"name": "work-zq7"}},
            _READER: {
                "work": {
                    "event_source_arn": "${aws_sqs_queue.work.arn}",
                    "function_name": "${aws_lambda_function.work.arn}",
                }
            },
            PERMISSION: {
                "rotate": {"function_name": "${aws_lambda_function.rotate.arn}", "principal": _SERVICE},
                "answer": {
                    "function_name": "${aws_lambda_function.answer.arn}",
                    "principal": "apigateway.amazonaws.com",
                },
            },
        }
    }


_ROTATES: Final = "${aws_lambda_function.rotate.arn}"

RULE = Rule(
    id="secrets-rotation-function",
    title="Secrets are rotated by a function that is made for it",
    severity=Severity.HIGH,
    types=("aws_secretsmanager_secret_rotation",),
    scope="configuration",
    check=check,
    rationale=(
        "A rotation that names the function of another task fails each time: the secret keeps its value, or"
        " is left with one that the database does not know."
    ),
    remediation="Set rotation_lambda_arn to the function that rotates this kind of secret.",
    controls=("pci-dss-4.0.1:8.6.3", "nist-800-53-r5:IA-5", "nist-800-53-r5:IA-5(1)"),
    requirements=("R30",),
    examples=Examples(
        passing=(_rotation(_ROTATES), _rotation("arn:aws:lambda:xx-test-1:999988887777:function:rotate-zq7")),
        failing=(
            _rotation("${aws_lambda_function.work.arn}"),
            _rotation("${aws_lambda_function.answer.arn}"),
            _rotation(_ROTATES, "secretsmanager:GetSecretValue", "secretsmanager:DescribeSecret"),
        ),
        absent=(Status.PASS, resources(aws_secretsmanager_secret_rotation={"secret_id": "pay/db"})),
        unknown=(Status.UNKNOWN, _rotation("${var.function}")),
    ),
)

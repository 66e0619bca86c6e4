"""A key lets in the services that encrypt with it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from policies.estate import Estate, Resource
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
from policies.rules.kms._uses import (
    KEYS,
    Use,
    is_for_linked_roles,
    key_policies,
    uses_as_caller,
    uses_as_role,
    uses_as_service,
)


def check(key: Resource, estate: Estate) -> Iterator[Judgement]:
    """Each policy of the key allows what all that uses it needs: as a service, for a caller, as a role.

    Each, because a key has one policy: the one that is applied last replaces the others.
    """
    as_service = tuple(uses_as_service(key, estate))
    as_caller = tuple(uses_as_caller(key, estate))
    as_role = tuple(uses_as_role(key, estate))
    policies = tuple(key_policies(key, estate))
    if not policies or not (as_service or as_caller or as_role):
        yield NOT_APPLICABLE
    for holder, statements in policies:
        if statements is None:
            yield unknown(f"the policy of {holder.address} cannot be read")
            continue
        for use in as_service:
            yield from _missing(use, [each for each in statements if _serves(each, use)])
        for use in as_caller:
            yield from _missing(use, [each for each in statements if _serves_callers(each, use)])
        for use in as_role:
            yield from _missing(use, [each for each in statements if _serves_roles(each)])


def _missing(use: Use, statements: Sequence[Statement]) -> Iterator[Judgement]:
    lacking = [
        action
        for action in use.actions
        if not any(statement.names_action(action) for statement in statements)
    ]
    if lacking:
        yield fail(
            f"{use.user.address} uses it through {use.service}, which may not {', '.join(lacking)}",
            f"{use.user.address} through {use.service}: {', '.join(sorted(lacking))}",
        )


def _serves(statement: Statement, use: Use) -> bool:
    return any(statement.admits(use.service, action) for action in use.actions)


def _serves_callers(statement: Statement, use: Use) -> bool:
    """Whether callers may use it through the service: no ViaService, or one that names it."""
    services = [value for _, values in statement.condition("kms:ViaService") for value in values]
    return (
        statement.allows
        and any(principal.kind in ("*", "AWS") for principal in statement.principals)
        and not is_for_linked_roles(statement)
        and (not services or any(service.partition(".")[0] == use.service for service in services))
    )


def _serves_roles(statement: Statement) -> bool:
    """Whether roles may use it directly."""
    return (
        statement.allows
        and any(principal.kind in ("*", "AWS") for principal in statement.principals)
        and not is_for_linked_roles(statement)
        and not statement.condition("kms:ViaService")
    )


_ROOT: Final = {"AWS": "arn:aws:iam::${data.aws_caller_identity.here.account_id}:root"}
_KEY: Final = "${aws_kms_key.example.arn}"


def _used(*statements: dict[str, object], **users: Mapping[str, object]) -> Terraform:
    policy = json.dumps({"Statement": [{"Effect": "Allow", "Resource": "*", **each} for each in statements]})
    return {
        "resource": {
            "aws_kms_key": {"example": {"policy": policy}},
            **{kind: {"user": values} for kind, values in users.items()},
        }
    }


def _service(name: str, *actions: str) -> dict[str, object]:
    return {"Principal": {"Service": f"{name}.amazonaws.com"}, "Action": [f"kms:{each}" for each in actions]}


def _callers(service: str, *actions: str) -> dict[str, object]:
    return {
        "Principal": _ROOT,
        "Action": [f"kms:{each}" for each in actions],
        "Condition": {"StringEquals": {"kms:ViaService": f"{service}.xx-test-1.amazonaws.com"}},
    }


_FROM_SNS: Final = json.dumps(
    {
        "Statement": {
            "Effect": "Allow",
            "Principal": {"Service": "sns.amazonaws.com"},
            "Action": "sqs:SendMessage",
            "Resource": "*",
        }
    }
)
_QUEUE: Final = {"kms_master_key_id": _KEY}
_GROUP: Final = {"kms_key_id": _KEY}
_BUS: Final = {"kms_key_identifier": _KEY}
_MACHINE: Final = {"encryption_configuration": [{"kms_key_id": _KEY}]}
_EXECUTIONS: Final[dict[str, object]] = {"Principal": _ROOT, "Action": ["kms:Decrypt", "kms:GenerateDataKey"]}
_DELIVERY: Final = _service("delivery.logs", "Decrypt")
_SQS: Final = _callers("sqs", "GenerateDataKey", "Decrypt")

RULE = Rule(
    id="kms-lets-users-in",
    title="Key policies let in the services that encrypt with the key",
    severity=Severity.HIGH,
    types=KEYS,
    scope="estate",
    check=check,
    rationale=(
        "A key that does not let its log group, bus or queue in makes the deployment fail, or worse, drops "
        "logs and messages from then on."
    ),
    remediation=(
        "Allow the service's principal, or the account with kms:ViaService of the service, the actions "
        "that it needs in the policy of the KmsKey."
    ),
    controls=("pci-dss-4.0.1:3.6.1", "nist-800-53-r5:SC-12", "nist-800-53-r5:CP-10"),
    rows=("R38", "R35"),
    examples=Examples(
        passing=(
            _used(
                _service(
                    "logs.xx-test-1", "Encrypt", "Decrypt", "GenerateDataKey*", "Describe*", "ReEncrypt*"
                ),
                aws_cloudwatch_log_group=_GROUP,
            ),
            _used(
                _service("events", "DescribeKey"),
                _service("events", "Decrypt", "GenerateDataKey"),
                aws_cloudwatch_event_bus=_BUS,
            ),
            _used(_SQS, aws_sqs_queue=_QUEUE),
            _used({"Principal": _ROOT, "Action": "kms:*"}, aws_sqs_queue=_QUEUE),
            _used(
                *(_SQS, _service("sns", "GenerateDataKey", "Decrypt")),
                aws_sqs_queue={**_QUEUE, "policy": _FROM_SNS},
            ),
            _used(_EXECUTIONS, _DELIVERY, aws_sfn_state_machine=_MACHINE),
        ),
        failing=(
            _used(_SQS, aws_cloudwatch_log_group=_GROUP),
            _used(_service("events", "Decrypt", "GenerateDataKey"), aws_cloudwatch_event_bus=_BUS),
            _used(_callers("s3", "GenerateDataKey", "Decrypt"), aws_sqs_queue=_QUEUE),
            _used(_callers("sqs", "Decrypt"), aws_sqs_queue=_QUEUE),
            _used(_SQS, aws_sqs_queue={**_QUEUE, "policy": _FROM_SNS}),
            _used(_EXECUTIONS, aws_sfn_state_machine=_MACHINE),
            _used(
                _callers("states", "Decrypt", "GenerateDataKey"), _DELIVERY, aws_sfn_state_machine=_MACHINE
            ),
            _used(_SQS, aws_dynamodb_table={"server_side_encryption": [{"kms_key_arn": _KEY}]}),
        ),
        absent=(Status.NOT_APPLICABLE, _used(_SQS)),
        unknown=(
            Status.UNKNOWN,
            {
                "resource": {
                    "aws_kms_key": {"example": {"policy": "${var.policy}"}},
                    "aws_sqs_queue": {"user": _QUEUE},
                }
            },
        ),
    ),
)

"""A key lets in the services that encrypt with it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from fnmatch import fnmatchcase
from typing import Final, NamedTuple

from policies.configuration import Configuration
from policies.examples import policy_text
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
from policies.related.deliveries import Source, is_let_in
from policies.resource import Resource
from policies.rules.kms._uses import (
    KEYS,
    Use,
    is_for_linked_roles,
    key_policies,
    uses_as_caller,
    uses_as_role,
    uses_as_service,
)
from policies.values import is_known

_CLUSTER_NAME: Final = "kms:EncryptionContext:aws:ecs:clusterName"
"""What is given of a cluster (ECS Developer Guide, "Customer managed keys for AWS Fargate ephemeral
storage")."""
_BUS_ARN: Final = "kms:EncryptionContext:aws:events:event-bus:arn"


class _Bound(NamedTuple):
    """What binds a service's use of a key to whom it serves: the key of the condition, and how the ARN that
    it is compared with begins: its service, and the last part as far as the name, which may be unknown.
    """

    key: str
    service: str
    kind: str = ""


_BOUND: Final[Mapping[str, _Bound]] = {
    "aws_cloudwatch_event_archive": _Bound(_BUS_ARN, "events", "archive/"),
    "aws_cloudwatch_event_bus": _Bound(_BUS_ARN, "events", "event-bus/"),
    "aws_cloudwatch_log_group": _Bound("kms:EncryptionContext:aws:logs:arn", "logs", "log-group:"),
    "aws_flow_log": _Bound("aws:SourceArn", "logs"),
    "aws_sfn_state_machine": _Bound("kms:EncryptionContext:SourceArn", "logs"),
}
"""EventBridge User Guide, "KMS encryption context"; CloudWatch Logs User Guide, "Encrypt log data"; Amazon
VPC User Guide, "Required key policy for use with SSE-KMS"; Step Functions Developer Guide, "Data at rest
encryption"."""


def check(key: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """Each policy of the key allows what all that uses it needs: as a service, for a caller, as a role.

    Each, because a key has one policy: the one that is applied last replaces the others.
    """
    as_service = tuple(uses_as_service(key, configuration))
    as_caller = tuple(uses_as_caller(key, configuration))
    as_role = tuple(uses_as_role(key, configuration))
    policies = tuple(key_policies(key, configuration))
    if not policies or not (as_service or as_caller or as_role):
        yield NOT_APPLICABLE
    for holder, statements in policies:
        if statements is None:
            yield unknown(f"the policy of {holder.address} cannot be read")
            continue
        for use in as_service:
            yield from _shut_out(use, holder, statements, configuration)
        for use in as_caller:
            yield from _missing(use, [each for each in statements if _serves_callers(each, use)])
        for use in as_role:
            yield from _missing(use, [each for each in statements if _serves_roles(each)])


def _missing(use: Use, statements: Sequence[Statement]) -> Iterator[Judgement]:
    lacking = _lacking(use, statements)
    if lacking:
        yield fail(
            f"{use.user.address} uses it through {use.service}, which may not {', '.join(lacking)}",
            f"{use.user.address} through {use.service}: {', '.join(sorted(lacking))}",
        )


def _lacking(use: Use, statements: Sequence[Statement]) -> list[str]:
    return [
        action
        for action in use.actions
        if not any(statement.names_action(action) for statement in statements)
    ]


def _shut_out(
    use: Use, holder: Resource, statements: Sequence[Statement], configuration: Configuration
) -> Iterator[Judgement]:
    """What the statements do not let the service do for the user."""
    serving = [
        (each, _is_for(each, holder, use.user, configuration))
        for each in statements
        if any(each.admits(use.service, action) for action in use.actions)
    ]
    surely = _lacking(use, [each for each, verdict in serving if verdict])
    missing = tuple(_missing(use, [each for each, verdict in serving if verdict is not False]))
    yield from missing
    if surely and not missing:
        yield unknown(f"only the plan can tell whether {use.service} may use it for {use.user.address}")


def _is_for(
    statement: Statement, holder: Resource, user: Resource, configuration: Configuration
) -> bool | None:
    """Whether its conditions admit what the service says of the user; None where only the plan can tell."""
    name = str(user.get("name") or "")
    bound = _BOUND.get(user.type)
    if bound is None:
        named = statement.condition(_CLUSTER_NAME) if user.type == "aws_ecs_cluster" else ()
        return not is_known(name) or all(
            any(not is_known(value) or fnmatchcase(name, value) for value in values) for _, values in named
        )
    source = Source(user, bound.service, f"{bound.kind}{name}" if bound.kind and name else "")
    return is_let_in(source, holder, statement, configuration, bound.key)


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
    policy = policy_text(*({"Effect": "Allow", "Resource": "*", **each} for each in statements))
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
_CLUSTER: Final = {
    "name": "web-zq7",
    "configuration": {"managed_storage_configuration": {"fargate_ephemeral_storage_kms_key_id": _KEY}},
}


def _fargate(cluster: str) -> dict[str, object]:
    condition = {"StringEquals": {"kms:EncryptionContext:aws:ecs:clusterName": cluster}}
    return {**_service("fargate", "GenerateDataKeyWithoutPlaintext", "CreateGrant"), "Condition": condition}


def _archived(source: str) -> Terraform:
    written = _service(
        "delivery.logs", *("Encrypt", "Decrypt", "GenerateDataKey*", "Describe*", "ReEncrypt*")
    )
    condition = {"ArnLike": {"aws:SourceArn": source}}
    encryption = {"apply_server_side_encryption_by_default": [{"kms_master_key_id": _KEY}]}
    return _used(
        {**written, "Condition": condition},
        _callers("s3", "GenerateDataKey", "Decrypt"),
        aws_s3_bucket={"bucket": "flow-zq7"},
        aws_s3_bucket_server_side_encryption_configuration={
            "bucket": "${aws_s3_bucket.user.id}",
            "rule": [encryption],
        },
        aws_flow_log={"log_destination_type": "s3", "log_destination": "${aws_s3_bucket.user.arn}/flow/"},
    )


def _logged(arn: str) -> Terraform:
    written = _service("logs.xx-test-1", "Encrypt", "Decrypt", "GenerateDataKey*", "Describe*", "ReEncrypt*")
    condition = {"ArnLike": {"kms:EncryptionContext:aws:logs:arn": arn}}
    group = {**_GROUP, "name": "/pay-zq7"}
    return _used({**written, "Condition": condition}, aws_cloudwatch_log_group=group)


_LOGS: Final = "arn:aws:logs:xx-test-1:${data.aws_caller_identity.here.account_id}:"
_DISKS: Final = _service("fargate", "DescribeKey")
_SQS: Final = _callers("sqs", "GenerateDataKey", "Decrypt")

RULE = Rule(
    id="kms-lets-users-in",
    title="Key policies let in the services that encrypt with the key",
    severity=Severity.HIGH,
    types=KEYS,
    scope="configuration",
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
    requirements=("R38", "R35"),
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
            _used(_DISKS, _fargate("web-zq7"), aws_ecs_cluster=_CLUSTER),
            _archived(f"{_LOGS}*"),
            _logged(f"{_LOGS}log-group:*"),
        ),
        failing=(
            _used(_SQS, aws_cloudwatch_log_group=_GROUP),
            _used(_service("events", "Decrypt", "GenerateDataKey"), aws_cloudwatch_event_bus=_BUS),
            _used(_callers("s3", "GenerateDataKey", "Decrypt"), aws_sqs_queue=_QUEUE),
            _used(_callers("sqs", "Decrypt"), aws_sqs_queue=_QUEUE),
            _used(_SQS, aws_sqs_queue={**_QUEUE, "policy": _FROM_SNS}),
            _used(_EXECUTIONS, aws_sfn_state_machine=_MACHINE),
            _used(_DISKS, _fargate("api-zq7"), aws_ecs_cluster=_CLUSTER),
            _used(_fargate("web-zq7"), aws_ecs_cluster=_CLUSTER),
            _archived(_LOGS.replace("xx-test-1", "xx-test-2") + "*"),
            _logged(_LOGS.replace("xx-test-1", "xx-test-2") + "log-group:*"),
            _logged(f"{_LOGS}log-group:/other-zq7"),
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

"""What is a key, who uses one and for what, and what its policies say."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

from policies.configuration import Configuration, recalled
from policies.policy_document import HiddenPolicy, Principal, Statement, documents
from policies.related.buckets import flow_logs
from policies.related.keys import key_of
from policies.resource import Resource
from policies.rules.iam._usual import is_own_root
from policies.values import as_list

KEYS: Final = ("aws_kms_key", "aws_kms_replica_key", "aws_kms_external_key", "aws_kms_replica_external_key")
"""Every resource that is a key with a policy and a waiting period of its own."""

_WHOLE: Final = ("kms:Encrypt", "kms:Decrypt", "kms:GenerateDataKey", "kms:DescribeKey", "kms:ReEncryptFrom")
_DATA: Final = ("kms:GenerateDataKey", "kms:Decrypt")


class Use(NamedTuple):
    """Who encrypts with a key: the resource, the service that has to be let in, and for what."""

    user: Resource
    service: str
    actions: tuple[str, ...]


_OF_MACHINE: Final = "encryption_configuration.kms_key_id"

_OF_DISKS: Final = "configuration.managed_storage_configuration.fargate_ephemeral_storage_kms_key_id"

_AS_SERVICE: Final = {
    "aws_cloudwatch_log_group": ("kms_key_id", "logs", _WHOLE),
    "aws_cloudwatch_event_bus": ("kms_key_identifier", "events", (*_DATA, "kms:DescribeKey")),
    "aws_cloudwatch_event_archive": (
        *("kms_key_identifier", "events"),
        (*_DATA, "kms:DescribeKey", "kms:ReEncryptFrom"),
    ),
    "aws_ecs_cluster": (
        *(_OF_DISKS, "fargate"),
        ("kms:DescribeKey", "kms:GenerateDataKeyWithoutPlaintext", "kms:CreateGrant"),
    ),
    "aws_sfn_state_machine": (_OF_MACHINE, "delivery", ("kms:Decrypt",)),
}
"""What uses a key as its service: CloudWatch Logs User Guide, "Encrypt log data in CloudWatch Logs using AWS
KMS"; ECS Developer Guide, "Customer managed keys for AWS Fargate ephemeral storage"; EventBridge User Guide,
"Encrypting event buses" and "Encrypting archives"; Step Functions Developer Guide, "Data at rest encryption":
delivery.logs.amazonaws.com reads what an execution logs."""

_AS_CALLER: Final = {
    "aws_dynamodb_table": (
        "server_side_encryption.kms_key_arn",
        *("dynamodb", (*_WHOLE, "kms:CreateGrant")),
    ),
    "aws_dynamodb_table_replica": ("kms_key_arn", "dynamodb", (*_WHOLE, "kms:CreateGrant")),
    "aws_s3_bucket_server_side_encryption_configuration": (
        "rule.apply_server_side_encryption_by_default.kms_master_key_id",
        *("s3", _DATA),
    ),
    "aws_sns_topic": ("kms_master_key_id", "sns", _DATA),
    "aws_sqs_queue": ("kms_master_key_id", "sqs", _DATA),
}
"""What uses a key on behalf of its caller: DynamoDB Developer Guide, "DynamoDB encryption at rest: usage
notes"; S3 User Guide, "Using server-side encryption with AWS KMS keys"; SNS and SQS, "Key management"."""

_AS_ROLE: Final = {"aws_sfn_state_machine": (_OF_MACHINE, "states", _DATA)}
"""What uses a key in the name of its own role, not through its service: Step Functions Developer Guide,
"Data at rest encryption", which warns of kms:ViaService on execution roles."""

_SENDING: Final = {
    "aws_sqs_queue": ("aws_sqs_queue_policy", "queue_url", "sqs:SendMessage"),
    "aws_sns_topic": ("aws_sns_topic_policy", "arn", "sns:Publish"),
}


def uses_as_service(key: Resource, configuration: Configuration) -> Iterator[Use]:
    """What a service does with the key as itself: for what it keeps, and to send where it is let in.

    A service that sends to an encrypted queue or topic needs the key (SQS Developer Guide, "Configure KMS
    permissions for AWS services"; SNS Developer Guide, "Enable compatibility between event sources from AWS
    services and encrypted topics"); so does what delivers flow logs to a bucket (Amazon VPC User Guide,
    "Required key policy for use with SSE-KMS").
    """
    yield from _uses(key, configuration, _AS_SERVICE)
    for log in _flow_logs(configuration).get(key, ()):
        yield Use(log, "delivery", _WHOLE)
    for use in _uses(key, configuration, {kind: _AS_CALLER[kind] for kind in _SENDING}):
        kind, attribute, action = _SENDING[use.user.type]
        related = configuration.naming(use.user, kind, attribute)
        services = {"cloudwatch"} if use.user in _alarmed(configuration) else set()
        services |= _sent_to(configuration).get(use.user, set())
        for statement in _statements((use.user, *related), configuration):
            for principal in statement.principals:
                if principal.kind == "Service" and statement.allows and statement.names_action(action):
                    services.add(service_of(principal))
        for service in sorted(services):
            yield Use(use.user, service, _DATA)


_SENDERS: Final[Mapping[str, tuple[str, tuple[str, ...]]]] = {
    "aws_cloudwatch_event_target": ("events", ("arn", "dead_letter_config.arn")),
    "aws_s3_bucket_notification": ("s3", ("queue.queue_arn", "topic.topic_arn")),
    "aws_sns_topic_subscription": ("sns", ("endpoint",)),
}
"""By type of what sends: the service, which does it as itself and by no role, and the arguments that say
where to. A schedule and a function send in the name of a role."""


@recalled
def _sent_to(configuration: Configuration) -> Mapping[Resource, set[str]]:
    """By queue and topic, the services that send there for rules, buckets and topics."""
    found: dict[Resource, set[str]] = defaultdict(set)
    for kind, (service, places) in _SENDERS.items():
        for sender in configuration.of(kind):
            by_role = sender.get("role_arn") is not None
            for place in places:
                above, _, name = place.rpartition(".")
                blocks = sender.blocks(above) if above else (sender.values,)
                for target in (configuration.target(sender, block.get(name)) for block in blocks):
                    if target is not None and not (by_role and place == "arn"):
                        found[target].add(service)
    return found


@recalled
def _alarmed(configuration: Configuration) -> frozenset[Resource]:
    """The topics that alarms tell: CloudWatch needs the key of each, whatever the topic's policy says."""
    return frozenset(
        target
        for alarm in configuration.of("aws_cloudwatch_metric_alarm", "aws_cloudwatch_composite_alarm")
        for attribute in ("alarm_actions", "insufficient_data_actions", "ok_actions")
        for value in as_list(alarm.get(attribute))
        if (target := configuration.target(alarm, value)) is not None
    )


@recalled
def _flow_logs(configuration: Configuration) -> Mapping[Resource, list[Resource]]:
    """By key, the flow logs that are written to buckets which it encrypts."""
    found: dict[Resource, list[Resource]] = defaultdict(list)
    for bucket, logs in flow_logs(configuration).items():
        key = key_of(bucket, configuration)
        if isinstance(key, Resource):
            found[key] += logs
    return found


def uses_as_caller(key: Resource, configuration: Configuration) -> Iterator[Use]:
    """What a service does with the key for whoever calls it."""
    yield from _uses(key, configuration, _AS_CALLER)


def uses_as_role(key: Resource, configuration: Configuration) -> Iterator[Use]:
    """What a resource does with the key in the name of its role."""
    yield from _uses(key, configuration, _AS_ROLE)


def key_policies(
    key: Resource, configuration: Configuration
) -> Iterator[tuple[Resource, tuple[Statement, ...] | None]]:
    """Each policy of a key as its holder and its statements; None for one that cannot be read."""
    for holder in (key, *configuration.related(key, "aws_kms_key_policy", "key_id")):
        for document in documents(holder, configuration):
            yield holder, None if isinstance(document, HiddenPolicy) else document.statements


def service_of(principal: Principal) -> str:
    """The service of a principal, without region and domain: `logs` of logs.xx-test-1.amazonaws.com."""
    return principal.value.partition(".")[0]


def is_account(principal: Principal) -> bool:
    """Whether it is everybody in an account, or everybody."""
    value = principal.value
    return principal.kind in ("*", "AWS") and (
        value == "*" or value.isdigit() or value.endswith((":root", ".account_id}"))
    )


def is_default(statement: Statement, holder: Resource, configuration: Configuration) -> bool:
    """Whether it is the statement that KMS writes itself: all of a key for the account it is in.

    KMS Developer Guide, "Default key policy": it lets nobody in, and IAM policies say who may.
    """
    return statement.actions == ("kms:*",) and is_own_root(statement, holder, configuration)


def is_for_linked_roles(statement: Statement) -> bool:
    """Whether its condition lets in nobody but service-linked roles, which no person can assume."""
    named = [value for _, values in statement.condition("aws:PrincipalArn") for value in values]
    return bool(named) and all(":role/aws-service-role/" in value for value in named)


def _statements(holders: tuple[Resource, ...], configuration: Configuration) -> Iterator[Statement]:
    for holder in holders:
        for document in documents(holder, configuration):
            if not isinstance(document, HiddenPolicy):
                yield from document.statements


def _uses(
    key: Resource, configuration: Configuration, table: Mapping[str, tuple[str, str, tuple[str, ...]]]
) -> Iterator[Use]:
    for kind, (attribute, service, actions) in table.items():
        for user in configuration.related(key, kind, attribute):
            yield Use(user, service, actions)

"""Who may do what with a key: the statements that key policies are made of.

In a key policy the resource `*` means the key itself. Roles that another stack makes are named by
their ARN in a condition: a principal that does not exist yet would make KMS refuse the policy.
Permissions follow "Key policies" in the AWS KMS guide and the encryption page of each service.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from infra.blocks.policy_document import Condition, Statement, aws, deny, service, when

if TYPE_CHECKING:
    from collections.abc import Iterable

    from infra.names import RegionLike
    from infra.place import Place

THIS_KEY: Final = ("*",)

_ADMINISTER: Final = (
    "kms:CancelKeyDeletion",
    "kms:CreateAlias",
    "kms:DeleteAlias",
    "kms:DescribeKey",
    "kms:DisableKey",
    "kms:DisableKeyRotation",
    "kms:EnableKey",
    "kms:EnableKeyRotation",
    "kms:GetKeyPolicy",
    "kms:GetKeyRotationStatus",
    "kms:ListGrants",
    "kms:ListKeyPolicies",
    "kms:ListKeyRotations",
    "kms:ListResourceTags",
    "kms:PutKeyPolicy",
    "kms:RevokeGrant",
    "kms:RotateKeyOnDemand",
    "kms:ScheduleKeyDeletion",
    "kms:TagResource",
    "kms:UntagResource",
    "kms:UpdateAlias",
    "kms:UpdateKeyDescription",
)
_USE: Final = (
    "kms:Decrypt",
    "kms:DescribeKey",
    "kms:Encrypt",
    "kms:GenerateDataKey",
    "kms:GenerateDataKeyWithoutPlaintext",
    "kms:ReEncryptFrom",
    "kms:ReEncryptTo",
)
_GRANT: Final = ("kms:CreateGrant", "kms:ListGrants", "kms:RevokeGrant")


def administered_by_account(place: Place) -> Statement:
    """The account's administrators manage the key; none of these actions reads or writes data."""
    return Statement("Admin", _ADMINISTER, THIS_KEY, aws(place.account_principal))


def used_through(
    place: Place, *services: str, replicated: str = "", peers: Iterable[RegionLike] = ()
) -> tuple[Statement, ...]:
    """Principals of the account use the key, and lend it out in grants, through these services of the
    region only; through the service `replicated` also of the regions `peers`, from where a replica is made.
    """
    principal = aws(place.account_principal)
    endpoints = [f"{name}.{place.region.name}.amazonaws.com" for name in services]
    endpoints += [f"{replicated}.{peer.name}.amazonaws.com" for peer in peers]
    through = when("StringEquals", "kms:ViaService", *endpoints)
    own = when("StringEquals", "kms:CallerAccount", place.account)
    for_service = when("Bool", "kms:GrantIsForAWSResource", "true")
    return (
        Statement("LocalUse", _USE, THIS_KEY, principal, (own, through)),
        Statement("Grants", _GRANT, THIS_KEY, principal, (own, through, for_service)),
    )


def replicated_by_dynamodb(place: Place) -> Statement:
    """DynamoDB's replication role copies items: a replica that it loses for 20 hours is split off."""
    return Statement(
        "ReplicationByDynamodb",
        tuple(action for action in _USE if action != "kms:Encrypt"),
        THIS_KEY,
        aws(place.account_principal),
        (when("ArnEquals", "aws:PrincipalArn", dynamodb_replication_role(place)),),
    )


def replicated_from_peers_by_s3(place: Place, *role_arns: str) -> Statement:
    """The replication roles of the peer regions encrypt the copies that they write here."""
    return Statement(
        "ReplicationByS3",
        ("kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey"),
        THIS_KEY,
        aws(place.account_principal),
        (
            when("ArnEquals", "aws:PrincipalArn", *role_arns),
            when("StringEquals", "kms:ViaService", f"s3.{place.region.name}.amazonaws.com"),
        ),
    )


def never_used_by(*role_arns: str) -> Statement:
    """No replication role ever reads or writes under the key, whatever else allows it."""
    return deny(
        "NeverReplicated",
        (*_USE, "kms:CreateGrant"),
        THIS_KEY,
        when("ArnEquals", "aws:PrincipalArn", *role_arns),
    )


def log_groups(place: Place) -> Statement:
    """CloudWatch Logs encrypts log groups of the account in the region."""
    return Statement(
        "LogGroups",
        _USE,
        THIS_KEY,
        service(f"logs.{place.region.name}.amazonaws.com"),
        (when("ArnLike", "kms:EncryptionContext:aws:logs:arn", place.arn("logs", "log-group:*")),),
    )


def event_bus(place: Place, *, bus: str, archive: str) -> tuple[Statement, ...]:
    """EventBridge encrypts the bus and its archive, both under the context of an EventBridge ARN."""
    own = when("StringEquals", "aws:SourceAccount", place.account)
    context = when(
        "StringEquals",
        "kms:EncryptionContext:aws:events:event-bus:arn",
        place.arn("events", f"event-bus/{bus}"),
        place.arn("events", f"archive/{archive}"),
    )
    events = service("events.amazonaws.com")
    return (
        Statement("EventBusCheck", ("kms:DescribeKey",), THIS_KEY, events, (own,)),
        Statement(
            "EventBus",
            ("kms:Decrypt", "kms:GenerateDataKey", "kms:ReEncryptFrom", "kms:ReEncryptTo"),
            THIS_KEY,
            events,
            (own, context),
        ),
    )


def workflow_executions(place: Place, machines: tuple[str, ...], *role_arns: str) -> tuple[Statement, ...]:
    """The roles of these state machines encrypt executions and what these log; the delivery of the logs
    reads it. Not through a service: Step Functions calls in the role's own name ("Data at rest encryption").
    """
    account = aws(place.account_principal)
    roles = when("ArnEquals", "aws:PrincipalArn", *role_arns)
    arns = (place.arn("states", f"stateMachine:{name}") for name in machines)
    executions = when("StringEquals", "kms:EncryptionContext:aws:states:stateMachineArn", *arns)
    logs = log_delivery_context(place)
    return (
        Statement(
            "Executions", ("kms:Decrypt", "kms:GenerateDataKey"), THIS_KEY, account, (roles, executions)
        ),
        Statement("ExecutionLogs", ("kms:GenerateDataKey",), THIS_KEY, account, (roles, logs)),
        Statement("LogDelivery", ("kms:Decrypt",), THIS_KEY, service("delivery.logs.amazonaws.com"), (logs,)),
    )


def log_delivery_context(place: Place) -> Condition:
    """What is encrypted is on its way to the logs of the account in the region."""
    return when("StringEquals", "kms:EncryptionContext:SourceArn", place.arn("logs", "*"))


def log_delivery(place: Place) -> Statement:
    """Log delivery encrypts what it writes into buckets, as flow logs."""
    return Statement(
        "LogDeliveryToBuckets",
        (
            "kms:Decrypt",
            "kms:DescribeKey",
            "kms:Encrypt",
            "kms:GenerateDataKey",
            "kms:ReEncryptFrom",
            "kms:ReEncryptTo",
        ),
        THIS_KEY,
        service("delivery.logs.amazonaws.com"),
        (
            when("StringEquals", "aws:SourceAccount", place.account),
            when("ArnLike", "aws:SourceArn", place.arn("logs", "*")),
        ),
    )


def fargate_storage(place: Place, cluster: str) -> tuple[Statement, ...]:
    """Fargate encrypts the disks of the cluster's tasks (Amazon ECS guide, "Customer managed keys")."""
    fargate = service("fargate.amazonaws.com")
    own = (
        when("StringEquals", "kms:EncryptionContext:aws:ecs:clusterAccount", place.account),
        when("StringEquals", "kms:EncryptionContext:aws:ecs:clusterName", cluster),
    )
    lend = when("ForAllValues:StringEquals", "kms:GrantOperations", "Decrypt")
    return (
        Statement(
            "FargateCheck",
            ("kms:DescribeKey",),
            THIS_KEY,
            fargate,
            (when("StringEquals", "aws:SourceAccount", place.account),),
        ),
        Statement("FargateKeys", ("kms:GenerateDataKeyWithoutPlaintext",), THIS_KEY, fargate, own),
        Statement("FargateGrants", ("kms:CreateGrant",), THIS_KEY, fargate, (*own, lend)),
    )


def publishers(place: Place, *names: str) -> Statement:
    """Alarms (`cloudwatch`), events and topics (`sns`) reach encrypted topics and queues; without this an
    alarm changes state and notifies nobody.
    """
    return Statement(
        "Publishers",
        ("kms:Decrypt", "kms:GenerateDataKey"),
        THIS_KEY,
        service(*(f"{name}.amazonaws.com" for name in names)),
        (when("StringEquals", "aws:SourceAccount", place.account),),
    )


def stream_filters(place: Place) -> Statement:
    """Lambda reads the filters of event source mappings, which it keeps under the key."""
    return Statement(
        "StreamFilters",
        ("kms:Decrypt",),
        THIS_KEY,
        service("lambda.amazonaws.com"),
        (when("ArnLike", "kms:EncryptionContext:aws:lambda:FunctionArn", place.arn("lambda", "function:*")),),
    )


def dynamodb_replication_role(place: Place) -> str:
    """The ARN of the service-linked role that replicates global tables of the account."""
    return place.role_arn(
        "aws-service-role/replication.dynamodb.amazonaws.com/AWSServiceRoleForDynamoDBReplication"
    )

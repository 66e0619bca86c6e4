"""The calls that AWS itself makes under our roles, told from what the stacks configure.

Of functions: what Lambda does to run them (Lambda Developer Guide, "Defining Lambda function permissions with
an execution role", "Giving Lambda functions access to resources in an Amazon VPC", "Process DynamoDB records
with Lambda"). Of all others: everything that they do.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from policies.configuration import Configuration
from policies.diff.grants import Condition
from policies.model import Judgement, fail
from policies.related.machines import MACHINE, each_task, function_of
from policies.resource import Resource
from rehearsal.calls import Call, arn_like, called, through
from rehearsal.keys import Keys

# Step Functions Developer Guide, "Logging using CloudWatch Logs" and "Trace requests with AWS X-Ray".
_DELIVER_LOGS: Final = (
    *("logs:CreateLogDelivery", "logs:DeleteLogDelivery", "logs:DescribeLogGroups"),
    *("logs:DescribeResourcePolicies", "logs:GetLogDelivery", "logs:ListLogDeliveries"),
    *("logs:PutResourcePolicy", "logs:UpdateLogDelivery"),
)
_SAMPLE: Final = ("xray:GetSamplingRules", "xray:GetSamplingTargets")
_TRACE: Final = ("xray:PutTelemetryRecords", "xray:PutTraceSegments")
_READ_STREAM: Final = ("dynamodb:DescribeStream", "dynamodb:GetRecords", "dynamodb:GetShardIterator")
_USE_INTERFACES: Final = (
    "ec2:AssignPrivateIpAddresses",
    "ec2:DeleteNetworkInterface",
    "ec2:UnassignPrivateIpAddresses",
)
_SEE_INTERFACES: Final = ("ec2:DescribeNetworkInterfaces", "ec2:DescribeSubnets")
# S3 User Guide, "Setting up permissions for live replication".
_READ_SOURCE: Final = ("s3:GetReplicationConfiguration", "s3:ListBucket")
_READ_VERSIONS: Final = (
    *("s3:GetObjectVersionAcl", "s3:GetObjectVersionForReplication", "s3:GetObjectVersionTagging"),
)
_REPLICATE: Final = ("s3:ReplicateObject", "s3:ReplicateTags")
_ENCRYPT_COPIES: Final = (
    "kms:Encrypt",
    "kms:GenerateDataKey",
)  # the latter since buckets have keys of theirs
_WRITE_LOGS: Final = ("logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents")
# EventBridge User Guide, "IAM roles for sending events to targets".
_DELIVERED: Final = {"events": "events:PutEvents", "states": "states:StartExecution"}


def platform_calls(configuration: Configuration) -> list[Call]:
    """Every call that AWS makes under a role of the configuration."""
    keys = Keys(configuration)
    of_functions = [
        *(call for each in configuration.of("aws_lambda_function") for call in _of_function(each)),
        *(
            call
            for each in configuration.of("aws_lambda_event_source_mapping")
            for call in _of_stream(each, configuration)
        ),
    ]
    replications = configuration.of("aws_s3_bucket_replication_configuration")
    found = {
        *of_functions,
        *(use for call in of_functions for use in keys.uses(call)),
        *(call for each in configuration.of(MACHINE) for call in _of_machine(each, keys)),
        *(call for each in configuration.of("aws_cloudwatch_event_target") for call in _of_target(each)),
        *(call for each in configuration.of("aws_flow_log") for call in _of_flow_log(each)),
        *(call for each in replications for call in _of_replication(each, keys)),
    }
    return sorted(found)


def _of_function(function: Resource) -> Iterator[Call]:
    role, arn = function.get("role"), str(function.get("arn"))
    group = arn_like(arn, "logs", f"log-group:{function.get('logging_config.log_group')}:*")
    yield from called(role, ("logs:CreateLogStream", "logs:PutLogEvents"), group)
    if function.get("tracing_config.mode") == "Active":
        yield from called(role, _TRACE, "*")
    if queue := function.get("dead_letter_config.target_arn"):
        yield from called(role, ("sqs:SendMessage",), str(queue))
    if key := function.get("kms_key_arn"):
        yield from (through(use, "lambda") for use in called(role, ("kms:Decrypt",), str(key)))
    network = function.get("vpc_config")
    if isinstance(network, Mapping):
        interfaces = arn_like(arn, "ec2", "network-interface/*")
        yield from called(role, ("ec2:CreateNetworkInterface", *_USE_INTERFACES), interfaces)
        for kind, attribute in (("subnet", "subnet_ids"), ("security-group", "security_group_ids")):
            for named in network[attribute]:
                place = arn_like(arn, "ec2", f"{kind}/{named}")
                yield from called(role, ("ec2:CreateNetworkInterface",), place)
        yield from called(role, _SEE_INTERFACES, "*")


def _of_stream(mapping: Resource, configuration: Configuration) -> Iterator[Call]:
    arn = str(mapping.get("function_name")).rpartition(":")[0]  # of the function that it is an alias of
    for function in configuration.of("aws_lambda_function", stack=mapping.stack):
        if function.get("arn") == arn:
            role = function.get("role")
            yield from called(role, _READ_STREAM, str(mapping.get("event_source_arn")))
            yield from called(role, ("dynamodb:ListStreams",), "*")
            if queue := mapping.get("destination_config.on_failure.destination_arn"):
                yield from called(role, ("sqs:SendMessage",), str(queue))


def _of_machine(machine: Resource, keys: Keys) -> Iterator[Call]:
    role, arn = machine.get("role_arn"), str(machine.get("arn"))
    key = str(machine.get("encryption_configuration.kms_key_id"))
    for function in _functions_of(machine):
        yield from called(role, ("lambda:InvokeFunction",), function)
    if machine.get("encryption_configuration.type") == "CUSTOMER_MANAGED_KMS_KEY":
        own = Condition("StringEquals", "kms:EncryptionContext:aws:states:stateMachineArn", (arn,))
        yield from called(role, ("kms:Decrypt", "kms:GenerateDataKey"), key, own)
    if machine.get("logging_configuration.level") not in (None, "OFF"):
        yield from called(role, _DELIVER_LOGS, "*")
        group = str(machine.get("logging_configuration.log_destination")).removesuffix(":*")
        if group_key := keys.of(group):
            # Step Functions Developer Guide, "Data at rest encryption": in the context of the delivery.
            delivery = Condition(
                "StringEquals", "kms:EncryptionContext:SourceArn", (arn_like(arn, "logs", "*"),)
            )
            yield from called(role, ("kms:GenerateDataKey",), group_key, delivery)
    if machine.get("tracing_configuration.enabled"):
        yield from called(role, (*_SAMPLE, *_TRACE), "*")


def _functions_of(machine: Resource) -> list[str]:
    """What its tasks invoke. Raises ValueError where a task does anything else, or cannot be read."""
    found: set[str] = set()

    def note(_name: str, task: Mapping[str, object], _scope: object) -> tuple[Judgement, ...]:
        function = function_of(task)
        if not isinstance(function, str) or not function.startswith("arn:"):
            return (fail("does something other than to invoke a function"),)
        found.add(function)
        return ()

    for unread in each_task(machine, note):
        raise ValueError(f"{machine.address}: {unread.message}")
    return sorted(found)


def _of_target(target: Resource) -> Iterator[Call]:
    """Under the role of a target; a function lets EventBridge in by its own policy."""
    if role := target.get("role_arn"):
        arn = str(target.get("arn"))
        yield from called(role, (_DELIVERED[arn.split(":")[2]],), arn)


def _of_flow_log(log: Resource) -> Iterator[Call]:
    # VPC User Guide, "IAM role for publishing flow logs to CloudWatch Logs"; the group is ours. Both forms
    # of its ARN are asked for (CloudWatch Logs User Guide, "Overview of managing access permissions").
    role, group = log.get("iam_role_arn"), str(log.get("log_destination"))
    for form in (group, f"{group}:*"):
        yield from called(role, _WRITE_LOGS, form)
    yield from called(role, ("logs:DescribeLogGroups",), arn_like(group, "logs", "log-group:*"))


def _of_replication(replication: Resource, keys: Keys) -> Iterator[Call]:
    role, source = replication.get("role"), f"arn:aws:s3:::{replication.get('bucket')}"
    yield from called(role, _READ_SOURCE, source)
    yield from called(role, _READ_VERSIONS, f"{source}/*")
    if key := keys.of(source):
        yield from (through(use, "s3") for use in called(role, ("kms:Decrypt",), key))
    for rule in replication.blocks("rule"):
        copies = f"{_of_block(rule, 'destination', 'bucket')}/*"
        yield from called(role, _REPLICATE, copies)
        if _of_block(rule, "delete_marker_replication", "status") == "Enabled":
            yield from called(role, ("s3:ReplicateDelete",), copies)
    for encryption in replication.blocks("rule.destination.encryption_configuration"):
        uses = called(role, _ENCRYPT_COPIES, str(encryption["replica_kms_key_id"]))
        yield from (through(use, "s3") for use in uses)


def _of_block(rule: Mapping[str, Any], block: str, name: str) -> object:
    found = rule.get(block)
    return found.get(name) if isinstance(found, Mapping) else None

"""What the emulator's tests put into its account: roles, functions, queues."""

from __future__ import annotations

import io
import json
import zipfile
from typing import Any

import boto3

from rehearsal.account import clients
from rehearsal.emulator.process import ACCOUNT, Emulator

HOME, AWAY = "us-east-1", "eu-west-1"


def role(emulator: Emulator, name: str, *statements: dict[str, Any], service: str = "lambda") -> str:
    """Make a role that a service may assume, with what the statements allow; its ARN."""
    iam = clients(emulator, HOME)("iam")
    trust = _policy(
        {"Effect": "Allow", "Principal": {"Service": f"{service}.amazonaws.com"}, "Action": "sts:AssumeRole"}
    )
    arn: str = iam.create_role(RoleName=name, AssumeRolePolicyDocument=trust)["Role"]["Arn"]
    if statements:
        iam.put_role_policy(RoleName=name, PolicyName="given", PolicyDocument=_policy(*statements))
    return arn


def allow(action: str | list[str], resource: str = "*") -> dict[str, Any]:
    """A statement."""
    return {"Effect": "Allow", "Action": action, "Resource": resource}


def function(
    emulator: Emulator, name: str, code: str, role_arn: str, region: str = HOME, **options: Any
) -> str:
    """Make a function of `code`, which defines `handler(event, context)`; its ARN."""
    package = io.BytesIO()
    with zipfile.ZipFile(package, "w") as archive:
        archive.writestr("index.py", code)
    made = clients(emulator, region)("lambda").create_function(
        FunctionName=name,
        Runtime="python3.12",
        Handler="index.handler",
        Role=role_arn,
        Code={"ZipFile": package.getvalue()},
        Timeout=30,
        **options,
    )
    arn: str = made["FunctionArn"]
    return arn


def queue(
    emulator: Emulator, name: str, region: str = HOME, policy: dict[str, Any] | None = None
) -> tuple[str, str]:
    """Make a queue, with a policy of one statement on it where one is given; its URL and ARN."""
    sqs = clients(emulator, region)("sqs")
    url: str = sqs.create_queue(QueueName=name)["QueueUrl"]
    arn = f"arn:aws:sqs:{region}:{ACCOUNT}:{name}"
    if policy:
        sqs.set_queue_attributes(QueueUrl=url, Attributes={"Policy": _policy({**policy, "Resource": arn})})
    return url, arn


def received(emulator: Emulator, url: str, region: str = HOME, wait: int = 10) -> list[str]:
    """The bodies of what comes to a queue within `wait` seconds; they are then gone from it."""
    sqs = clients(emulator, region)("sqs")
    messages = sqs.receive_message(QueueUrl=url, WaitTimeSeconds=wait, MaxNumberOfMessages=10).get(
        "Messages", []
    )
    for message in messages:
        sqs.delete_message(QueueUrl=url, ReceiptHandle=message["ReceiptHandle"])
    return [message["Body"] for message in messages]


def assumed(emulator: Emulator, role_arn: str, region: str = HOME) -> boto3.Session:
    """A session of a role."""
    given = clients(emulator, region)("sts").assume_role(RoleArn=role_arn, RoleSessionName="given")[
        "Credentials"
    ]
    return boto3.Session(
        given["AccessKeyId"], given["SecretAccessKey"], given["SessionToken"], region_name=region
    )


def _policy(*statements: dict[str, Any]) -> str:
    return json.dumps({"Version": "2012-10-17", "Statement": list(statements)})


def rule(
    emulator: Emulator, name: str, target: dict[str, Any], bus: str = "default", region: str = HOME
) -> str:
    """Have events whose source is the rule's name sent to a target; the rule's ARN."""
    events = clients(emulator, region)("events")
    pattern = json.dumps({"source": [name]})
    arn: str = events.put_rule(Name=name, EventPattern=pattern, EventBusName=bus)["RuleArn"]
    events.put_targets(Rule=name, EventBusName=bus, Targets=[{"Id": "1", **target}])
    return arn


def put_event(emulator: Emulator, source: str, detail: dict[str, Any]) -> None:
    """Put an event on the default bus."""
    entry = {"Source": source, "DetailType": "given", "Detail": json.dumps(detail)}
    assert clients(emulator, HOME)("events").put_events(Entries=[entry])["FailedEntryCount"] == 0


def from_service(service: str) -> dict[str, Any]:
    """A queue's statement that lets a service of AWS send."""
    principal = {"Service": f"{service}.amazonaws.com"}
    return {"Effect": "Allow", "Principal": principal, "Action": "sqs:SendMessage"}


def key(emulator: Emulator, *services: str, region: str = HOME) -> str:
    """A key for the account's owner and services of AWS; its ARN."""
    owner = {
        "Effect": "Allow",
        "Principal": {"AWS": f"arn:aws:iam::{ACCOUNT}:root"},
        "Action": "kms:*",
        "Resource": "*",
    }
    users = [
        {
            "Effect": "Allow",
            "Principal": {"Service": f"{service}.amazonaws.com"},
            "Action": "kms:*",
            "Resource": "*",
        }
        for service in services
    ]
    arn: str = clients(emulator, region)("kms").create_key(Policy=_policy(owner, *users))["KeyMetadata"][
        "Arn"
    ]
    return arn


def table(emulator: Emulator, name: str) -> str:
    """Make a table with a stream, whose items have a `pk`; the stream's ARN."""
    made = clients(emulator, HOME)("dynamodb").create_table(
        TableName=name,
        AttributeDefinitions=[{"AttributeName": "pk", "AttributeType": "S"}],
        KeySchema=[{"AttributeName": "pk", "KeyType": "HASH"}],
        BillingMode="PAY_PER_REQUEST",
        StreamSpecification={"StreamEnabled": True, "StreamViewType": "NEW_AND_OLD_IMAGES"},
    )
    arn: str = made["TableDescription"]["LatestStreamArn"]
    return arn

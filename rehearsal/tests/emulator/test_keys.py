"""What is encrypted is out of reach for who may not use its key."""

from __future__ import annotations

from typing import Any

import pytest
from botocore.exceptions import ClientError

from rehearsal.account import clients
from rehearsal.emulator.process import Emulator
from rehearsal.tests.emulator import given

pytestmark = pytest.mark.terraform


@pytest.mark.parametrize("service", ["dynamodb", "s3", "secretsmanager", "sns", "sqs"])
def test_a_call_needs_the_key_of_what_it_calls_for(emulator: Emulator, service: str) -> None:
    key, client = given.key(emulator), clients(emulator, given.HOME)
    name = f"locked-{service}"
    call, action = _locked(client(service), service, name, key)
    bare = given.assumed(emulator, given.role(emulator, f"{name}-bare", given.allow(action)))
    able = given.assumed(emulator, given.role(emulator, f"{name}-able", given.allow([action, "kms:*"])))
    call(able.client(service, endpoint_url=emulator.url))  # type: ignore[call-overload]
    with pytest.raises(ClientError, match=r"AccessDenied|AuthorizationError"):
        call(bare.client(service, endpoint_url=emulator.url))  # type: ignore[call-overload]


def _locked(client: Any, service: str, name: str, key: str) -> tuple[Any, str]:
    """Make something that the key locks; a call for it, and the call's action."""
    if service == "dynamodb":
        client.create_table(
            TableName=name,
            AttributeDefinitions=[{"AttributeName": "pk", "AttributeType": "S"}],
            KeySchema=[{"AttributeName": "pk", "KeyType": "HASH"}],
            BillingMode="PAY_PER_REQUEST",
            SSESpecification={"Enabled": True, "SSEType": "KMS", "KMSMasterKeyId": key},
        )
        return lambda caller: caller.get_item(TableName=name, Key={"pk": {"S": "a"}}), "dynamodb:GetItem"
    if service == "s3":
        client.create_bucket(Bucket=name)
        encryption = {"SSEAlgorithm": "aws:kms", "KMSMasterKeyID": key}
        client.put_bucket_encryption(
            Bucket=name,
            ServerSideEncryptionConfiguration={"Rules": [{"ApplyServerSideEncryptionByDefault": encryption}]},
        )
        return lambda caller: caller.put_object(Bucket=name, Key="a", Body=b"a"), "s3:PutObject"
    if service == "secretsmanager":
        client.create_secret(Name=name, SecretString="a", KmsKeyId=key)
        return lambda caller: caller.get_secret_value(SecretId=name), "secretsmanager:GetSecretValue"
    if service == "sns":
        topic = client.create_topic(Name=name, Attributes={"KmsMasterKeyId": key})["TopicArn"]
        return lambda caller: caller.publish(TopicArn=topic, Message="a"), "sns:Publish"
    url = client.create_queue(QueueName=name, Attributes={"KmsMasterKeyId": key})["QueueUrl"]
    return lambda caller: caller.send_message(QueueUrl=url, MessageBody="a"), "sqs:SendMessage"

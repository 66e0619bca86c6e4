"""Who calls for what is encrypted needs its key too, through the service; ministack asks for the call alone.

Sources: "Key management" of the developer guides of Amazon SQS and SNS; "Encryption at rest: How it works" of
DynamoDB; "Using SSE-KMS" of Amazon S3; "Secret encryption and decryption" of Secrets Manager.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, Final

from ministack.core import iam_evaluator
from ministack.core.responses import get_account_id, request_scope
from ministack.services import dynamodb, kms, s3, secretsmanager, sns, sqs

from rehearsal.emulator import recorder

_READS, _WRITES = ("kms:Decrypt",), ("kms:GenerateDataKey", "kms:Decrypt")
_NEEDED: Final = {
    "sns:Publish": _WRITES,
    "sqs:SendMessage": _WRITES,
    "sqs:ReceiveMessage": _READS,
    "secretsmanager:GetSecretValue": _READS,
    "s3:GetObject": _READS,
    "s3:PutObject": ("kms:GenerateDataKey",),
    # A table's items are encrypted with a key that lies encrypted beside them: each call decrypts that.
    "dynamodb:GetItem": _READS,
    "dynamodb:Query": _READS,
    "dynamodb:PutItem": _READS,
    "dynamodb:UpdateItem": _READS,
    "dynamodb:DeleteItem": _READS,
}


def apply() -> None:
    """Replace how calls are decided."""
    iam_evaluator.enforce = partial(_enforce_with_key, iam_evaluator.enforce)


def _enforce_with_key(
    enforce: Callable[..., Any], access_key: str, action: str, service: str, region: str, **of_request: Any
) -> Any:
    refusal = enforce(access_key, action, service, region, **of_request)
    needed = _NEEDED.get(action, ())
    if refusal is not None or not needed or iam_evaluator.is_root_access_key(access_key):
        return refusal
    account = get_account_id()
    resource = of_request.get("resource_arn", "*")
    with request_scope(account, region):
        key = kms._resolve_key(_key_of(service, resource))
        owned = key is not None and not _is_of_aws(key)
    if not owned:
        return None
    context = {"kms:ViaService": f"{service}.{region}.amazonaws.com", "kms:CallerAccount": account}
    for use in needed:
        refusal = enforce(access_key, use, "kms", region, resource_arn=key["Arn"], service_context=context)
        if refusal is not None:
            caller = (iam_evaluator.resolve_caller_identity(access_key) or {}).get("userArn", "")
            recorder.record(caller, use, key["Arn"], region, context, allowed=False)
            return refusal
    return None


def _is_of_aws(key: dict[str, Any]) -> bool:
    """Whether it is one that AWS keeps in the account, for all that its service serves."""
    return any(
        alias.rpartition(":")[2].startswith("alias/aws/")
        for alias, of in kms._aliases.items()
        if of == key["KeyId"]
    )


def _key_of(service: str, resource: str) -> str:
    """What a resource names as its key; empty where it has none of its own."""
    found: Any = None
    if service == "sns":
        topic = sns._topic_by_arn_any_scope(resource)
        found = topic and topic["attributes"].get("KmsMasterKeyId")
    elif service == "sqs":
        queue = sqs._queue_by_arn(resource)
        found = queue and queue["attributes"].get("KmsMasterKeyId")
    elif service == "secretsmanager":
        secret = secretsmanager._secrets.get(resource.partition(":secret:")[2][:-7])
        found = secret and secret.get("KmsKeyId")
    elif service == "s3":
        bucket = resource.rpartition(":")[2].partition("/")[0]
        found = s3._bucket_default_sse_headers(bucket).get("x-amz-server-side-encryption-aws-kms-key-id")
    elif service == "dynamodb" and "/" in resource:
        table = dynamodb._tables.get(resource.split("/")[1])
        found = table and (table.get("SSEDescription") or {}).get("KMSMasterKeyArn")
    return str(found or "")

"""What AWS's services deliver to each other, on the conditions on which AWS does: the policy of what receives
it or the role that is used, the key it is encrypted with, and a way between the two regions.

Sources: the developer guides of Amazon SQS, "Configuring AWS KMS permissions", and of Amazon SNS, "Managing
encryption keys"; the user guide of EventBridge, "Permissions for targets".
"""

from __future__ import annotations

import json
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from ministack.core import iam_evaluator
from ministack.core.arn import parse_arn
from ministack.core.concurrency import esm_wake
from ministack.core.responses import request_scope
from ministack.services import iam, kms, lambda_svc, sns, sqs

from rehearsal.emulator import recorder, regions


class UndeliveredError(Exception):
    """Why nothing was delivered, as EventBridge names it. `again`: whether it may be later."""

    def __init__(self, code: str, *, again: bool = False) -> None:
        super().__init__(code)
        self.again = again


@dataclass(frozen=True, slots=True)
class Sender:
    """A service (`sns.amazonaws.com`) that delivers for the resource `source`, under `role` if it has one."""

    service: str
    source: str
    region: str
    account: str
    role: str = ""

    @property
    def principal(self) -> str:
        """The ARN of the role's session, or the service."""
        if not self.role:
            return self.service
        name = self.role.rsplit("/", 1)[-1]
        return f"arn:aws:sts::{self.account}:assumed-role/{name}/delivery"


@dataclass(frozen=True, slots=True)
class Resource:
    """What receives it. `required`: whether its policy must allow what a role's own policy allows."""

    arn: str
    policy: Any
    required: bool = False
    context: dict[str, Any] = field(default_factory=dict)


def send(queue: str, body: str, sender: Sender, attributes: dict[str, str] | None = None) -> None:
    """Put a message into a queue. Raises UndeliveredError."""
    found = _open_to(sender, "sqs:SendMessage", queue, sqs._queue_by_arn)
    given = {name: {"DataType": "String", "StringValue": value} for name, value in (attributes or {}).items()}
    now = time.time()
    message = {
        "id": str(uuid.uuid4()),
        "body": body,
        "message_attributes": given,
        "md5_attrs": sqs._md5_msg_attrs(given),
        "sent_at": now,
        "visible_at": now + sqs.queue_delay(found),
    }
    sqs._ensure_msg_fields(message)
    found["messages"].append(message)
    esm_wake.set()


def invoke(function: str, event: Any, sender: Sender) -> None:
    """Have a function called asynchronously. Raises UndeliveredError."""
    callable_by(function, sender)
    with request_scope(sender.account, parse_arn(function).region):
        found, config, _ = lambda_svc._get_func_record_for_ref(function)
        lambda_svc.invoke_async_with_retry(lambda_svc._execution_record_for_config(found, config), event)


def callable_by(function: str, sender: Sender) -> None:
    """Raises UndeliveredError where the sender may not call a function."""
    region = _reached(function, sender)
    with request_scope(sender.account, region):
        found, config, _ = lambda_svc._get_func_record_for_ref(function)
        if not found or not config:
            raise UndeliveredError("RESOURCE_NOT_FOUND")
        policy = lambda_svc.function_policy_for_arn(function)
    _allowed(sender, "lambda:InvokeFunction", Resource(function, policy[0] if policy else ""))


def readable(stream: str, sender: Sender) -> None:
    """Raises UndeliveredError where the sender's role may not read a table's stream."""
    for action in ("DescribeStream", "GetRecords", "GetShardIterator"):
        _allowed(sender, f"dynamodb:{action}", Resource(stream, ""))
    _allowed(sender, "dynamodb:ListStreams", Resource("*", ""))


def publishable(topic: str, sender: Sender) -> None:
    """Raises UndeliveredError where the sender may not publish to a topic."""
    _open_to(sender, "sns:Publish", topic, sns._topic_by_arn_any_scope)


def puttable(bus: str, policy: Any, sender: Sender) -> None:
    """Raises UndeliveredError where the sender may not put events on a bus, whose policy this is."""
    _reached(bus, sender)
    _allowed(sender, "events:PutEvents", Resource(bus, policy))


def usable(
    key: str, through: str, region: str, sender: Sender, encryption: dict[str, str] | None = None
) -> None:
    """Raises UndeliveredError where the sender may not use the key of what receives it.

    encryption: the condition keys of the context that it is used in.
    """
    if not key:
        return
    context = {
        "kms:viaservice": f"{through}.{region}.amazonaws.com",
        "kms:calleraccount": sender.account,
        **(encryption or {}),
    }
    with request_scope(sender.account, region):
        found = kms._resolve_key(key)
    if found is None:
        raise UndeliveredError("KEY_NOT_FOUND")
    for action in ("kms:GenerateDataKey", "kms:Decrypt"):
        _allowed(
            sender, action, Resource(found["Arn"], found.get("Policy") or "", required=True, context=context)
        )


def _open_to(sender: Sender, action: str, arn: str, find: Callable[[str], Any]) -> Any:
    """The queue or topic, where it lets the sender in and lets it use its key. Raises UndeliveredError."""
    region = _reached(arn, sender)
    found = find(arn)
    if found is None:
        raise UndeliveredError("RESOURCE_NOT_FOUND")
    settings = found["attributes"]
    _allowed(sender, action, Resource(arn, settings.get("Policy") or ""))
    usable(settings.get("KmsMasterKeyId", ""), action.partition(":")[0], region, sender)
    return found


def _reached(arn: str, sender: Sender) -> str:
    region = str(parse_arn(arn).region)
    if regions.apart(sender.region, region):
        raise UndeliveredError("CONNECTION_FAILURE", again=True)
    return region


def _allowed(sender: Sender, action: str, resource: Resource) -> None:
    of_source = {"aws:sourcearn": sender.source, "aws:sourceaccount": sender.account}
    context = iam_evaluator.EvalContext(
        principal_arn=sender.principal if sender.role else "*",
        principal_type="AssumedRole" if sender.role else "Service",
        principal_account=sender.account if sender.role else "",
        action=action,
        resource_arn=resource.arn,
        region=sender.region if resource.arn == "*" else str(parse_arn(resource.arn).region),
        secure_transport=True,
        service_context=resource.context | ({} if sender.role else of_source),
    )
    if sender.role:
        allowed = _assumed(sender) and _role_allows(sender, context, resource)
    else:
        decided = iam_evaluator.evaluate_resource_policy(resource.policy, context, service=sender.service)
        allowed = decided.decision == "Allow"
    recorder.record(
        sender.principal, action, resource.arn, context.region, context.service_context, allowed=allowed
    )
    if not allowed:
        raise UndeliveredError("NO_PERMISSIONS")


def _role_allows(sender: Sender, context: Any, resource: Resource) -> bool:
    name = sender.role.rsplit("/", 1)[-1]
    own = iam_evaluator.evaluate(context, iam_evaluator._gather_role_policies(name, sender.account))
    both = iam_evaluator.combine_resource_policy(
        own, context, resource.policy, sender.account, required=resource.required
    )
    return bool(both.decision == "Allow")


def _assumed(sender: Sender) -> bool:
    """Whether the role lets the service assume it for this source."""
    role = iam._roles.get_scoped(sender.account, None, sender.role.rsplit("/", 1)[-1])
    if role is None:
        return False
    context = iam_evaluator.EvalContext(
        principal_arn="*",
        principal_type="Service",
        principal_account="",
        action="sts:AssumeRole",
        resource_arn="*",
        region=sender.region,
        secure_transport=True,
        service_context={"aws:sourcearn": sender.source, "aws:sourceaccount": sender.account},
    )
    trust = role.get("AssumeRolePolicyDocument")
    return bool(
        iam_evaluator.evaluate_resource_policy(trust, context, service=sender.service).decision == "Allow"
    )


def text(event: Any) -> str:
    """An event as the body of a message."""
    return event if isinstance(event, str) else json.dumps(event)

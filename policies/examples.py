"""Builders of example stacks: what rules give as their evidence, and what tests judge.

Regions, accounts and names in them are nobody's: `xx-test-1`, `xx-test-2`, the suffix `zq7`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any, Final

from policies.model import Terraform

ACCOUNT: Final = "${data.aws_caller_identity.here.account_id}"
"""The account that deploys."""

ROOT: Final = {"AWS": f"arn:aws:iam::{ACCOUNT}:root"}
"""The principal for whoever the account lets."""

PLAIN_HTTP: Final = {"Bool": {"aws:SecureTransport": "false"}}
"""The condition that a request comes without TLS."""

TWO_REGIONS: Final[Terraform] = {
    "provider": {"aws": [{"region": "xx-test-1"}, {"region": "xx-test-2", "alias": "other"}]}
}
"""The part of a stack that says where: xx-test-1, and what names the provider `aws.other` in xx-test-2."""


def shortest(stacks: Iterable[Terraform]) -> str:
    """The shortest of some examples, as indented JSON."""
    return min((json.dumps(stack, indent=2) for stack in stacks), key=len)


def resources(**types: Mapping[str, Any]) -> Terraform:
    """A stack: one resource of each type given, each named `example`."""
    return {"resource": {kind: {"example": dict(values)} for kind, values in types.items()}}


def stack_in_each(regions: Mapping[str, Terraform]) -> Terraform:
    """Several stacks: one a region, named after it, with what is given for the region."""
    return {
        "stacks": {
            f"pay-{region}": {"provider": {"aws": [{"region": region}]}, **stack}
            for region, stack in regions.items()
        }
    }


def stacks_of(example: Terraform) -> dict[str, Terraform]:
    """The stacks of an example by name; those that do not say where they are are in xx-test-1."""
    stacks: Mapping[str, Terraform] = example.get("stacks") or {"example": example}
    return {name: {"provider": {"aws": [{"region": "xx-test-1"}]}, **stack} for name, stack in stacks.items()}


def policy_text(*statements: Mapping[str, object]) -> str:
    """The text of a policy of these statements."""
    return json.dumps({"Statement": statements})


def denies_plain_http(action: object, resource: object, **changed: object) -> dict[str, object]:
    """The statement that denies everybody an action without TLS, but for the elements that are changed."""
    return {
        "Sid": "TlsOnly",
        "Effect": "Deny",
        "Principal": "*",
        "Action": action,
        "Resource": resource,
        "Condition": PLAIN_HTTP,
        **changed,
    }


def role(name: str, *statements: Mapping[str, object], **changed: object) -> dict[str, Any]:
    """A role and its policy of these statements, by type, to stand in a stack's `resource`.

    changed: arguments of the policy that are otherwise.
    """
    policy = {"role": f"${{aws_iam_role.{name}.name}}", "policy": policy_text(*statements), **changed}
    return {"aws_iam_role": {name: {"name": f"{name}-zq7"}}, "aws_iam_role_policy": {name: policy}}


def role_policy(*statements: Mapping[str, object]) -> Terraform:
    """A stack: a role's policy of these statements."""
    return resources(aws_iam_role_policy={"policy": policy_text(*statements)})


def queue_policy(*statements: Mapping[str, object]) -> Terraform:
    """A stack: a queue's policy of these statements."""
    return resources(aws_sqs_queue_policy={"policy": policy_text(*statements)})


_State = Mapping[str, Any]
FUNCTION: Final = "${aws_lambda_alias.capture.arn}"
TASK: Final[_State] = {
    "Type": "Task",
    "Resource": "arn:aws:states:::lambda:invoke",
    "Parameters": {"FunctionName": FUNCTION, "Payload": {"payment_id.$": "$.payment_id"}},
    "ResultSelector": {"state.$": "$.Payload.state"},
    "TimeoutSeconds": 30,
    "Retry": [
        {
            "ErrorEquals": ["Lambda.TooManyRequestsException"],
            "MaxDelaySeconds": 20,
            "JitterStrategy": "FULL",
        }
    ],
    "Catch": [{"ErrorEquals": ["States.ALL"], "ResultPath": "$.error", "Next": "tell"}],
    "End": True,
}
REPORT: Final[_State] = {
    **TASK,
    "Parameters": {"FunctionName": FUNCTION, "Payload": {"error.$": "$.error.Error"}},
    "Catch": [{"ErrorEquals": ["States.ALL"], "Next": "failed"}],
    "Next": "failed",
}
"""The task that reports the failure of the other."""


def definition_text(
    *, task: _State = TASK, tell: _State = REPORT, seconds: int | None = 300, **more: _State
) -> str:
    """The text of a state machine: a task, what reports its failure, and the end of a failure."""
    whole: dict[str, Any] = {
        "StartAt": "capture",
        "States": {"capture": task, "tell": tell, "failed": {"Type": "Fail"}, **more},
    }
    if seconds is not None:
        whole["TimeoutSeconds"] = seconds
    return json.dumps(whole)


def machine(text: str, kind: str = "EXPRESS") -> Terraform:
    """A stack: a state machine of this definition."""
    return resources(aws_sfn_state_machine={"name": "payment-zq7", "type": kind, "definition": text})


def without(state: _State, *names: str) -> _State:
    """A state without some of its fields."""
    return {name: value for name, value in state.items() if name not in names}


UNDEFINED_MACHINE: Final = resources(aws_sfn_state_machine={"name": "payment-zq7"})
UNKNOWN_MACHINE: Final = machine("${var.definition}")

"""IAM's simulation decides in the context that it is given."""

from __future__ import annotations

from dataclasses import replace

import pytest

from policies.gate.reading.build import NO_OVERRIDES, build
from policies.gate.reading.metadata import Metadata
from rehearsal.account import clients
from rehearsal.calls import Call
from rehearsal.emulator.process import Emulator
from rehearsal.simulation import simulate
from rehearsal.tests.emulator import given

pytestmark = pytest.mark.terraform

KEY = "arn:aws:kms:us-east-1:111122223333:key/one"


@pytest.mark.parametrize(
    ("service", "decision"), [("s3", "allowed"), ("sqs", "implicitDeny"), ("", "implicitDeny")]
)
def test_a_condition_is_held_against_the_context(emulator: Emulator, service: str, decision: str) -> None:
    through = {"StringEquals": {"kms:ViaService": "s3.us-east-1.amazonaws.com"}}
    role = given.role(
        emulator, f"simulated-{service}", {**given.allow("kms:Decrypt", KEY), "Condition": through}
    )
    context = {
        "ContextKeyName": "kms:ViaService",
        "ContextKeyValues": [f"{service}.us-east-1.amazonaws.com"],
        "ContextKeyType": "string",
    }
    answer = clients(emulator, given.HOME)("iam").simulate_principal_policy(
        PolicySourceArn=role,
        ActionNames=["kms:Decrypt"],
        ResourceArns=[KEY],
        ContextEntries=[context] if service else [],
    )
    assert [each["EvalDecision"] for each in answer["EvaluationResults"]] == [decision]


def test_calls_that_iam_does_not_allow_are_reported(emulator: Emulator) -> None:
    arn = given.role(emulator, "simulated-calls", given.allow("lambda:InvokeFunction", "arn:one"))
    role = {"name": "simulated-calls", "arn": arn}
    configuration = build({"app": {"resource": {"aws_iam_role": {"role": role}}}}, Metadata(), NO_OVERRIDES)
    allowed = Call("simulated-calls", "lambda:InvokeFunction", "arn:one")
    calls = [allowed, replace(allowed, resource="arn:two"), replace(allowed, action="lambda:GetFunction")]
    assert simulate(clients(emulator, given.HOME)("iam"), configuration, calls) == [
        "IAM says implicitDeny to lambda:GetFunction on arn:one by the role simulated-calls",
        "IAM says implicitDeny to lambda:InvokeFunction on arn:two by the role simulated-calls",
    ]

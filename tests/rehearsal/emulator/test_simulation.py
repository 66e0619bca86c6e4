"""IAM's simulation decides in the context that it is given."""

from __future__ import annotations

import pytest

from tests.rehearsal.account import clients
from tests.rehearsal.emulator import given
from tests.rehearsal.emulator.process import Emulator

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

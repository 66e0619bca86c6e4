"""Drills change what they say on the real stacks, and are found only where their cause is named."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import pytest

from rehearsal.drills import DRILLS, Drill, cause_unsaid, refused
from rehearsal.stacks import read_stacks

pytestmark = pytest.mark.database

INTEGRATION = Path(__file__).resolve().parents[2] / "tests" / "integration"

SYSTEM = "global_payments"
CALL = {
    "caller": "arn:aws:sts::111122223333:assumed-role/payments-screen-use1-x/payments-screen-x",
    "role": "payments-screen-use1-x",
    "action": "dynamodb:UpdateItem",
    "resource": "arn:aws:dynamodb:us-east-1:111122223333:table/payments-personal-x",
    "region": "us-east-1",
    "allowed": False,
}
DELIVERY = {**CALL, "caller": "sns.amazonaws.com", "role": "", "action": "sqs:SendMessage"}


@pytest.mark.synth
@pytest.mark.parametrize("drill", DRILLS, ids=lambda drill: drill.what)
def test_a_drill_makes_one_resource_wrong_and_nothing_else(drill: Drill, synthesized: Path) -> None:
    (before,) = [
        stack.content for stack in read_stacks(synthesized) if stack.name == f"{SYSTEM}-{drill.stack}"
    ]
    after = copy.deepcopy(before)
    drill.edit(after)
    kind, name = drill.address.split(".")
    assert after["resource"][kind].pop(name) != before["resource"][kind].pop(name)
    assert after == before


@pytest.mark.synth
@pytest.mark.parametrize("drill", DRILLS, ids=lambda drill: drill.what)
def test_what_a_drill_runs_is_there(drill: Drill) -> None:
    name = drill.tests.split(" and ")[0]
    assert any(f"def {name}(" in file.read_text(encoding="utf-8") for file in INTEGRATION.glob("test_*.py"))


def test_a_refused_call_is_reported_once_with_who_what_and_where() -> None:
    allowed: dict[str, Any] = {**CALL, "allowed": True}
    where = f"{CALL['resource']} in us-east-1"
    assert refused([CALL, {**CALL, "count": 3}, allowed, DELIVERY]) == (
        f"payments-screen-use1-x was refused dynamodb:UpdateItem on {where}",
        f"sns.amazonaws.com was refused sqs:SendMessage on {where}",
    )


def test_a_failure_that_does_not_name_the_cause_is_no_find() -> None:
    drill = DRILLS[0]
    assert cause_unsaid(drill, refused([CALL])) == ""
    assert cause_unsaid(drill, ["a payment was never settled"]) == (
        f"drill: {drill.what}, and nobody said so, but: a payment was never settled"
    )
    assert cause_unsaid(drill, []).endswith("but: nothing")


def test_drills_are_told_apart() -> None:
    assert len({json.dumps([drill.what, drill.address]) for drill in DRILLS}) == len(DRILLS) == 5

"""What a function says stands in its log group, and makes none where there is none."""

from __future__ import annotations

import pytest

from rehearsal.account import clients
from rehearsal.emulator.process import Emulator
from rehearsal.tests.emulator import given

pytestmark = pytest.mark.terraform


@pytest.mark.parametrize("is_there", [True, False])
def test_a_function_writes_to_a_log_group_that_is_there_and_makes_none(
    emulator: Emulator, *, is_there: bool
) -> None:
    name = f"logs-{is_there}".lower()
    group = f"/aws/lambda/{name}"
    logs, functions = clients(emulator, given.HOME)("logs"), clients(emulator, given.HOME)("lambda")
    if is_there:
        logs.create_log_group(logGroupName=group)
    given.function(
        emulator, name, "def handler(event, context):\n    print('said')\n", given.role(emulator, name)
    )
    functions.invoke(FunctionName=name)
    found = logs.describe_log_groups(logGroupNamePrefix=group)["logGroups"]
    assert [each["logGroupName"] for each in found] == ([group] if is_there else [])
    if is_there:
        events = logs.filter_log_events(logGroupName=group)["events"]
        assert "said" in [event["message"].strip() for event in events]

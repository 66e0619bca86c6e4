"""An alarm is told to boto3 as it was made, and since when it is in its state."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from rehearsal.account import clients
from rehearsal.emulator.process import Emulator
from rehearsal.tests.emulator import given

pytestmark = pytest.mark.terraform


def test_an_alarm_is_described_as_it_was_made(emulator: Emulator) -> None:
    client = clients(emulator, given.AWAY)("cloudwatch")
    made = {
        "AlarmName": "described",
        "AlarmDescription": "More than <1 %> & late",
        "Namespace": "AWS/RDS",
        "MetricName": "AuroraGlobalDBReplicationLag",
        "Dimensions": [{"Name": "SourceRegion", "Value": given.HOME}],
        "Statistic": "Maximum",
        "Period": 300,
        "EvaluationPeriods": 5,
        "DatapointsToAlarm": 3,
        "Threshold": 1000.0,
        "ComparisonOperator": "GreaterThanThreshold",
        "TreatMissingData": "notBreaching",
        "ActionsEnabled": True,
        "AlarmActions": [f"arn:aws:sns:{given.AWAY}:111122223333:alerts"],
    }
    client.put_metric_alarm(**made)
    client.set_alarm_state(AlarmName="described", StateValue="OK", StateReason="well")
    (told,) = client.describe_alarms(AlarmNames=["described"], AlarmTypes=["MetricAlarm"])["MetricAlarms"]
    assert {name: told[name] for name in made} == made
    assert datetime.now(UTC) - told["StateUpdatedTimestamp"] < timedelta(minutes=1)


def test_alarms_of_other_names_are_not_described(emulator: Emulator) -> None:
    assert not clients(emulator, given.AWAY)("cloudwatch").describe_alarms(AlarmNames=["nobody"])[
        "MetricAlarms"
    ]

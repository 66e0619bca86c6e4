"""CloudWatch's answers, recorded: alarms on a metric and on an expression, and answers that are not whole."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from botocore.stub import ANY, Stubber

from operations.cloudwatch import CloudWatch
from operations.gates import UnknownAnswerError

pytestmark = pytest.mark.database

SINCE, UNTIL = datetime(2026, 3, 1, 11, 47, tzinfo=UTC), datetime(2026, 3, 1, 11, 57, tzinfo=UTC)
LAG = "move-replication-lag-zq7"
FAILURES = "move-web-failures-zq7"
DIMENSIONS = [
    {"Name": "DBClusterIdentifier", "Value": "move-records-zq7"},
    {"Name": "SourceRegion", "Value": "us-east-1"},
]
STATE = {"StateValue": "OK", "StateUpdatedTimestamp": SINCE}
SIMPLE = {
    "AlarmName": LAG,
    "EvaluationPeriods": 3,
    "Namespace": "AWS/RDS",
    "Period": 300,
    "Statistic": "Maximum",
    "MetricName": "AuroraGlobalDBReplicationLag",
    "Dimensions": DIMENSIONS,
    **STATE,
}
REQUESTS = {
    "Id": "m1",
    "MetricStat": {
        "Metric": {"Namespace": "AWS/ApplicationELB", "MetricName": "RequestCount"},
        "Period": 60,
        "Stat": "Sum",
    },
    "ReturnData": False,
}
RATE = {"Id": "measure", "Expression": "100*FILL(m1, 0)", "ReturnData": True}
MATH = {"AlarmName": FAILURES, "EvaluationPeriods": 3, "Metrics": [RATE, REQUESTS], **STATE}
COMPOSITE = {"AlarmName": "move-any-zq7", "AlarmRule": "ALARM(x)", **STATE}


@pytest.fixture(autouse=True)
def _nobodys(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "test")
    monkeypatch.delenv("AWS_ENDPOINT_URL", raising=False)


@pytest.fixture
def cloudwatch() -> CloudWatch:
    return CloudWatch("us-east-2")


@pytest.fixture
def recorded(cloudwatch: CloudWatch) -> Iterator[Stubber]:
    with Stubber(cloudwatch._client) as stubber:
        yield stubber
        stubber.assert_no_pending_responses()


def describe(recorded: Stubber, *alarms: dict[str, Any], composite: Sequence[dict[str, Any]] = ()) -> None:
    recorded.add_response(
        "describe_alarms",
        {"MetricAlarms": list(alarms), "CompositeAlarms": list(composite)},
        {"AlarmNames": ANY, "AlarmTypes": ["MetricAlarm", "CompositeAlarm"]},
    )


def measured(recorded: Stubber, queries: list[Any], *, status: str = "Complete", **more: Any) -> None:
    result = {"Id": "measure", "Label": "x", "Values": [3.0, 1.0], "StatusCode": status, **more}
    recorded.add_response(
        "get_metric_data",
        {"MetricDataResults": [result], "Messages": []},
        {"MetricDataQueries": queries, "StartTime": SINCE, "EndTime": UNTIL},
    )


def test_alarms_are_told_by_name_with_their_state(cloudwatch: CloudWatch, recorded: Stubber) -> None:
    describe(recorded, SIMPLE, MATH, composite=[COMPOSITE])
    found = cloudwatch.alarms([LAG, FAILURES, "move-any-zq7", "move-absent-zq7"])
    assert {name: (alarm.state, alarm.since, alarm.period) for name, alarm in found.items()} == {
        LAG: ("OK", SINCE, timedelta(minutes=5)),
        FAILURES: ("OK", SINCE, timedelta(minutes=1)),
        "move-any-zq7": ("OK", SINCE, timedelta(minutes=1)),
    }


def test_more_alarms_than_one_call_takes_are_asked_in_several(
    cloudwatch: CloudWatch, recorded: Stubber
) -> None:
    for size in (100, 1):
        recorded.add_response("describe_alarms", {}, {"AlarmNames": ["x"] * size, "AlarmTypes": ANY})
    assert cloudwatch.alarms(["x"] * 101) == {}


def test_tags_are_asked_for_by_the_alarms_own_name(cloudwatch: CloudWatch, recorded: Stubber) -> None:
    arn = f"arn:aws:cloudwatch:us-east-2:111122223333:alarm:{LAG}"
    describe(recorded, {**SIMPLE, "AlarmArn": arn})
    tags = [{"Key": "MigrationPhase", "Value": "half"}, {"Key": "app", "Value": "move"}]
    recorded.add_response("list_tags_for_resource", {"Tags": tags}, {"ResourceARN": arn})
    assert cloudwatch.tags(LAG) == {"MigrationPhase": "half", "app": "move"}


def test_a_metric_is_asked_for_as_its_alarm_watches_it(cloudwatch: CloudWatch, recorded: Stubber) -> None:
    describe(recorded, SIMPLE)
    metric = {name: SIMPLE[name] for name in ("Namespace", "MetricName", "Dimensions")}
    query = {"Id": "measure", "MetricStat": {"Metric": metric, "Period": 300, "Stat": "Maximum"}}
    measured(recorded, [query])
    assert cloudwatch.values(LAG, SINCE, UNTIL) == [3.0, 1.0]


def test_an_expression_is_asked_for_as_its_alarm_watches_it(
    cloudwatch: CloudWatch, recorded: Stubber
) -> None:
    describe(recorded, MATH)
    measured(recorded, [RATE, REQUESTS])
    assert cloudwatch.values(FAILURES, SINCE, UNTIL) == [3.0, 1.0]


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        ({"status": "PartialData"}, "CloudWatch did not answer in full: partial data"),
        ({"status": "InternalError"}, "CloudWatch did not answer in full: partial data"),
        (
            {"Messages": [{"Code": "ArithmeticError", "Value": "division by zero"}]},
            "CloudWatch did not answer in full: division by zero",
        ),
    ],
    ids=["partial", "internal", "message"],
)
def test_an_answer_that_is_not_whole_is_none(
    cloudwatch: CloudWatch, recorded: Stubber, answer: dict[str, Any], told: str
) -> None:
    describe(recorded, MATH)
    measured(recorded, [RATE, REQUESTS], **answer)
    with pytest.raises(UnknownAnswerError) as caught:
        cloudwatch.values(FAILURES, SINCE, UNTIL)
    assert str(caught.value) == told


def test_a_refusal_is_told_by_its_code(cloudwatch: CloudWatch, recorded: Stubber) -> None:
    recorded.add_client_error("describe_alarms", "AccessDenied", "User x may not")
    with pytest.raises(UnknownAnswerError) as caught:
        cloudwatch.alarms([LAG])
    assert str(caught.value) == "CloudWatch refused: AccessDenied"

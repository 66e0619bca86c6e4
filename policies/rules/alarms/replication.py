"""Replicas that fall behind are heard of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Final

from policies import expect
from policies.configuration import Configuration, recalled
from policies.model import (
    NOT_APPLICABLE,
    Examples,
    Judgement,
    Rule,
    Severity,
    Status,
    Terraform,
    fail,
    unknown,
)
from policies.resource import Resource
from policies.rules.alarms._watched import ALARM
from policies.values import is_known

_TABLE: Final = "aws_dynamodb_table"
_REPLICA: Final = "aws_dynamodb_table_replica"
_LATEST: Final = 60_000
"""Milliseconds that a replica may be behind: a minute of payments is the most that may be lost."""


def check(replica: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """An alarm watches what the table's region writes to the replica's, and one the way back, each of them
    off within a minute.

    Every region measures how late its own writes arrive in another (DynamoDB Developer Guide, "DynamoDB
    metrics and dimensions", `ReplicationLatency`). Of a replica that stands within its table, the alarm
    on the way back is in the other region, with what else is there.
    """
    if replica.type == _TABLE:
        yield from _within(replica, configuration)
        return
    value = replica.get("global_table_arn")
    table = configuration.target(replica, value)
    if table is None or table.type != _TABLE:
        yield unknown(f"its table is {value}, which is not in the configuration")
        return
    for source, receiver in ((table.region, replica.region), (replica.region, table.region)):
        yield from _watched(str(table.get("name")), source, receiver, configuration)


def _within(table: Resource, configuration: Configuration) -> Iterator[Judgement]:
    blocks = table.blocks("replica")
    if not blocks:
        yield NOT_APPLICABLE
    for block in blocks:
        receiver = block.get("region_name")
        if is_known(receiver):
            yield from _watched(str(table.get("name")), table.region, str(receiver), configuration)
        else:
            yield unknown(f"its replica is in {receiver}, which only the plan can tell")


def _watched(name: str, source: str, receiver: str, configuration: Configuration) -> Iterator[Judgement]:
    alarms = _alarms(configuration)
    way = f"how late writes of {source} are in {receiver}"
    found = alarms.get((source, name, receiver), ())
    judged = [tuple(_in_time(alarm)) for alarm in found]
    if () in judged:
        return
    for alarm, judgements in zip(found, judged, strict=True):
        yield from (
            Judgement(each.status, f"{alarm.address} watches {way}: {each.message}", subject=way)
            for each in judgements
        )
    if not found:
        hidden = alarms.get((source, "", ""), ())
        said = f"no alarm watches {way}"
        yield unknown(f"{said}, unless {hidden[0].address} does") if hidden else fail(said, way)


def _in_time(alarm: Resource) -> Iterator[Judgement]:
    yield from expect.one_of(
        alarm, "comparison_operator", ("GreaterThanThreshold", "GreaterThanOrEqualToThreshold")
    )
    yield from expect.between(alarm, "threshold", 1, _LATEST)


@recalled
def _alarms(configuration: Configuration) -> Mapping[tuple[str, str, str], list[Resource]]:
    """The alarms on how late replicas are, by region, table and receiving region; those of which only the
    plan can tell whose, by region.
    """
    found: dict[tuple[str, str, str], list[Resource]] = defaultdict(list)
    for alarm in configuration.of(ALARM):
        if (alarm.get("namespace"), alarm.get("metric_name")) != ("AWS/DynamoDB", "ReplicationLatency"):
            continue
        named, receiver = (alarm.get(f"dimensions.{each}") for each in ("TableName", "ReceivingRegion"))
        table = configuration.target(alarm, named)
        name = named if table is None else table.get("name")
        told = is_known(name) and is_known(receiver)
        found[alarm.region, *((str(name), str(receiver)) if told else ("", ""))].append(alarm)
    return found


def _global(first: str, second: str = "", **changed: object) -> Terraform:
    """A table in xx-test-1 and a replica in xx-test-2, each with an alarm on what the other receives."""

    def alarm(receiver: str) -> dict[str, object]:
        return {
            "namespace": "AWS/DynamoDB",
            "metric_name": "ReplicationLatency",
            "dimensions": {"TableName": "ledger-zq7", "ReceivingRegion": receiver},
            "comparison_operator": "GreaterThanThreshold",
            "threshold": _LATEST,
            **changed,
        }

    alarms = {"there": alarm(first)}
    if second:
        alarms["here"] = {**alarm(second), "provider": "aws.other"}
    return {
        "provider": {"aws": [{"region": "xx-test-1"}, {"region": "xx-test-2", "alias": "other"}]},
        "resource": {
            _TABLE: {"ledger": {"name": "ledger-zq7"}},
            _REPLICA: {"example": {"global_table_arn": f"${{{_TABLE}.ledger.arn}}", "provider": "aws.other"}},
            ALARM: alarms,
        },
    }


def _holding(*receivers: str) -> Terraform:
    """A table with a replica within, and an alarm for each of these regions that receive."""
    found = _global(*receivers)["resource"]
    table = {"name": "ledger-zq7", "replica": [{"region_name": "xx-test-2"}]}
    return {"resource": {_TABLE: {"example": table}, ALARM: {"there": found[ALARM]["there"]}}}


_BOTH: Final = ("xx-test-2", "xx-test-1")

RULE = Rule(
    id="alarms-replication",
    title="Replicas of a table have an alarm on how late writes arrive, either way",
    severity=Severity.HIGH,
    types=(_REPLICA, _TABLE),
    scope="configuration",
    check=check,
    rationale=(
        "What a replica has not received when its source is lost are payments that were answered and are "
        "gone. Nothing fails while it falls behind."
    ),
    remediation=(
        "In each region add a CloudwatchMetricAlarm on ReplicationLatency with TableName and "
        f"ReceivingRegion, GreaterThanThreshold {_LATEST} ms or less."
    ),
    controls=(
        *("pci-dss-4.0.1:10.7.2", "pci-dss-4.0.1:12.10.5"),
        *("nist-800-53-r5:SI-4(5)", "nist-800-53-r5:CP-7", "nist-800-53-r5:CP-9"),
    ),
    requirements=("R62", "R102", "R112"),
    examples=Examples(
        passing=(_global(*_BOTH), _global(*_BOTH, threshold="2000"), _holding("xx-test-2")),
        failing=(
            _global("xx-test-2"),
            _holding("xx-test-3"),
            _global("xx-test-1", "xx-test-2"),
            _global(*_BOTH, threshold=900_000),
            _global(*_BOTH, comparison_operator="LessThanThreshold"),
            _global(*_BOTH, dimensions={"TableName": "other-zq7", "ReceivingRegion": "xx-test-2"}),
        ),
        absent=(Status.FAIL, _global(*_BOTH, metric_name="SuccessfulRequestLatency")),
        unknown=(
            Status.UNKNOWN,
            _global(*_BOTH, dimensions={"TableName": "${var.table}", "ReceivingRegion": "xx-test-2"}),
        ),
    ),
)

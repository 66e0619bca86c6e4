"""What may take over is watched as what it takes over from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any, Final, NamedTuple

from policies import expect
from policies.configuration import Configuration, recalled
from policies.examples import resources
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
from policies.rules.alarms._watched import ALARM, looks
from policies.values import is_known

_GROUP: Final = "aws_elasticache_replication_group"
_NODE: Final = "CacheClusterId"
_SUFFIXES: Final = tuple(f"-{number:03}" for number in range(1, 7))


class _Look(NamedTuple):
    """A look of an alarm at a node: its metric, the node's group as it is written, and its number."""

    metric: str
    group: str
    number: str


def check(alarm: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """Where it watches one node of a replication group that has several, some alarm watches each of them by
    the same metric: the primary is another one after a failover (ElastiCache User Guide, "Minimizing downtime
    with Multi-AZ").
    """
    own = tuple(_looks(alarm))
    if not own:
        hidden = [block for block in looks(alarm) if not is_known(block.get("dimensions"))]
        yield unknown(f"dimensions is {hidden[0].get('dimensions')}") if hidden else NOT_APPLICABLE
    for look in own:
        members = _members(alarm, look, configuration)
        watched = _watched(configuration)[alarm.region, look.metric, look.group]
        missing = [suffix for suffix in _SUFFIXES[:members] if suffix not in watched]
        if members and missing:
            yield fail(
                f"it watches {look.group}{look.number} of {members} nodes, and no alarm the {look.metric} of "
                f"{look.group}{missing[0]}: after a failover the primary is not watched",
                look.metric,
            )


def _looks(alarm: Resource) -> Iterator[_Look]:
    for block in looks(alarm):
        dimensions = block.get("dimensions")
        value = str(dimensions.get(_NODE)) if isinstance(dimensions, Mapping) else ""
        if value.endswith(_SUFFIXES):
            yield _Look(str(block.get("metric_name")), value[:-4], value[-4:])


def _members(alarm: Resource, look: _Look, configuration: Configuration) -> int:
    """How many nodes the group has; 0 where it is not in the configuration, or has several shards."""
    found = configuration.target(alarm, look.group)
    named = (
        (found,) if found is not None else configuration.having(_GROUP, "replication_group_id", look.group)
    )
    for group in named:
        if group.type == _GROUP and group.get("num_node_groups") is None:
            return int(expect.number(group.get("num_cache_clusters")) or 0)
    return 0


@recalled
def _watched(configuration: Configuration) -> Mapping[tuple[str, str, str], set[str]]:
    """By region, metric and group, the numbers of the nodes that alarms watch."""
    found: dict[tuple[str, str, str], set[str]] = defaultdict(set)
    for alarm in configuration.of(ALARM):
        for look in _looks(alarm):
            found[alarm.region, look.metric, look.group].add(look.number)
    return found


def _alarms(*nodes: str, **values: Any) -> Terraform:  # noqa: ANN401 - Terraform values
    alarm = {"namespace": "AWS/ElastiCache", "metric_name": "EngineCPUUtilization"}
    names = ("example", "other")
    return {
        "resource": {
            _GROUP: {"sessions": {"replication_group_id": "sessions-zq7", "num_cache_clusters": 2, **values}},
            ALARM: {
                name: {**alarm, "dimensions": {_NODE: node}} for name, node in zip(names, nodes, strict=False)
            },
        }
    }


RULE = Rule(
    id="alarms-every-member",
    title="Alarms watch every node of a replication group",
    severity=Severity.LOW,
    types=(ALARM,),
    scope="configuration",
    check=check,
    rationale="After the failover that the second node is there for, the alarm looks at the idle one.",
    remediation="Add an alarm on the same metric for each node of the group.",
    controls=("pci-dss-4.0.1:10.7.2", "nist-800-53-r5:SI-4(5)", "nist-800-53-r5:CP-10"),
    requirements=("R51",),
    examples=Examples(
        passing=(
            _alarms("sessions-zq7-001", "sessions-zq7-002"),
            _alarms("sessions-zq7-001", num_cache_clusters=1),
        ),
        failing=(
            _alarms("sessions-zq7-001"),
            _alarms(f"${{{_GROUP}.sessions.id}}-001", f"${{{_GROUP}.sessions.id}}-003"),
        ),
        absent=(Status.NOT_APPLICABLE, resources(**{ALARM: {"metric_name": "Errors"}})),
        unknown=(Status.UNKNOWN, resources(**{ALARM: {"dimensions": "${var.dimensions}"}})),
    ),
)

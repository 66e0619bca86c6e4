"""A copy of a database that falls behind is heard of, where it is measured."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from policies.configuration import Configuration
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
from policies.rules.alarms._watched import ALARM, How, Metric, unwatched, watches
from policies.values import is_known

_LAG: Final = Metric("AWS/RDS", "AuroraGlobalDBReplicationLag", "DBClusterIdentifier")
_SOURCE: Final = "SourceRegion"
_MEMBER: Final = "global_cluster_identifier"


def check(cluster: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """An alarm in the cluster's own region watches how far it is behind, by its identifier and the region of
    another cluster of the global database: RDS counts it by both, and only there (Aurora User Guide,
    "Cluster-level metrics for Amazon Aurora"). Any cluster may be the copy after a switchover.
    """
    world = configuration.target(cluster, cluster.get(_MEMBER))
    if cluster.get(_MEMBER) is None:
        yield NOT_APPLICABLE
        return
    failed = False
    for judgement in unwatched(cluster, configuration, _LAG, How(beside=(_SOURCE,))):
        failed = True
        yield judgement
    if failed:
        return
    found = [watch for watch in watches(cluster, configuration, _LAG) if _SOURCE in watch.dimensions]
    here = [watch for watch in found if watch.alarm.region == cluster.region]
    if not here:
        where = found[0].alarm
        yield fail(f"{where.address} watches its lag in {where.region}, where nothing is measured", "region")
        return
    sources = {str(watch.dimensions[_SOURCE]) for watch in here}
    members = configuration.related(world, "aws_rds_cluster", _MEMBER) if world is not None else ()
    others = {other.region for other in members if other is not cluster}
    if not others:
        yield unknown("the other clusters of its global database are not in the configuration")
    elif not others & sources:
        said = ", ".join(sorted(sources))
        yield (
            fail(f"{_SOURCE} is {said}; the other cluster is in {', '.join(sorted(others))}", _SOURCE)
            if all(map(is_known, (*sources, *others)))
            else unknown(f"{_SOURCE} is {said}, which only the plan can tell")
        )


def _watched(
    identifier: str | None = "${aws_rds_cluster.example.cluster_identifier}",
    source: str | None = "xx-test-1",
    provider: str = "aws.other",
    **values: object,
) -> Terraform:
    named = {_MEMBER: "${aws_rds_global_cluster.world.id}"}
    dimensions = {_LAG.dimension: identifier, _SOURCE: source}
    alarm: dict[str, Any] = {
        "namespace": _LAG.namespace,
        "metric_name": _LAG.name,
        "dimensions": {key: value for key, value in dimensions.items() if value is not None},
        "comparison_operator": "GreaterThanThreshold",
        "provider": provider,
        **values,
    }
    return {
        "provider": {"aws": [{"region": "xx-test-1"}, {"region": "xx-test-2", "alias": "other"}]},
        "resource": {
            "aws_rds_global_cluster": {"world": {}},
            "aws_rds_cluster": {"first": named, "example": {**named, "provider": "aws.other"}},
            ALARM: {"lag": alarm},
        },
    }


RULE = Rule(
    id="alarms-database-lag",
    title="How far a copy of a database is behind has an alarm in its own region",
    severity=Severity.HIGH,
    types=("aws_rds_cluster",),
    scope="configuration",
    check=check,
    rationale=(
        "What was not copied when a region fails is lost. The metric exists only where the copy is, by both "
        "dimensions; an alarm anywhere else stays silent for ever."
    ),
    remediation=(
        "Add a CloudwatchMetricAlarm on AuroraGlobalDBReplicationLag with DBClusterIdentifier and "
        "SourceRegion in the region of each cluster (infra.blocks.observe.replication)."
    ),
    controls=("pci-dss-4.0.1:10.7.2", "nist-800-53-r5:SI-4(5)", "nist-800-53-r5:CP-6"),
    requirements=("R128", "R51"),
    examples=Examples(
        passing=(_watched(),),
        failing=(
            _watched(source=None),
            _watched(identifier=None),
            _watched(source="xx-test-2"),
            _watched(provider="aws"),
            _watched("${aws_rds_cluster.first.cluster_identifier}"),
            _watched(metric_name="CPUUtilization"),
            _watched(comparison_operator="LessThanThreshold"),
        ),
        absent=(Status.NOT_APPLICABLE, resources(aws_rds_cluster={"engine": "aurora-mysql"})),
        unknown=(Status.UNKNOWN, _watched(source="${var.region}")),
    ),
)

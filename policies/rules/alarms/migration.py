"""A migration that falls behind is heard of."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from policies.configuration import Configuration
from policies.examples import resources
from policies.model import Examples, Judgement, Rule, Severity, Status, Terraform, fail
from policies.resource import Resource
from policies.rules.alarms._watched import ALARM, How, Metric, unwatched

_LATENCIES: Final = tuple(
    Metric("AWS/DMS", name, "ReplicationTaskIdentifier") for name in ("CDCLatencySource", "CDCLatencyTarget")
)
_BESIDE: Final = How(beside=("ReplicationInstanceIdentifier",))


def check(task: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """Alarms watch how late changes are read and written. DMS counts by the instance and by what ends the
    task's ARN, which is chosen where resource_identifier says it, and else unknown beforehand.
    """
    if task.get("resource_identifier") is None:
        yield fail("resource_identifier is not set: no alarm can name its metrics", "resource_identifier")
        return
    for metric in _LATENCIES:
        yield from unwatched(task, configuration, metric, _BESIDE)


def _task(*names: str, owner: str = "move-zq7", instance: bool = True, **values: object) -> Terraform:
    return {
        "resource": {
            "aws_dms_replication_task": {"example": {"resource_identifier": "move-zq7", **values}},
            ALARM: {
                name: {
                    "namespace": "AWS/DMS",
                    "metric_name": name,
                    "comparison_operator": "GreaterThanThreshold",
                    "dimensions": {
                        "ReplicationTaskIdentifier": owner,
                        **({"ReplicationInstanceIdentifier": "move-zq7"} if instance else {}),
                    },
                }
                for name in names
            },
        }
    }


_BOTH: Final = tuple(metric.name for metric in _LATENCIES)

RULE = Rule(
    id="alarms-migration",
    title="Migrations have alarms on how late changes are read and written",
    severity=Severity.MEDIUM,
    types=("aws_dms_replication_task",),
    scope="configuration",
    check=check,
    rationale=(
        "A task that falls behind does not fail. Callers who are moved over then read what was true an hour "
        "ago, and the data centre's log of changes fills its disk."
    ),
    remediation=(
        "Add CloudwatchMetricAlarms on CDCLatencySource and CDCLatencyTarget, with both identifiers in their "
        "dimensions, and set resource_identifier on the DmsReplicationTask."
    ),
    controls=("pci-dss-4.0.1:10.7.2", "nist-800-53-r5:SI-4(5)"),
    requirements=("R51", "R96"),
    examples=Examples(
        passing=(_task(*_BOTH),),
        failing=(
            _task(_BOTH[0]),
            _task(*_BOTH, owner="other-zq7"),
            _task(*_BOTH, instance=False),
            _task(*_BOTH, resource_identifier=None),
        ),
        absent=(Status.FAIL, resources(aws_dms_replication_task={"migration_type": "cdc"})),
        unknown=(Status.UNKNOWN, _task(*_BOTH, owner="${var.task}")),
    ),
)

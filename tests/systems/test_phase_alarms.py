"""In each phase of each migration a system that is well is quiet, so that its gates may say go."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import pytest

from infra.settings.phases import MigrationSettings
from tests.infra.alarm_state import is_in_alarm
from tests.infra.metric_math import Series, Values
from tests.infra.synthesis import Resource
from tests.systems.phase_alarms import PLANS, alarms

pytestmark = pytest.mark.synth

PHASES: Final = [(name, phase) for name, plan in PLANS.items() for phase in plan.phases]
ALWAYS: Final[Mapping[tuple[str, str], float]] = {
    ("AWS/ApplicationELB", "HealthyHostCount"): 2,
    ("AWS/ApplicationELB", "UnHealthyHostCount"): 0,
    ("AWS/DMS", "CDCLatencySource"): 1,
    ("AWS/DMS", "CDCLatencyTarget"): 2,
    ("AWS/DMS", "CPUUtilization"): 20,
    ("AWS/DMS", "FreeStorageSpace"): 50 * 1024**3,
    ("AWS/ECS", "CPUUtilization"): 20,
    ("AWS/ECS", "MemoryUtilization"): 30,
    ("AWS/Lambda", "IteratorAge"): 100,
    ("AWS/RDS", "ACUUtilization"): 20,
    ("AWS/RDS", "AuroraGlobalDBReplicationLag"): 100,
    ("AWS/RDS", "AuroraReplicaLagMaximum"): 20,
    ("AWS/RDS", "CPUUtilization"): 20,
    ("AWS/RDS", "DatabaseConnections"): 10,
    ("AWS/Route53", "HealthCheckStatus"): 1,
    ("AWS/SQS", "ApproximateNumberOfMessagesVisible"): 0,
    ("ECS/ContainerInsights", "DesiredTaskCount"): 3,
    ("Payments", "OldestDoubt"): 0,  # which every sweep measures
}
"""What a system that is well measures whoever calls it. What is not here, nor below, has no values."""

ASKED: Final[Mapping[tuple[str, str], float]] = {
    ("AWS/ApiGateway", "5XXError"): 0,
    ("AWS/ApiGateway", "Count"): 600,
    ("AWS/ApiGateway", "IntegrationLatency"): 100,
    ("AWS/ApiGateway", "Latency"): 150,
    ("AWS/ApplicationELB", "RequestCount"): 600,
    ("AWS/ApplicationELB", "TargetResponseTime"): 0.1,
    ("AWS/Lambda", "ConcurrentExecutions"): 1,
    ("AWS/Lambda", "Errors"): 0,
    ("AWS/Lambda", "Invocations"): 600,
    ("AWS/Lambda", "Throttles"): 0,
    ("AWS/S3", "OperationsFailedReplication"): 0,
    ("AWS/S3", "ReplicationLatency"): 5,
    ("AWS/States", "ExecutionsStarted"): 600,
    ("Payments", "Success"): 600,
}
"""What it measures a minute where all callers are led to."""


@dataclass(frozen=True)
class Well:
    """A system that is well in a phase: an alarm's metrics, where its stack lies on one side."""

    plan: MigrationSettings
    phase: str

    def of(self, alarm: Resource) -> Values:
        def values(metric: Mapping[str, Any], seconds: int) -> Series:
            key = metric["namespace"], metric["metric_name"]
            if key in ALWAYS:
                return [ALWAYS[key]] * 60
            share = self._share(alarm, metric)
            if metric.get("dimensions", {}).get("service") == "heartbeat":
                share = 100  # whether anybody pays or not
            if key not in ASKED or not share:
                return [None] * 60
            scale = seconds / 60 * share / 100 if is_count(metric) else 1
            return [ASKED[key] * scale] * 60

        return values

    def _share(self, alarm: Resource, metric: Mapping[str, Any]) -> int:
        """Percent of the callers who are led to what is measured."""
        weights, (first, last) = self.plan.phases[self.phase].weights, self.plan.sides
        if len(self.plan.regions) > 1:
            home = self.plan.primary_region
            return weights[first] if home in alarm.stack or "dns" in alarm.stack else weights[last]
        group = str(metric.get("dimensions", {}).get("TargetGroup", ""))
        if f".{first}_targets" in group:
            return weights[first]
        is_front = metric["namespace"] in {"AWS/ApiGateway", "AWS/ApplicationELB"}
        return weights[last] if group or not is_front else 100


def is_count(metric: Mapping[str, Any]) -> bool:
    return (metric.get("stat") or metric.get("statistic")) == "Sum"


@pytest.mark.parametrize(("system", "phase"), PHASES)
def test_a_system_that_is_well_has_no_alarm_in_any_phase(tmp_path: Path, system: str, phase: str) -> None:
    found = alarms(system, phase, tmp_path)
    well = Well(PLANS[system], phase)
    assert [alarm.address for alarm in found if is_in_alarm(alarm, well.of(alarm))] == []
    assert len(found) > 20


@pytest.mark.parametrize("system", PLANS)
def test_a_system_that_measures_nothing_is_heard_of(tmp_path: Path, system: str) -> None:
    found = alarms(system, PLANS[system].phase, tmp_path)
    loud = {alarm.id for alarm in found if is_in_alarm(alarm, lambda _metric, _seconds: [None] * 60)}
    assert "alarm_no_healthy_hosts" in loud
    assert ("alarm_no_payments" in loud) is (system == "onprem_migration")

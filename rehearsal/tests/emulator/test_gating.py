"""The gates of a phase are unknown, then go, then no-go; any other answer is told."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from infra.names import Names
from infra.settings.phases import TAG, MigrationSettings
from infra.systems import load
from rehearsal.account import clients
from rehearsal.emulator.process import Emulator
from rehearsal.gating import Gates
from rehearsal.tests.samples import stack_content, write_folder

pytestmark = pytest.mark.terraform

REGION = "us-east-2"


@pytest.fixture(params=["zq7"])
def settings(
    emulator: Emulator, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> MigrationSettings:
    """The settings of a system whose gates are asked in one region, in its first phase."""
    for name, value in emulator.credentials().items():
        monkeypatch.setenv(name, value)
    loaded = load("region_migration", request.param)
    assert isinstance(loaded, MigrationSettings)
    assert {region for gate in loaded.current.gates for region in gate.regions} == {REGION}
    return loaded


def synthesized(settings: MigrationSettings, folder: Path) -> Path:
    """A synthesis with the alarms of the gates and no other, in every region of the system."""
    stacks: dict[str, tuple[dict[str, Any], list[str]]] = {}
    for region in settings.regions:
        name = f"region_migration-app-{region.name}"
        alarms = {
            gate.metric: {"alarm_name": alarm_of(settings, gate.metric), "tags": {TAG: settings.phase}}
            for gate in settings.current.gates
        }
        content = stack_content(name, resource={"aws_cloudwatch_metric_alarm": alarms})
        stacks[name] = ({**content, "provider": {"aws": [{"region": region.name}]}}, [])
    return write_folder(folder, stacks)


def alarm_of(settings: MigrationSettings, metric: str) -> str:
    """The name of the alarm on a metric."""
    return Names(settings.app, settings.suffix).alarm(metric)


def make_alarms(emulator: Emulator, settings: MigrationSettings) -> None:
    """Make those alarms."""
    for region in settings.regions:
        for gate in settings.current.gates:
            clients(emulator, region.name)("cloudwatch").put_metric_alarm(
                AlarmName=alarm_of(settings, gate.metric),
                Namespace="gates",
                MetricName=gate.metric,
                Dimensions=[{"Name": "Of", "Value": f"{region.name}-{settings.suffix}"}],
                Statistic="Maximum",
                Period=300,
                EvaluationPeriods=1,
                Threshold=gate.below,
                ComparisonOperator="GreaterThanThreshold",
                Tags=[{"Key": TAG, "Value": settings.phase}],
            )


def test_gates_that_answer_as_they_have_to_are_no_problem(
    emulator: Emulator, settings: MigrationSettings, tmp_path: Path
) -> None:
    make_alarms(emulator, settings)
    assert list(Gates(emulator, settings, synthesized(settings, tmp_path / "out")).problems()) == []


@pytest.mark.parametrize("settings", ["zq8"], indirect=True)
def test_gates_that_stay_unknown_are_told(
    emulator: Emulator, settings: MigrationSettings, tmp_path: Path
) -> None:
    make_alarms(emulator, settings)
    shorter = settings.current.model_copy(update={"gates": settings.current.gates[:1]})
    asked = settings.model_copy(update={"phases": {**settings.phases, settings.phase: shorter}})
    told = list(Gates(emulator, asked, synthesized(settings, tmp_path / "out")).problems())
    assert [each.partition(":")[0] for each in told] == [
        "when every gate holds, the gates are answered by 2, and not 0"
    ]

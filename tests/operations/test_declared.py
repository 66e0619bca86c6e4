"""What gates may ask for is what the stacks of each migration watch."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from infra.names import Names
from infra.settings.phases import MigrationSettings
from infra.systems import SYSTEMS, load
from operations.declared import read_declared
from tests.infra.synthesis import SUFFIX, Configuration

pytestmark = pytest.mark.synth

MIGRATIONS = [system for system in SYSTEMS if isinstance(load(system, SUFFIX), MigrationSettings)]


@pytest.mark.parametrize("system", MIGRATIONS)
def test_each_metric_that_a_gate_may_name_has_an_alarm_of_its_period_in_every_region(
    system: str, synthesis_of: Callable[[str], Path]
) -> None:
    settings = load(system, SUFFIX)
    assert isinstance(settings, MigrationSettings)
    folder = synthesis_of(system)
    declared = read_declared(folder, system, SUFFIX)
    assert declared.phases == {settings.phase}
    periods = {
        alarm["alarm_name"]: _minutes(alarm.arguments)
        for alarm in Configuration.read(folder).of("aws_cloudwatch_metric_alarm")
    }
    names = Names(settings.app, SUFFIX)
    for metric, measure in settings.metrics.items():
        name = names.alarm(metric)
        assert [
            region.name for region in settings.regions if name not in declared.alarms[region.name]
        ] == [], metric
        assert periods[name] == measure.period, metric


def _minutes(alarm: Mapping[str, Any]) -> float:
    """The longest period of what an alarm measures."""
    metrics = [query["metric"] for query in alarm.get("metric_query", ()) if query.get("metric")]
    return max(float(metric["period"]) for metric in metrics or [alarm]) / 60

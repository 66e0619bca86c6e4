"""What the gates of shipped phases ask for: the side that callers are moved to, over all their minutes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Final, NamedTuple

import pytest

from infra.names import Names
from infra.settings.phases import Gate
from operations.gates import Alarm, Observer
from operations.verdict import Verdict
from tests.infra.metric_math import Series, measured
from tests.infra.synthesis import SUFFIX, Resource
from tests.systems.phase_alarms import PLANS, alarms

pytestmark = pytest.mark.synth

NOW: Final = datetime(2026, 3, 1, 12, tzinfo=UTC)
MINUTE: Final = timedelta(minutes=1)
FAILURES: Final = ("5XXError", "HTTPCode_Target_5XX_Count")  # one of which each share of failures counts
OF_THE_NEW: Final = {"onprem_migration": "failed-requests-aws", "region_migration": "failed-requests"}
LARGEST_SHARE_THAT_MAY_STAY_UNSEEN: Final = 3  # failures: 95 % of the samples of a higher rate have one
GATES: Final = [
    (system, gate)
    for system, plan in PLANS.items()
    for phase in plan.phases.values()
    for gate in phase.gates
    if gate.metric.startswith("failed-")
]


class Minutes(NamedTuple):
    """Requests and failures a minute, of the targets with `side` in their dimensions."""

    requests: Series
    failures: Series
    side: str = ""


@dataclass
class CloudWatch:
    """CloudWatch, which knows one alarm, and has measured this alone."""

    alarm: Resource
    measured: Minutes

    def alarms(self, names: Sequence[str]) -> Mapping[str, Alarm]:
        return {name: Alarm(name, "OK", NOW - timedelta(days=1), MINUTE) for name in names}

    def values(self, alarm: str, since: datetime, until: datetime) -> Sequence[float]:
        assert alarm == self.alarm["alarm_name"]
        minutes = (until - since) // MINUTE
        series = measured(self.alarm, lambda metric, _seconds: self._of(metric)[-minutes:])
        return [value for value in series if value is not None]

    def _of(self, metric: Mapping[str, Any]) -> Series:
        if self.measured.side in str(metric["dimensions"]):
            if metric["metric_name"] in {"Count", "RequestCount"}:
                return self.measured.requests
            if metric["metric_name"] in FAILURES:
                return self.measured.failures
        return [None] * len(self.measured.requests)


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Sequence[Resource]]:
    """The alarms of each migration."""
    return {name: alarms(name, plan.phase, tmp_path_factory.mktemp(name)) for name, plan in PLANS.items()}


def verdict(found: Mapping[str, Sequence[Resource]], system: str, gate: Gate, minutes: Minutes) -> Verdict:
    name = Names(PLANS[system].app, SUFFIX).alarm(gate.metric)
    alarm = next(each for each in found[system] if each["alarm_name"] == name)
    observer = Observer("us-east-2", [name], CloudWatch(alarm, minutes), NOW)
    return observer.of_metric(gate, name).verdict


@pytest.mark.parametrize("phase", ["canary", "migration"])
@pytest.mark.parametrize("system", PLANS)
def test_both_phases_under_traffic_ask_how_the_new_side_does(system: str, phase: str) -> None:
    plan = PLANS[system]
    asked = [gate for gate in plan.phases[phase].gates if gate.metric == OF_THE_NEW[system]]
    assert [gate.minutes for gate in asked] == [plan.phases[phase].quiet_minutes]
    if len(plan.regions) > 1:
        assert [gate.regions for gate in asked] == [("us-east-2",)]


@pytest.mark.parametrize(("system", "gate"), GATES)
@pytest.mark.parametrize(
    ("minutes", "expected"),
    [
        (Minutes([100] * 120, [None] * 120), Verdict.GO),
        (Minutes([90] * 120, [41] * 120), Verdict.NO_GO),  # 46 %, of fewer than 100 a minute
        (Minutes([90] * 120, [None] * 119 + [60]), Verdict.NO_GO),  # all in one minute
        (
            Minutes([100] * 60 + [None] * 60, [None] * 120),
            Verdict.UNKNOWN,
        ),  # nobody came, as far as an hour goes
        (Minutes([8] * 120, [None] * 120), Verdict.UNKNOWN),
        (Minutes([8] * 120, [8] * 120), Verdict.UNKNOWN),
        (Minutes([None] * 120, [None] * 120), Verdict.UNKNOWN),
    ],
    ids=["none fails", "half fails", "a minute fails", "nobody comes now", "few", "few that fail", "none"],
)
def test_a_gate_is_of_all_requests_of_its_minutes_and_of_too_few_it_says_nothing(
    found: Mapping[str, Sequence[Resource]],
    system: str,
    gate: Gate,
    minutes: Minutes,
    expected: Verdict,
) -> None:
    assert verdict(found, system, gate.model_copy(update={"minutes": 60}), minutes) is expected


@pytest.mark.parametrize(("quiet", "busy"), [(60, 1140)])
def test_a_minute_of_few_requests_counts_for_little(
    found: Mapping[str, Sequence[Resource]], quiet: int, busy: int
) -> None:
    system, gate = next((system, gate) for system, gate in GATES if system == "region_migration")
    minutes = Minutes([quiet, busy] * 60, [quiet // 60, 3] * 60)
    assert verdict(found, system, gate, minutes) is Verdict.GO, "1.7 % in each other minute, 0.3 % in all"


def test_a_small_side_that_fails_is_not_hidden_behind_a_large_one_that_does_not(
    found: Mapping[str, Sequence[Resource]],
) -> None:
    system = "onprem_migration"
    gates = {gate.metric: gate for gate in PLANS[system].phases["canary"].gates}
    of_aws = [1000] * 60, [9] * 60  # 0.9 % of a tenth of the callers
    of_both = [10_000] * 60, [9] * 60
    side = gates["failed-requests-aws"]
    assert verdict(found, system, gates["failed-calls"], Minutes(*of_both)) is Verdict.GO
    assert verdict(found, system, side, Minutes(*of_aws, "aws_targets")) is Verdict.NO_GO
    assert verdict(found, system, side, Minutes(*of_both, "legacy_targets")) is Verdict.UNKNOWN


@pytest.mark.parametrize(("system", "gate"), GATES)
def test_so_many_requests_are_asked_for_that_a_higher_share_would_be_seen(system: str, gate: Gate) -> None:
    least: int = PLANS[system].operations.least_requests  # type: ignore[attr-defined]
    assert least * gate.below / 100 >= LARGEST_SHARE_THAT_MAY_STAY_UNSEEN

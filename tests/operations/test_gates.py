"""Gates of phases: what holds, what does not, and what cannot be known, which is never go."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import permutations

import pytest

from infra.settings.phases import Gate
from operations.gates import Alarm, Observer, UnknownAnswerError
from operations.verdict import Answer, Verdict, overall

pytestmark = pytest.mark.database

NOW = datetime(2026, 3, 1, 12, 0, 30, tzinfo=UTC)
NAME = "moving-throttled-zq7"
MINUTE = timedelta(minutes=1)
NAN, INFINITY = float("nan"), float("inf")
ASKED = "must be below 5 for 10 minutes"
GATE = Gate(metric="throttled", below=5, minutes=10)


@dataclass
class Recorded:
    """CloudWatch with what it would answer; `measured` is a value a minute, the newest last."""

    state: str = "OK"
    age: timedelta = timedelta(hours=2)
    measured: Sequence[float] = (0.0, 1.0, 0.0, 4.9, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0)
    there: Sequence[str] = (NAME,)
    phase: str = "half"
    asked: list[tuple[datetime, datetime]] = field(default_factory=list)

    def alarms(self, names: Sequence[str]) -> Mapping[str, Alarm]:
        return {name: Alarm(name, self.state, NOW - self.age, MINUTE) for name in names if name in self.there}

    def tags(self, alarm: str) -> Mapping[str, str]:
        assert alarm in self.there
        return {"MigrationPhase": self.phase} if self.phase else {}

    def values(self, alarm: str, since: datetime, until: datetime) -> Sequence[float]:
        assert alarm in self.there
        self.asked.append((since, until))
        return self.measured


class Silent(Recorded):
    """CloudWatch that refuses."""

    def alarms(self, names: Sequence[str]) -> Mapping[str, Alarm]:
        raise UnknownAnswerError(f"CloudWatch refused: AccessDenied of {len(names)}")


def observer(recorded: Recorded, declared: Sequence[str] = (NAME,)) -> Observer:
    return Observer("us-east-1", declared, recorded, NOW)


def test_a_metric_whose_every_value_is_below_lets_go_on() -> None:
    recorded = Recorded()
    answer = observer(recorded).of_metric(GATE, NAME)
    told = "throttled: at most 4.9; must be below 5 for 10 minutes"
    assert answer == Answer(Verdict.GO, "us-east-1", told)
    assert recorded.asked == [
        (datetime(2026, 3, 1, 11, 47, tzinfo=UTC), datetime(2026, 3, 1, 11, 57, tzinfo=UTC))
    ], "whole minutes, and none that may still come late"


@pytest.mark.parametrize(
    ("recorded", "verdict", "told"),
    [
        (Recorded(measured=(0.0,) * 9 + (5.0,)), Verdict.NO_GO, "at most 5; must be below 5 for 10 minutes"),
        (Recorded(measured=(9.0,)), Verdict.NO_GO, "at most 9; must be below 5 for 10 minutes"),
        (Recorded(measured=()), Verdict.UNKNOWN, "nothing was measured; must be below 5 for 10 minutes"),
        (
            Recorded(measured=(0.0,) * 8),
            Verdict.UNKNOWN,
            "at most 0; must be below 5 for 10 minutes; only 8 of 10 values are there",
        ),
        *(
            (Recorded(measured=(value,) * 10), Verdict.UNKNOWN, f"nothing was measured; {ASKED}")
            for value in (NAN, INFINITY, -1.0)
        ),
        *(
            (Recorded(measured=values), Verdict.NO_GO, f"at most 9; {ASKED}")
            for values in permutations((0.0, NAN, 9.0))
        ),
        *(
            (
                Recorded(measured=(*(1.0,) * 9, value)),
                Verdict.UNKNOWN,
                f"at most 1; {ASKED}; 1 values are no number from 0",
            )
            for value in (NAN, INFINITY, -INFINITY, -0.5)
        ),
        (Recorded(there=()), Verdict.UNKNOWN, f"the alarm {NAME} is not in this account"),
        (Silent(), Verdict.UNKNOWN, "CloudWatch refused: AccessDenied of 1"),
    ],
)
def test_a_metric_that_is_not_below_or_not_measured_is_no_go(
    recorded: Recorded, verdict: Verdict, told: str
) -> None:
    assert observer(recorded).of_metric(GATE, NAME) == Answer(verdict, "us-east-1", f"throttled: {told}")


def test_one_value_in_ten_may_be_lost() -> None:
    assert observer(Recorded(measured=(0.0,) * 9)).of_metric(GATE, NAME).verdict is Verdict.GO


def test_a_metric_that_no_stack_watches_is_not_asked() -> None:
    answer = observer(Recorded(), declared=()).of_metric(GATE, NAME)
    assert answer.verdict is Verdict.UNKNOWN
    assert answer.told == f"throttled: the stacks have no alarm {NAME} here"


@pytest.mark.parametrize(
    ("recorded", "verdict", "told"),
    [
        (Recorded(), Verdict.GO, "phase: half is deployed"),
        (
            Recorded(phase="legacy"),
            Verdict.UNKNOWN,
            "phase: legacy is deployed, and the gates of half are asked",
        ),
        (Recorded(phase=""), Verdict.UNKNOWN, "phase: none is deployed, and the gates of half are asked"),
        (Silent(), Verdict.UNKNOWN, "phase: CloudWatch refused: AccessDenied of 1"),
    ],
    ids=["the same", "another", "none", "refused"],
)
def test_gates_are_asked_of_the_phase_that_is_deployed(
    recorded: Recorded, verdict: Verdict, told: str
) -> None:
    assert list(observer(recorded).of_phase("half")) == [Answer(verdict, "us-east-1", told)]


def test_alarms_that_have_been_ok_for_long_enough_are_quiet() -> None:
    (answer,) = observer(Recorded(age=30 * MINUTE)).of_alarms(30 * MINUTE)
    assert answer == Answer(Verdict.GO, "us-east-1", "alarms: 1 declared, quiet for 30 minutes or more")


@pytest.mark.parametrize(
    ("recorded", "verdict", "told"),
    [
        (Recorded(state="ALARM"), Verdict.NO_GO, f"{NAME} is in alarm since 2026-03-01 10:00 UTC"),
        (
            Recorded(age=29 * MINUTE),
            Verdict.NO_GO,
            f"{NAME} is OK only since 2026-03-01 11:31 UTC; must be for 30 minutes",
        ),
        (
            Recorded(state="INSUFFICIENT_DATA"),
            Verdict.UNKNOWN,
            f"{NAME} is in the state INSUFFICIENT_DATA since 2026-03-01 10:00 UTC",
        ),
        (Recorded(there=()), Verdict.UNKNOWN, f"{NAME} is not in this account"),
        (Silent(), Verdict.UNKNOWN, "alarms: CloudWatch refused: AccessDenied of 1"),
    ],
    ids=["in alarm", "only just", "no data", "absent", "refused"],
)
def test_an_alarm_that_is_not_quiet_or_not_there_is_no_go(
    recorded: Recorded, verdict: Verdict, told: str
) -> None:
    assert list(observer(recorded).of_alarms(30 * MINUTE)) == [Answer(verdict, "us-east-1", told)]


def test_a_region_without_alarms_is_not_quiet() -> None:
    (answer,) = observer(Recorded(), declared=()).of_alarms(30 * MINUTE)
    assert answer == Answer(Verdict.UNKNOWN, "us-east-1", "alarms: the stacks have none here")


@pytest.mark.parametrize(
    ("verdicts", "expected"),
    [
        ((), Verdict.UNKNOWN),
        ((Verdict.GO, Verdict.GO), Verdict.GO),
        ((Verdict.GO, Verdict.UNKNOWN), Verdict.UNKNOWN),
        ((Verdict.UNKNOWN, Verdict.NO_GO, Verdict.GO), Verdict.NO_GO),
    ],
)
def test_go_is_said_where_all_of_at_least_one_say_so(verdicts: Sequence[Verdict], expected: Verdict) -> None:
    assert overall([Answer(verdict, "", "") for verdict in verdicts]) is expected

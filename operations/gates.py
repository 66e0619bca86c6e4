"""Whether a migration may go on to its next phase: the gates of a phase, judged by what CloudWatch measured.

No value, too few values, values that no metric has (none is below 0) and an alarm that is not there are no
go: what nobody measured has not held.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final, Protocol

from infra.names import Names
from infra.settings.phases import TAG, Gate, MigrationSettings
from operations.verdict import Answer, Verdict

LATE: Final = timedelta(minutes=3)  # by which a metric of AWS may come late
WHOLE: Final = 0.9  # the part of the values that has to be there: a single one gets lost now and then
_OK: Final = "OK"
_ALARM: Final = "ALARM"


@dataclass(frozen=True, slots=True)
class Alarm:
    """An alarm as CloudWatch knows it. `since`: of its state. `period`: of its metric."""

    name: str
    state: str
    since: datetime
    period: timedelta


class UnknownAnswerError(Exception):
    """CloudWatch did not answer; the text says what it said."""


class Monitoring(Protocol):
    """CloudWatch in one region. Every method raises UnknownAnswerError."""

    def alarms(self, names: Sequence[str]) -> Mapping[str, Alarm]:
        """Those of the alarms that are there, by name."""

    def tags(self, alarm: str) -> Mapping[str, str]:
        """The tags of an alarm."""

    def values(self, alarm: str, since: datetime, until: datetime) -> Sequence[float]:
        """What the alarm's own metric measured, a value a period, in its statistic."""


def judge(settings: MigrationSettings, observers: Sequence[Observer]) -> Iterator[Answer]:
    """Judge in each region whether the phase is deployed whose gates are asked, and each of these."""
    names = Names(settings.app, settings.suffix)
    quiet = settings.current.quiet_minutes
    everywhere = tuple(region.name for region in settings.regions)
    for observer in observers:
        yield from observer.of_phase(settings.phase)
        for gate in settings.current.gates:
            if observer.region in (gate.regions or everywhere):
                yield observer.of_metric(gate, names.alarm(gate.metric))
        if quiet is not None:
            yield from observer.of_alarms(timedelta(minutes=quiet))


@dataclass(frozen=True, slots=True)
class Observer:
    """What is judged in one region, at one moment.

    declared: the alarms that the system's stacks have in the region.
    """

    region: str
    declared: Sequence[str]
    cloudwatch: Monitoring
    now: datetime

    def of_phase(self, phase: str) -> Iterator[Answer]:
        """Whether the first of the alarms that are there is tagged with a phase; where none is, that is told
        of each of them.
        """
        try:
            there = self.cloudwatch.alarms(self.declared)
            if not there:
                return
            deployed = self.cloudwatch.tags(min(there)).get(TAG)
        except UnknownAnswerError as error:
            yield Answer(Verdict.UNKNOWN, self.region, f"phase: {error}")
            return
        if deployed == phase:
            yield Answer(Verdict.GO, self.region, f"phase: {phase} is deployed")
        else:
            told = f"phase: {deployed or 'none'} is deployed, and the gates of {phase} are asked"
            yield Answer(Verdict.UNKNOWN, self.region, told)

    def of_metric(self, gate: Gate, alarm: str) -> Answer:
        """Whether every value of a metric is below what its gate allows. `alarm`: the one on the metric."""
        try:
            verdict, told = self._of_metric(gate, alarm)
        except UnknownAnswerError as error:
            verdict, told = Verdict.UNKNOWN, str(error)
        return Answer(verdict, self.region, f"{gate.metric}: {told}")

    def of_alarms(self, quiet: timedelta) -> Iterator[Answer]:
        """Whether every declared alarm is OK, and has been for so long."""
        try:
            found = self.cloudwatch.alarms(self.declared)
        except UnknownAnswerError as error:
            yield Answer(Verdict.UNKNOWN, self.region, f"alarms: {error}")
            return
        minutes = quiet // timedelta(minutes=1)
        loud = [answer for name in self.declared for answer in self._of_alarm(name, found.get(name), quiet)]
        yield from loud
        if not self.declared:
            yield Answer(Verdict.UNKNOWN, self.region, "alarms: the stacks have none here")
        elif not loud:
            told = f"alarms: {len(self.declared)} declared, quiet for {minutes} minutes or more"
            yield Answer(Verdict.GO, self.region, told)

    def _of_metric(self, gate: Gate, name: str) -> tuple[Verdict, str]:
        if name not in self.declared:
            return Verdict.UNKNOWN, f"the stacks have no alarm {name} here"
        alarm = self.cloudwatch.alarms([name]).get(name)
        if alarm is None:
            return Verdict.UNKNOWN, f"the alarm {name} is not in this account"
        until = _whole(self.now - LATE, alarm.period)
        window = timedelta(minutes=gate.minutes)
        values = self.cloudwatch.values(name, until - window, until)
        return _held(gate, values, max(1, window // alarm.period))

    def _of_alarm(self, name: str, alarm: Alarm | None, quiet: timedelta) -> Iterator[Answer]:
        """What speaks against going on; nothing where the alarm is quiet."""
        if alarm is None:
            yield Answer(Verdict.UNKNOWN, self.region, f"{name} is not in this account")
            return
        since = f"{alarm.since.astimezone(UTC):%Y-%m-%d %H:%M} UTC"
        if alarm.state == _ALARM:
            yield Answer(Verdict.NO_GO, self.region, f"{name} is in alarm since {since}")
        elif alarm.state != _OK:
            yield Answer(Verdict.UNKNOWN, self.region, f"{name} is in the state {alarm.state} since {since}")
        elif self.now - alarm.since < quiet:
            minutes = quiet // timedelta(minutes=1)
            told = f"{name} is OK only since {since}; must be for {minutes} minutes"
            yield Answer(Verdict.NO_GO, self.region, told)


def _whole(moment: datetime, period: timedelta) -> datetime:
    """The end of the last whole period up to a moment: CloudWatch counts them from the epoch."""
    return moment - (moment - datetime.fromtimestamp(0, UTC)) % period


def _held(gate: Gate, values: Sequence[float], expected: int) -> tuple[Verdict, str]:
    """Whether the values of a metric are all there, and below what a gate allows."""
    asked = f"must be below {gate.below:g} for {gate.minutes} minutes"
    measures = [value for value in values if math.isfinite(value) and value >= 0]
    if not measures:
        return Verdict.UNKNOWN, f"nothing was measured; {asked}"
    told = f"at most {max(measures):g}; {asked}"
    if max(measures) >= gate.below:
        return Verdict.NO_GO, told
    if len(measures) < len(values):
        return Verdict.UNKNOWN, f"{told}; {len(values) - len(measures)} values are no number from 0"
    if len(measures) < WHOLE * expected:
        return Verdict.UNKNOWN, f"{told}; only {len(measures)} of {expected} values are there"
    return Verdict.GO, told

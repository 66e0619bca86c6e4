"""Leases and votes: looks every few seconds at what the other regions say, and says what this one does.

A run goes on for longer than the schedule waits for the next, so that two of them overlap and one that is
missing costs no lease. What is said is written on the condition that nothing else was said meanwhile. What
people must hear stands in the beat until it was told.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from handlers.adapters.runtime import Environment, scheduled
from handlers.domain.errors import ContentionError
from handlers.domain.ownership import (
    TICK,
    Rules,
    Telling,
)
from handlers.domain.ports import Alerts, Clock, Pace, Telemetry
from handlers.domain.telemetry import FAILURE, LONGEST_SILENCE, SUCCESS
from handlers.domain.voting import decide
from handlers.functions.heartbeat.core import alert
from handlers.functions.heartbeat.spec import SPEC
from handlers.stores.owners import Beats


@dataclass(frozen=True, slots=True)
class Ports:
    """What it needs of the outside."""

    clock: Clock
    pace: Pace
    telemetry: Telemetry
    beats: Beats
    alerts: Alerts
    rules: Rules


def handle(_: Mapping[str, Any], ports: Ports) -> dict[str, int]:
    """Tick until the run is over. Returns how many ticks did their work, and how many did not."""
    run = _Run(ports)
    done = failed = 0
    for _number in ports.pace.ticks():
        try:
            run.tick()
        except ContentionError:
            continue  # another run has just done it
        except Exception as error:  # noqa: BLE001 (costs one tick, and the next one tries again)
            failed += 1
            ports.telemetry.event("tick_failed", reason=type(error).__name__)
            ports.telemetry.count(FAILURE, stage=SPEC.name)
        else:
            done += 1
            ports.telemetry.count(SUCCESS, stage=SPEC.name)
    return {"done": done, "failed": failed}


class _Run:
    """Ticks one after the other. What could not be told is tried again by the next run, not by each tick."""

    def __init__(self, ports: Ports) -> None:
        self._ports = ports
        self._told: set[Telling] = set()
        self._tried: set[Telling] = set()

    def tick(self) -> None:
        """Look, say what follows from it, and tell it. Raises ContentionError where another run was first."""
        ports = self._ports
        view = ports.beats.view()
        for region in sorted(view.unread):
            ports.telemetry.event("unreadable", reason=region)
            ports.telemetry.count(FAILURE, stage=SPEC.name)
        decision = decide(view, ports.rules, ports.clock.now(), self._told)
        ports.beats.say(decision.beat)
        silence = int(decision.silence.total_seconds())
        ports.telemetry.count(LONGEST_SILENCE, stage=SPEC.name, value=silence)
        before = len(self._told)
        for each in self._in_time(decision.due):
            self._tell(each)
        if len(self._told) > before:
            ports.beats.say(decision.beat.after(self._told))

    def _in_time(self, due: Iterable[Telling]) -> Iterator[Telling]:
        """Yield what was not tried, for a tick's time: a topic that does not answer must not end leases."""
        until = self._ports.clock.now() + TICK
        return (each for each in due if each not in self._tried and self._ports.clock.now() < until)

    def _tell(self, each: Telling) -> None:
        self._tried.add(each)
        self._ports.telemetry.event("ownership", state=str(each.news), reason=each.of)
        try:
            self._ports.alerts.send(alert(each.news, each.of, self._ports.beats.region))
        except Exception as error:  # noqa: BLE001 (costs one alert, and the next run sends it)
            self._ports.telemetry.event("untold", reason=type(error).__name__)
            self._ports.telemetry.count(FAILURE, stage=SPEC.name)
        else:
            self._told.add(each)


def wire(environment: Environment) -> Ports:
    """Open the ports to AWS."""
    return Ports(
        clock=environment.clock(),
        pace=environment.pace(),
        telemetry=environment.telemetry(),
        beats=environment.beats(),
        alerts=environment.alerts(),
        rules=environment.rules(),
    )


handler = scheduled(SPEC, handle, wire)

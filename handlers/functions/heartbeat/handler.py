"""Leases and votes: looks every few seconds at what the other regions say, and says what this one does.

A run goes on for longer than the schedule waits for the next, so that two of them overlap and one that is
missing costs no lease. What is said is written on the condition that nothing else was said meanwhile. What
people must hear stands in the heartbeat until it was told.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from handlers.adapters.runtime import scheduled
from handlers.domain.errors import ContentionError
from handlers.domain.ownership import (
    TICK,
    OutboxEntry,
    Rules,
)
from handlers.domain.ports import Alerts, Clock, Pace, Telemetry
from handlers.domain.telemetry import ACTS_FOR, FAILURE, LONGEST_SILENCE, SUCCESS
from handlers.domain.voting import decide
from handlers.functions.heartbeat.core import alert
from handlers.functions.heartbeat.spec import SPEC
from handlers.stores.owners import Heartbeats


@dataclass(frozen=True, slots=True)
class Ports:
    """What it needs of the outside."""

    clock: Clock
    pace: Pace
    telemetry: Telemetry
    heartbeats: Heartbeats
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
        self._told: set[OutboxEntry] = set()
        self._tried: set[OutboxEntry] = set()

    def tick(self) -> None:
        """Look, say what follows from it, and tell it. Raises ContentionError where another run was first."""
        ports = self._ports
        view = ports.heartbeats.view()
        for region in sorted(view.unread):
            ports.telemetry.event("unreadable", reason=region)
            ports.telemetry.count(FAILURE, stage=SPEC.name)
        decision = decide(view, ports.rules, ports.clock.now(), self._told)
        ports.heartbeats.say(decision.heartbeat)
        silence = int(decision.silence.total_seconds())
        ports.telemetry.count(LONGEST_SILENCE, stage=SPEC.name, value=silence)
        ports.telemetry.count(ACTS_FOR, stage=SPEC.name, value=len(decision.heartbeat.acts_for))
        before = len(self._told)
        for each in self._in_time(decision.due):
            self._tell(each)
        if len(self._told) > before:
            ports.heartbeats.say(decision.heartbeat.after(self._told))

    def _in_time(self, due: Iterable[OutboxEntry]) -> Iterator[OutboxEntry]:
        """Yield what was not tried, for a tick's time: a topic that does not answer must not end leases."""
        until = self._ports.clock.now() + TICK
        return (each for each in due if each not in self._tried and self._ports.clock.now() < until)

    def _tell(self, each: OutboxEntry) -> None:
        self._tried.add(each)
        self._ports.telemetry.event("ownership", state=str(each.notification), reason=each.of)
        try:
            self._ports.alerts.send(alert(each.notification, each.of, self._ports.heartbeats.region))
        except Exception as error:  # noqa: BLE001 (costs one alert, and the next run sends it)
            self._ports.telemetry.event("untold", reason=type(error).__name__)
            self._ports.telemetry.count(FAILURE, stage=SPEC.name)
        else:
            self._told.add(each)


handler = scheduled(SPEC, handle, Ports)

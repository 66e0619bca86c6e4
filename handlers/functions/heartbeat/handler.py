"""Leases and votes: looks every few seconds at what the other regions say, and says what this one does.

A run goes on for longer than the schedule waits for the next, so that two of them overlap and one that is
missing costs no lease. What is said is written on the condition that nothing else was said meanwhile.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from handlers.adapters.runtime import Environment, scheduled
from handlers.domain.errors import ContentionError
from handlers.domain.ownership import News, Rules, decide
from handlers.domain.ports import Alerts, Clock, Pace, Telemetry
from handlers.domain.telemetry import FAILURE, LONGEST_SILENCE, SUCCESS
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
    done = failed = 0
    for _number in ports.pace.ticks():
        try:
            _tick(ports)
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


def _tick(ports: Ports) -> None:
    view = ports.beats.view()
    for region in sorted(view.unread):
        ports.telemetry.event("unreadable", reason=region)
        ports.telemetry.count(FAILURE, stage=SPEC.name)
    decision = decide(view, ports.rules, ports.clock.now())
    ports.beats.say(decision.beat)
    ports.telemetry.count(LONGEST_SILENCE, stage=SPEC.name, value=int(decision.silence.total_seconds()))
    for news, of in decision.news:
        _tell(news, of, ports)


def _tell(news: News, of: str, ports: Ports) -> None:
    ports.telemetry.event("ownership", state=str(news), reason=of)
    ports.alerts.send(alert(news, of, ports.beats.region))


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

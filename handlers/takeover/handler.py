"""Failover: makes the region that it runs in act for a home region, after a quiet period.

An operator, or the platform's failover rule, calls it in the region that is to act. Handing back is the same
call, made in the home region. The sweep then finishes what the former owner began.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from handlers.adapters.runtime import Environment, scheduled
from handlers.shared.ports import Alerts, Clock, Telemetry
from handlers.shared.telemetry import SUCCESS
from handlers.stores.items import text_of
from handlers.stores.owners import Owners
from handlers.takeover.core import alert, home_region, quiet_period
from handlers.takeover.spec import SPEC


@dataclass(frozen=True, slots=True)
class Ports:
    """What it needs of the outside. `home_regions` are all that there are."""

    clock: Clock
    telemetry: Telemetry
    owners: Owners
    alerts: Alerts
    home_regions: tuple[str, ...]


def handle(event: Mapping[str, Any], ports: Ports) -> dict[str, str | int]:
    """Take over the `home_region` of `event`; nothing of it moves for `quiet_seconds`."""
    home, quiet = home_region(event, ports.home_regions), quiet_period(event)
    before = ports.owners.of(home)
    taken = ports.owners.take(home, ports.clock.now(), quiet)
    if taken.epoch != before.epoch:
        ports.alerts.send(alert(taken.region))
    ports.telemetry.count(SUCCESS, stage=SPEC.name)
    return {
        "home_region": home,
        "region": taken.region,
        "epoch": taken.epoch,
        "quiet_until": text_of(taken.quiet_until) if taken.quiet_until else "",
    }


def wire(environment: Environment) -> Ports:
    """Open the ports to AWS."""
    return Ports(
        clock=environment.clock(),
        telemetry=environment.telemetry(),
        owners=environment.owners(),
        alerts=environment.alerts(),
        home_regions=environment.home_regions(),
    )


handler = scheduled(SPEC, handle, wire)

"""The operator's command, about a home region; heartbeats carry it out within two minutes.

`{"home_region": H}` tells who acts for it. With an `action`: `take` has the region that is asked act for it,
`drain` has H act for nothing (it answers, and does not work), `resume` ends both: H acts for itself again.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from handlers.adapters.runtime import scheduled
from handlers.domain.ownership import View
from handlers.domain.ports import Clock, Telemetry
from handlers.domain.telemetry import SUCCESS
from handlers.functions.takeover.core import check, command_in
from handlers.functions.takeover.spec import SPEC
from handlers.stores.items import text_of
from handlers.stores.owners import Heartbeats


@dataclass(frozen=True, slots=True)
class Ports:
    """What it needs of the outside. `home_regions` are all that there are."""

    clock: Clock
    telemetry: Telemetry
    heartbeats: Heartbeats
    home_regions: tuple[str, ...]


def handle(event: Mapping[str, Any], ports: Ports) -> dict[str, str | int]:
    """Keep the command of `event`, and return who acts for its home region now. Raises BadEventError."""
    command = command_in(event, ports.home_regions)
    view = ports.heartbeats.view()
    check(command, view, ports.home_regions)
    if command.action:
        ports.heartbeats.command(
            command.action, command.home_region, view.commands.next_time(ports.clock.now())
        )
        ports.telemetry.event("ownership", state=str(command.action), reason=command.home_region)
        view = ports.heartbeats.view()
    ports.telemetry.count(SUCCESS, stage=SPEC.name)
    return _standing(command.home_region, view)


def _standing(home: str, view: View) -> dict[str, str | int]:
    """Return who acts for a home region, by what this region knows; "" and 0 where it knows nothing."""
    held = view.own.promises.get(home) if view.own else None
    return {
        "home_region": home,
        "region": held.owner if held else "",
        "epoch": held.epoch if held else 0,
        "quiet_until": text_of(held.quiet_until) if held and held.quiet_until else "",
        "until": text_of(held.until) if held and held.until else "",
        "taken_by": view.commands.taker(home) or "",
        "drained": int(view.commands.is_drained(home)),
    }


handler = scheduled(SPEC, handle, Ports)

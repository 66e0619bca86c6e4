"""Serve the emulated AWS: ministack at the version that the fixes were made for, with the fixes."""

from __future__ import annotations

import asyncio
import os
import sys
from importlib.metadata import version
from typing import Final

from hypercorn.asyncio import serve
from hypercorn.config import Config
from ministack.app import app

from rehearsal.emulator import faults, fidelity, health, later, recorder, regions, requests, traffic
from rehearsal.emulator.fidelity.replication import replication
from rehearsal.emulator.traffic import ControlRoute, Traffic

VERSION: Final = "1.5.33"
_ROUTES: Final[dict[str, ControlRoute]] = {
    "ready": lambda _: True,
    "calls": recorder.calls,
    "partition": regions.partition,
    "lose": regions.lose,
    "heal": regions.heal,
    "faults": faults.faults,
    "replication": replication,
    "unwell": health.unwell,
}


def main() -> None:
    """Serve on BIND_HOST and GATEWAY_PORT until ended."""
    if (found := version("ministack")) != VERSION:
        sys.exit(f"ministack is {found}; the fixes in rehearsal/emulator were made for {VERSION}.")
    fidelity.apply()
    recorder.apply()
    requests.apply()
    traffic.apply()
    config = Config()
    config.bind = [f"{os.environ['BIND_HOST']}:{os.environ['GATEWAY_PORT']}"]
    config.keep_alive_timeout = 75
    config.loglevel = os.environ["LOG_LEVEL"]
    asyncio.run(_serve(config))


async def _serve(config: Config) -> None:
    later.begin()
    await serve(Traffic(app, _ROUTES), config)

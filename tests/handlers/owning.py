"""Has a region act for a home region, as though the others had let it."""

from __future__ import annotations

from datetime import datetime, timedelta

from handlers.domain.ownership import Heartbeat, Promise
from handlers.local.region import Region

DAY = timedelta(days=1)


def let_act(region: Region, home: str, *, begin: datetime, epoch: int = 1) -> None:
    """Let a region, not heard of before, act for `home` under `epoch` from `begin` on, for a day."""
    now = region.clock.now()
    promise = Promise(epoch, region.region, now, until=begin + DAY, quiet_until=begin)
    region.heartbeats.say(Heartbeat(region.region, 1, now, promises={home: promise}))

"""The `Pace` port: a tick every few seconds until the run is over."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Final

from handlers.domain.ownership import TICK

RUN_SECONDS: Final = 120  # two periods of the schedule: two runs overlap


class SteadyPace:
    """Ticks from the first call on, TICK apart; one that took longer is followed at once."""

    def ticks(self) -> Iterator[int]:
        """Yield the number of each tick when it is due."""
        begun = time.monotonic()
        every = TICK.total_seconds()
        for number in range(int(RUN_SECONDS / every)):
            time.sleep(max(0.0, begun + number * every - time.monotonic()))
            yield number

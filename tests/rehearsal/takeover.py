"""A region acts for another, or for itself again, because an operator says so (docs/runbooks.md)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from tests.integration.deployed import Region
from tests.integration.waiting import PATIENCE, until

QUIET_SECONDS: Final = 30  # the shortest that a takeover may be told to keep still


@dataclass(frozen=True, slots=True)
class Takeover:
    """Since which epoch a region acts for `home`, and when it may begin."""

    home: str
    epoch: int
    quiet_until: datetime

    def wait(self) -> None:
        """Wait until the quiet period is over."""
        until(lambda: datetime.now(UTC) > self.quiet_until, f"the end of the quiet period of {self.home}")


def take_over(home: Region, heir: Region, *, after: int = 0, within: float = PATIENCE) -> Takeover:
    """Have `heir` act for `home` under an epoch later than `after`.

    Until it has heard of a later one, a region takes itself for the owner still, and changes nothing: it is
    asked again. Raises NeverCameError.
    """

    def taken() -> Takeover | None:
        said = heir.invoke("takeover", {"home_region": home.name, "quiet_seconds": QUIET_SECONDS})
        if said.get("epoch", 0) <= after:
            return None
        return Takeover(home.name, said["epoch"], datetime.fromisoformat(said["quiet_until"]))

    acting = until(taken, f"{heir} acting for {home}", within=within)
    assert acting is not None
    return acting

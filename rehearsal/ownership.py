"""Who acts for a home region, as a region tells an operator who asks its function `takeover`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from tests.integration.deployed import Region
from tests.integration.waiting import TIMEOUT_SECONDS, wait_until


@dataclass(frozen=True, slots=True)
class Standing:
    """The region that acts for `home`, as another one knows it: under which epoch.

    Of itself alone a region knows from when until when it may act.
    """

    home: str
    region: str
    epoch: int
    quiet_until: datetime | None
    until: datetime | None

    def is_acting(self, now: datetime) -> bool:
        """Whether the region that was asked may act now, by what it said of itself."""
        return bool(self.quiet_until and self.until and self.quiet_until <= now < self.until)


def standing(asked: Region, home: Region) -> Standing:
    """Ask a region who acts for a home region, and change nothing."""
    said = asked.invoke("takeover", {"home_region": home.name})
    return Standing(
        home.name, said["region"], said["epoch"], _time(said["quiet_until"]), _time(said["until"])
    )


def wait_until_acting(
    region: Region, home: Region, *, after: int = -1, within: float = TIMEOUT_SECONDS
) -> Standing:
    """Wait until `region` acts for `home`, under an epoch later than `after`. Raises WaitTimeoutError."""

    def there() -> Standing | None:
        said = standing(region, home)
        acts = said.region == region.name and said.epoch > after and said.is_acting(datetime.now(UTC))
        return said if acts else None

    return wait_until(there, f"{region} acting for {home}", within=within)


def _time(text: str) -> datetime | None:
    return datetime.fromisoformat(text) if text else None

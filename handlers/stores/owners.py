"""Who acts for a home region, and since which epoch.

`REGION#<home>` / `OWNERSHIP` in the ledger table; where there is none the home region acts for
itself under epoch 0.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from handlers.shared.errors import ContentionError, NotOwnerError, QuietPeriodError
from handlers.shared.payment import Stamp
from handlers.shared.ports import Absent, ConditionFailedError, Key, Put, Same, Table
from handlers.stores.items import number, text, text_of, time_of

_SK = "OWNERSHIP"


@dataclass(frozen=True, slots=True)
class Ownership:
    """`region` acts for `home_region` under `epoch`, from `quiet_until` on."""

    home_region: str
    region: str
    epoch: int
    quiet_until: datetime | None = None

    def is_quiet(self, now: datetime) -> bool:
        """Whether the takeover's quiet period still runs."""
        return self.quiet_until is not None and now < self.quiet_until


class Owners:
    """Ownerships, as `region` sees them."""

    def __init__(self, ledger: Table, region: str) -> None:
        self._ledger, self.region = ledger, region

    def of(self, home_region: str) -> Ownership:
        """Return who acts for a home region."""
        item = self._ledger.get(Key(f"REGION#{home_region}", _SK))
        if item is None:
            return Ownership(home_region, home_region, 0)
        return Ownership(
            home_region, text(item, "owner"), number(item, "epoch"), time_of(text(item, "quiet_until"))
        )

    def stamp(self, home_region: str, now: datetime) -> Stamp:
        """Return the stamp under which this region may write for a home region now.

        Raises NotOwnerError where another region acts for it, QuietPeriodError until it may begin.
        """
        ownership = self.of(home_region)
        if ownership.region != self.region:
            raise NotOwnerError("another region acts for the payment's home region")
        if ownership.is_quiet(now):
            raise QuietPeriodError("the payment's home region is being taken over")
        return Stamp(now, self.region, ownership.epoch)

    def take(self, home_region: str, now: datetime, quiet: timedelta) -> Ownership:
        """Make this region act for a home region from the end of a quiet period on, under the next epoch.

        Taking what this region owns already changes nothing. Raises ContentionError where another
        region's takeover is seen first.
        """
        current = self.of(home_region)
        if current.region == self.region:
            return current
        taken = Ownership(home_region, self.region, current.epoch + 1, now + quiet)
        item: dict[str, str | int] = {
            "pk": f"REGION#{home_region}",
            "sk": _SK,
            "owner": taken.region,
            "epoch": taken.epoch,
            "quiet_until": text_of(now + quiet),
            "writer_region": self.region,
        }
        unchanged = Same({"epoch": current.epoch}) if current.quiet_until else Absent()
        try:
            self._ledger.write(Put(item, unchanged))
        except ConditionFailedError:
            raise ContentionError("another takeover of the home region came first") from None
        return taken

"""What regions say of who acts for whom, in the ledger table. Each writes under its own key alone:

    REGION#<region> / BEAT                    whom it heard, and what it promises (handlers.domain.ownership)
    REGION#<region> / WISH#<action>#<home>    when an operator last asked it for this

A beat is one item, since two items reach another region in any order.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Final

from handlers.domain.errors import ContentionError, NotOwnerError, QuietPeriodError
from handlers.domain.ownership import LEASE, MOST_CACHED, Action, Beat, Heard, Promise, View, Wish, Wishes
from handlers.domain.payment import Stamp
from handlers.domain.ports import Absent, ConditionFailedError, Item, Key, Put, Same, Table, Value
from handlers.stores.items import number, text, text_of, time_of

_BEAT: Final = "BEAT"
_WISH: Final = "WISH#"


class Owners:
    """Who acts for which home region, as `region` sees it. What it says is read every MOST_CACHED."""

    def __init__(self, ledger: Table, region: str) -> None:
        self._ledger, self.region = ledger, region
        self._cached: Item = {}
        self._read_at: datetime | None = None

    def read(self) -> Item:
        """Return the item of what the region said last, an empty one where it never did. Not cached."""
        return self._ledger.get(Key(_pk(self.region), _BEAT)) or {}

    def stamp(self, home_region: str, now: datetime) -> Stamp:
        """Return the stamp under which this region may write for a home region now.

        Raises NotOwnerError where another region acts for it, QuietPeriodError where none does just now.
        """
        held = self._promise(home_region, now)
        if held is None or (held.owner != self.region and now < held.raised + LEASE):
            raise NotOwnerError("another region acts for the payment's home region")
        if held.until is None or held.quiet_until is None or not held.quiet_until <= now < held.until:
            raise QuietPeriodError("the payment's home region is being taken over")
        return Stamp(now, self.region, held.epoch, held.until)

    def acting(self, home_region: str, now: datetime) -> str:
        """Return the region that acts for a home region, or is about to; the home where nothing is known."""
        held = self._promise(home_region, now)
        return held.owner if held else home_region

    def _promise(self, home_region: str, now: datetime) -> Promise | None:
        if self._read_at is None or not self._read_at <= now < self._read_at + MOST_CACHED:
            self._cached, self._read_at = self.read(), now
        held = dict(_each(self._cached, "promises")).get(home_region)
        return _promise(held) if held else None


class Beats:
    """What all regions say, as far as it has reached `region`, and what that one says itself."""

    def __init__(self, ledger: Table, region: str, regions: Sequence[str]) -> None:
        self._ledger, self.region, self._regions = ledger, region, regions

    def view(self) -> View:
        """Return what the region knows."""
        beats: dict[str, Beat] = {}
        wishes: list[Wish] = []
        for region in self._regions:
            for item in self._ledger.query(_pk(region), from_sk=_BEAT):
                if text(item, "sk") == _BEAT:
                    beats[region] = _beat(item)
                elif text(item, "sk").startswith(_WISH):
                    wishes.append(_wish(item, region))
        own = beats.pop(self.region, None)
        return View(self.region, own, beats, Wishes(tuple(wishes)))

    def say(self, beat: Beat) -> None:
        """Write the region's next beat. Raises ContentionError where it has said something else meanwhile."""
        before = Same({"sequence": beat.sequence - 1}) if beat.sequence > 1 else Absent()
        try:
            self._ledger.write(Put(_item(beat), before))
        except ConditionFailedError:
            raise ContentionError("another run of the heartbeat came first") from None

    def wish(self, action: Action, home_region: str, at: datetime) -> None:
        """Keep what an operator asks the region for."""
        key = {"pk": _pk(self.region), "sk": f"{_WISH}{action}#{home_region}"}
        self._ledger.write(
            Put({**key, "action": str(action), "home_region": home_region, "at": text_of(at)}, None)
        )


def _pk(region: str) -> str:
    return f"REGION#{region}"


def _item(beat: Beat) -> Item:
    return {
        "pk": _pk(beat.region),
        "sk": _BEAT,
        "region": beat.region,
        "sequence": beat.sequence,
        "at": text_of(beat.at),
        "heard": {
            peer: {"sequence": heard.sequence, "at": text_of(heard.at), "when": text_of(heard.when)}
            for peer, heard in beat.heard.items()
        },
        "promises": {home: _promise_item(promise) for home, promise in beat.promises.items()},
        "asks": sorted(beat.asks),
        "skewed": sorted(beat.skewed),
        "steady_since": _text_of(beat.steady_since),
    }


def _promise_item(promise: Promise) -> Item:
    return {
        "epoch": promise.epoch,
        "owner": promise.owner,
        "raised": text_of(promise.raised),
        "seen": _text_of(promise.seen),
        "until": _text_of(promise.until),
        "quiet_until": _text_of(promise.quiet_until),
    }


def _beat(item: Item) -> Beat:
    return Beat(
        region=text(item, "region"),
        sequence=number(item, "sequence"),
        at=time_of(text(item, "at")),
        heard={
            peer: Heard(number(heard, "sequence"), time_of(text(heard, "at")), time_of(text(heard, "when")))
            for peer, heard in _each(item, "heard")
        },
        promises={home: _promise(promise) for home, promise in _each(item, "promises")},
        asks=_names(item, "asks"),
        skewed=_names(item, "skewed"),
        steady_since=_time_of(item, "steady_since"),
    )


def _promise(item: Item) -> Promise:
    return Promise(
        epoch=number(item, "epoch"),
        owner=text(item, "owner"),
        raised=time_of(text(item, "raised")),
        seen=_time_of(item, "seen"),
        until=_time_of(item, "until"),
        quiet_until=_time_of(item, "quiet_until"),
    )


def _wish(item: Item, region: str) -> Wish:
    return Wish(Action(text(item, "action")), text(item, "home_region"), region, time_of(text(item, "at")))


def _each(item: Item, name: str) -> Sequence[tuple[str, Item]]:
    values = item.get(name)
    found = values.items() if isinstance(values, Mapping) else ()
    return [(key, value) for key, value in found if isinstance(value, Mapping)]


def _names(item: Item, name: str) -> frozenset[str]:
    values: Value = item.get(name)
    return (
        frozenset(each for each in values if isinstance(each, str))
        if isinstance(values, Sequence)
        else frozenset()
    )


def _text_of(at: datetime | None) -> str:
    return text_of(at) if at else ""


def _time_of(item: Item, name: str) -> datetime | None:
    return time_of(text(item, name)) if text(item, name) else None

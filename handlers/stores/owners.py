"""What regions say of who acts for whom, in the ledger table. Each writes under its own key alone:

    REGION#<region> / BEAT                    whom it heard, and what it promises (handlers.domain.ownership)
    REGION#<region> / WISH#<action>#<home>    when an operator last asked it for this

A heartbeat is one item, since two items reach another region in any order.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import Final

from handlers.domain.commands import Action, OwnershipCommand, OwnershipCommands
from handlers.domain.errors import ContentionError, NotOwnerError, QuietPeriodError
from handlers.domain.ownership import (
    LEASE,
    MOST_CACHED,
    Heard,
    Heartbeat,
    Notification,
    OutboxEntry,
    Promise,
    View,
)
from handlers.domain.payment import FencingToken
from handlers.domain.ports import Absent, ConditionFailedError, Item, Key, Ledger, Put, Same
from handlers.stores.items import number, text, text_of, time_of

_BEAT: Final = "BEAT"
_WISH: Final = "WISH#"
_LATEST: Final = datetime.max.replace(tzinfo=UTC) - timedelta(days=1)  # what is added to a time has its place


class Owners:
    """Who acts for which home region, as `region` sees it. What it says is read every MOST_CACHED.

    All functions read that one item. A copy that is a moment behind does: a promise ends by its time, and
    the quiet period is longer than all of this.
    """

    def __init__(self, ledger: Ledger, region: str) -> None:
        self._ledger, self.region = ledger, region
        self._cached: Item = {}
        self._read_at: datetime | None = None

    def read(self) -> Item:
        """Return the item of what the region said last, an empty one where it never did. Not cached."""
        return self._ledger.peek(Key(_pk(self.region), _BEAT)) or {}

    def said(self, now: datetime) -> Item:
        """Return what `read` returned within MOST_CACHED."""
        if self._read_at is None or not self._read_at <= now < self._read_at + MOST_CACHED:
            self._cached, self._read_at = self.read(), now
        return self._cached

    def fencing_token(self, home_region: str, now: datetime) -> FencingToken:
        """Return the fencing token under which this region may write for a home region now.

        Raises NotOwnerError where another region acts for it, QuietPeriodError where none does just now.
        """
        held = self._promise(home_region, now)
        if held is None or (held.owner != self.region and now < held.raised + LEASE):
            raise NotOwnerError("another region acts for the payment's home region")
        if held.until is None or held.quiet_until is None or not held.quiet_until <= now < held.until:
            raise QuietPeriodError("the payment's home region is being taken over")
        return FencingToken(now, self.region, held.epoch, held.until)

    def epoch(self, home_region: str, now: datetime) -> int:
        """Return the latest epoch of a home region that this one knows of."""
        held = self._promise(home_region, now)
        return held.epoch if held else 0

    def acting(self, home_region: str, now: datetime) -> str:
        """Return the region that acts for a home region, or is about to; the home where nothing is known."""
        held = self._promise(home_region, now)
        return held.owner if held else home_region

    def _promise(self, home_region: str, now: datetime) -> Promise | None:
        held = dict(_each(self.said(now), "promises")).get(home_region)
        return _promise(held) if held else None


class Heartbeats:
    """What all regions say, as far as it has reached `region`, and what that one says itself."""

    def __init__(self, ledger: Ledger, region: str, regions: Sequence[str]) -> None:
        self._ledger, self.region, self._regions = ledger, region, regions

    def view(self) -> View:
        """Return what the region knows. A command, or a peer's heartbeat, that it cannot read counts as none.

        Raises ValueError where it cannot read its own heartbeat: without what it promised it may promise
        nothing.
        """
        heartbeats: dict[str, Heartbeat] = {}
        commands: list[OwnershipCommand] = []
        unread: set[str] = set()
        for region in self._regions:
            for item in self._ledger.query(_pk(region), from_sk=_BEAT):
                is_beat = text(item, "sk") == _BEAT
                try:
                    if is_beat:
                        heartbeats[region] = _beat(item)
                    elif text(item, "sk").startswith(_WISH):
                        commands.append(_command(item, region))
                except ValueError:
                    if is_beat and region == self.region:
                        raise
                    unread.add(region)
        own = heartbeats.pop(self.region, None)
        return View(self.region, own, heartbeats, OwnershipCommands(tuple(commands)), frozenset(unread))

    def say(self, heartbeat: Heartbeat) -> None:
        """Write the region's next heartbeat. Raises ContentionError where it has said something else
        meanwhile.
        """
        before = Same({"sequence": heartbeat.sequence - 1}) if heartbeat.sequence > 1 else Absent()
        try:
            self._ledger.write(Put(_item(heartbeat), before))
        except ConditionFailedError:
            raise ContentionError("another run of the heartbeat came first") from None

    def command(self, action: Action, home_region: str, at: datetime) -> None:
        """Keep what an operator asks the region for."""
        key = {"pk": _pk(self.region), "sk": f"{_WISH}{action}#{home_region}"}
        self._ledger.write(
            Put({**key, "action": str(action), "home_region": home_region, "at": text_of(at)}, None)
        )


def _pk(region: str) -> str:
    return f"REGION#{region}"


def _item(heartbeat: Heartbeat) -> Item:
    return {
        "pk": _pk(heartbeat.region),
        "sk": _BEAT,
        "region": heartbeat.region,
        "sequence": heartbeat.sequence,
        "at": text_of(heartbeat.at),
        "heard": {
            peer: {"sequence": heard.sequence, "at": text_of(heard.at), "when": text_of(heard.when)}
            for peer, heard in heartbeat.heard.items()
        },
        "promises": {home: _promise_item(promise) for home, promise in heartbeat.promises.items()},
        "asks": sorted(heartbeat.asks),
        "skewed": sorted(heartbeat.skewed),
        "steady_since": _text_of(heartbeat.steady_since),
        "untold": [
            {"news": str(each.notification), "of": each.of, "at": text_of(each.at)}
            for each in heartbeat.undelivered
        ],
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


# What cannot be read as it is written is refused: half understood, a promise would count for less than it is.


def _beat(item: Item) -> Heartbeat:
    return Heartbeat(
        region=_name(item, "region"),
        sequence=_number(item, "sequence"),
        at=_time(item, "at"),
        heard={
            peer: Heard(_number(heard, "sequence"), _time(heard, "at"), _time(heard, "when"))
            for peer, heard in _each(item, "heard")
        },
        promises={home: _promise(promise) for home, promise in _each(item, "promises")},
        asks=_names(item, "asks"),
        skewed=_names(item, "skewed"),
        steady_since=_time_if_any(item, "steady_since"),
        undelivered=tuple(_tellings(item)),
    )


def _promise(item: Item) -> Promise:
    return Promise(
        epoch=_number(item, "epoch"),
        owner=_name(item, "owner"),
        raised=_time(item, "raised"),
        seen=_time_if_any(item, "seen"),
        until=_time_if_any(item, "until"),
        quiet_until=_time_if_any(item, "quiet_until"),
    )


def _command(item: Item, region: str) -> OwnershipCommand:
    return OwnershipCommand(
        Action(text(item, "action")), _name(item, "home_region"), region, _time(item, "at")
    )


def _tellings(item: Item) -> Iterator[OutboxEntry]:
    """Yield what can be read: what another version tells of changes nothing of what is promised."""
    values = item.get("untold", ())
    for each in values if isinstance(values, Sequence) else ():
        if isinstance(each, Mapping):
            with suppress(ValueError):
                yield OutboxEntry(Notification(text(each, "news")), _name(each, "of"), _time(each, "at"))


def _each(item: Item, name: str) -> Sequence[tuple[str, Item]]:
    values = item.get(name, {})
    found = values.items() if isinstance(values, Mapping) else [("", values)]
    each = [(key, value) for key, value in found if isinstance(value, Mapping)]
    if len(each) < len(found):
        raise ValueError(f"{name} is no object of objects")
    return each


def _names(item: Item, name: str) -> frozenset[str]:
    values = item.get(name, ())
    if isinstance(values, str) or not isinstance(values, Sequence):
        raise ValueError(f"{name} is no list")  # noqa: TRY004 (an item of another form)
    return frozenset(each for each in values if isinstance(each, str))


def _name(item: Item, name: str) -> str:
    value = text(item, name)
    if not value:
        raise ValueError(f"{name} is no name")
    return value


def _number(item: Item, name: str) -> int:
    if not isinstance(item.get(name), int):
        raise ValueError(f"{name} is no whole number")  # noqa: TRY004 (an item of another form)
    return number(item, name)


def _text_of(at: datetime | None) -> str:
    return text_of(at) if at else ""


def _time(item: Item, name: str) -> datetime:
    at = time_of(text(item, name))
    if at > _LATEST or text_of(at) != item[name]:
        raise ValueError(f"{name} is no time as it is written here")
    return at


def _time_if_any(item: Item, name: str) -> datetime | None:
    return None if item.get(name) == "" else _time(item, name)

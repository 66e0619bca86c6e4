"""What a region says next of who acts for whom (handlers.domain.ownership): leases prolonged, votes given.

It reads what the region and its peers said, and no clock but the region's own.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from functools import cached_property

from handlers.domain.commands import Action
from handlers.domain.ownership import (
    LEASE,
    QUIET,
    TELLING,
    TICK,
    Decision,
    Heard,
    Heartbeat,
    Notification,
    OutboxEntry,
    Promise,
    Rules,
    View,
)


def decide(view: View, rules: Rules, now: datetime, told: Collection[OutboxEntry] = ()) -> Decision:
    """Return what a region says next, and no more of what was `told`.

    Repeating it, or missing it for a while, does no harm.
    """
    return _Tick(view, rules, now).decision(told)


class _Tick:
    """One look of a region at what it knows."""

    def __init__(self, view: View, rules: Rules, now: datetime) -> None:
        self._me, self._rules, self._commands, self._peers = view.region, rules, view.commands, view.peers
        self._own = own = view.own or Heartbeat(view.region, 0, now)
        gap = now - own.at
        self._ran_back = gap < -rules.skew
        self._at = now if self._ran_back else max(now, own.at)
        self._unsure = self._ran_back or gap > TICK + rules.skew
        # What nobody watched did not pass: a clock that jumped ends no promise.
        self._unwatched = gap if self._ran_back else max(gap - (TICK + rules.skew), timedelta(0))
        self._notifications: list[tuple[Notification, str]] = []

    def decision(self, told: Collection[OutboxEntry]) -> Decision:
        self._notifications += [
            (Notification.CLOCK_SKEW, peer) for peer in sorted(self._skewed - self._own.skewed)
        ]
        promises = {home: self._promised(home) for home in self._rules.regions}
        left = [each for each in self._own.undelivered if each not in told]
        new = [OutboxEntry(notification, of, self._at) for notification, of in self._notifications]
        heartbeat = Heartbeat(
            region=self._me,
            sequence=self._own.sequence + 1,
            at=self._at,
            heard=self._heard,
            promises=promises,
            asks=self._asks,
            skewed=self._skewed,
            steady_since=self._steady_since,
            undelivered=tuple({(each.notification, each.of): each for each in (*left, *new)}.values()),
        )
        # What another run has just found is that one's to tell.
        due = tuple(each for each in heartbeat.undelivered if each in new or not self._is_new(each))
        return Decision(heartbeat, due, self._silence())

    def _is_new(self, each: OutboxEntry) -> bool:
        return self._at - TELLING < each.at <= self._at

    # ---- who is there ----------------------------------------------------------------------------

    @cached_property
    def _skewed(self) -> frozenset[str]:
        latest = self._at + self._rules.skew
        return frozenset(name for name, heartbeat in self._peers.items() if heartbeat.at > latest)

    @cached_property
    def _heard(self) -> Mapping[str, Heard]:
        # A clock that ran back would keep what is gone among the heard until it has caught up.
        heard = {name: replace(each, when=min(each.when, self._at)) for name, each in self._own.heard.items()}
        for name, heartbeat in self._peers.items():
            known = heard.get(name)
            if name not in self._skewed and (known is None or known.sequence != heartbeat.sequence):
                heard[name] = Heard(heartbeat.sequence, heartbeat.at, self._at)
        return heard

    @cached_property
    def _well(self) -> frozenset[str]:
        """The peers that this region hears and that hear it: both by its own clock."""
        return frozenset(name for name in self._peers if self._is_well(name))

    def _is_well(self, name: str) -> bool:
        heard, echo = self._heard.get(name), self._peers[name].heard.get(self._me)
        if heard is None or echo is None or name in self._skewed:
            return False
        return self._at - heard.when < LEASE and timedelta(0) <= self._at - echo.at < LEASE

    @property
    def _steady_since(self) -> datetime | None:
        if len(self._well) < self._rules.peers_needed:
            return None
        return (None if self._unsure else self._own.steady_since) or self._at

    def _silence(self) -> timedelta:
        others = (name for name in self._rules.regions if name != self._me)
        last = [self._heard[name].when if name in self._heard else None for name in others]
        return max((self._at - when for when in last if when), default=timedelta(0))

    # ---- who should act --------------------------------------------------------------------------

    def _order(self, home: str) -> Sequence[str]:
        """Who is to act for a home region, the first choice first."""
        wanted = (self._commands.taker(home), home, *self._rules.successors.get(home, ()))
        return [
            name
            for name in dict.fromkeys(wanted)
            if name in self._rules.regions and not self._commands.is_drained(name)
        ]

    @cached_property
    def _asks(self) -> frozenset[str]:
        return frozenset(home for home in self._rules.regions if self._asks_for(home))

    def _asks_for(self, home: str) -> bool:
        """Whether this region is the first choice, another acts, and a hand-over would succeed."""
        held, since = self._own.promises.get(home), self._steady_since
        if held is None or since is None or self._order(home)[:1] != [self._me]:
            return False
        if not self._is_another_acting(home, held):
            return False
        command = self._commands.newest(home, Action.TAKE, Action.RESUME)
        by_hand = command is not None and command.at >= since
        return by_hand or self._at - since >= self._rules.hand_back_after

    def _is_another_acting(self, home: str, held: Promise) -> bool:
        """Whether a peer that this region hears acts, also one that was chosen while it stood in vain."""
        if held.owner != self._me:
            return held.owner in self._well
        if held.until is not None:
            return False
        return any(self._acts(home, self._peers[name]) for name in self._well)

    def _acts(self, home: str, heartbeat: Heartbeat) -> bool:
        theirs = heartbeat.promises.get(home)
        if theirs is None or theirs.owner != heartbeat.region or theirs.until is None:
            return False
        return not theirs.has_lapsed(heartbeat.at)

    def _is_to_go(self, home: str, owner: str) -> bool:
        """Whether an owner is to stop: it is drained, or the first choice asks. By command nobody asks, and
        who hears of a later epoch stops.
        """
        if self._commands.is_drained(owner):
            return True
        if self._rules.by_command and owner == self._me and self._is_superseded(home):
            return True
        first = next(iter(self._order(home)), owner)
        if self._rules.by_command:
            return first != owner
        if first == owner:
            return False
        asks = self._asks if first == self._me else self._peers[first].asks if first in self._well else ()
        return home in asks

    def _is_superseded(self, home: str) -> bool:
        """Whether a peer acts, or stands, under a later epoch than this region."""
        held = self._own.promises.get(home)
        theirs = (beat.promises.get(home) for beat in self._peers.values())
        return held is not None and any(each and each.epoch > held.epoch for each in theirs)

    # ---- what is promised ------------------------------------------------------------------------

    def _promised(self, home: str) -> Promise:
        held = self._kept(home)
        held = self._prolonged(home, held) if held.owner == self._me else self._granted(home, held)
        return self._vote(home, held) or self._stand(home, held) or held

    def _kept(self, home: str) -> Promise:
        """What this region promised, by its clock of now. At first nobody has acted, and the home may."""
        held = self._own.promises.get(home)
        if held is None:
            return self._told_of(home) or Promise(0, home, self._at)
        held = replace(held, raised=held.raised + self._unwatched)
        if self._ran_back and held.until and held.until > self._at:
            return replace(held, until=self._at)
        return held

    def _told_of(self, home: str) -> Promise | None:
        """What others still know of a promise, where this region lost what it said: its own, or a later one.

        It is as long as any that it may have given. What it acted under itself is over.
        """
        told = [heartbeat.promises[home] for heartbeat in self._peers.values() if home in heartbeat.promises]
        latest = max(told, key=lambda each: each.epoch, default=None)
        if latest is None or not latest.epoch:
            return None
        until = self._at if latest.owner == self._me else None
        return Promise(latest.epoch, latest.owner, self._at, until=until)

    def _granted(self, home: str, held: Promise) -> Promise:
        """The owner may act for longer, if it is well, acts, and is not to go."""
        if held.owner not in self._well or self._is_to_go(home, held.owner):
            return held
        heartbeat = self._peers[held.owner]
        theirs = heartbeat.promises.get(home)
        if theirs is None or (theirs.epoch, theirs.owner) != (held.epoch, held.owner):
            return held
        if theirs.has_lapsed(heartbeat.at) or heartbeat.at == held.seen:
            return held
        return replace(held, seen=heartbeat.at, raised=self._at)

    def _prolonged(self, home: str, held: Promise) -> Promise:
        """One may act for as long as a majority lets one; never again once that was over."""
        alone = not self._rules.peers_needed
        to_go = self._is_to_go(home, self._me)
        if held.has_lapsed(self._at) and not alone:
            is_handed_over = to_go and self._order(home)
            if not held.has_lapsed(self._own.at) and not is_handed_over:
                self._notifications.append((Notification.LEASE_LAPSED, home))
            return held
        until = self._covered_until(home, held)
        if to_go and held.until and self._rules.by_command:
            return replace(held, until=min(held.until, self._at))
        if to_go or until is None or until <= self._at:
            return held
        if held.until:
            # One that was away and needs nobody's promise first listens whether another acts.
            is_back = self._rules.by_command and held.has_lapsed(self._at)
            quiet_until = self._at + QUIET if is_back else held.quiet_until
            return replace(held, until=max(until, held.until), quiet_until=quiet_until)
        if held.epoch:
            self._notifications.append(
                (Notification.HANDED_BACK if home == self._me else Notification.TAKEN_OVER, home)
            )
        return replace(held, until=until, quiet_until=self._at + (QUIET if held.epoch else timedelta(0)))

    def _covered_until(self, home: str, held: Promise) -> datetime | None:
        needed = self._rules.peers_needed
        theirs = (self._peers[name].promises.get(home) for name in self._peers if name not in self._skewed)
        seen = sorted(
            each.seen
            for each in theirs
            if each and each.seen and (each.epoch, each.owner) == (held.epoch, self._me)
        )
        if len(seen) < needed:
            return None
        return (seen[-needed] if needed else self._at) + LEASE

    def _free_from(self, held: Promise, holder: str) -> datetime:
        """When what `holder` promised is surely over, by its own clock."""
        if held.owner == holder and held.until:
            return held.until + self._rules.skew
        return held.raised + LEASE + self._rules.skew

    def _vote(self, home: str, held: Promise) -> Promise | None:
        """Promise to a peer that stands or acts under a later epoch, if nothing else is promised."""
        stands_in_vain = held.owner == self._me and held.until is None
        is_free = stands_in_vain or self._at >= self._free_from(held, self._me)
        for name in sorted(self._well, key=self._rules.regions.index):
            heartbeat = self._peers[name]
            theirs = heartbeat.promises.get(home)
            if theirs is None or theirs.owner != name or theirs.epoch <= held.epoch:
                continue
            if theirs.has_lapsed(heartbeat.at) or self._commands.is_drained(name):
                continue
            if is_free or held.owner == name:
                return Promise(theirs.epoch, name, self._at, seen=heartbeat.at)
        return None

    def _stand(self, home: str, held: Promise) -> Promise | None:
        """Promise to oneself under a new epoch, if a majority is free to follow.

        Those that are before it in the order and well have a lease's time each to stand first.
        """
        order = self._order(home)
        if self._me not in order:
            return None
        if self._rules.by_command:
            stands = order[0] == self._me and self._is_free_by_command(home, held)
            return Promise(self._next_epoch(home, held), self._me, self._at) if stands else None
        before = sum(name in self._well for name in order[: order.index(self._me)])
        if self._at < self._free_from(held, self._me) + before * LEASE:
            return None
        free = sum(self._is_free(home, self._peers[name]) for name in self._well)
        if free < self._rules.peers_needed:
            return None
        return Promise(self._next_epoch(home, held), self._me, self._at)

    def _is_free_by_command(self, home: str, held: Promise) -> bool:
        """Whether the first choice, which does not act, may stand: at once where it was told to. A heartbeat
        may come before the command that it follows from, which is waited for.
        """
        if held.owner == self._me and not self._is_superseded(home):
            return False
        is_told = self._commands.newest(home, Action.TAKE, Action.RESUME) is not None
        is_over = self._at >= self._free_from(held, self._me)
        return is_over or (is_told and held.owner != self._me)

    def _is_free(self, home: str, heartbeat: Heartbeat) -> bool:
        """Whether a peer, by what it says, may promise to this region."""
        theirs = heartbeat.promises.get(home)
        if theirs is None:
            return False
        return theirs.owner == self._me or heartbeat.at >= self._free_from(theirs, heartbeat.region)

    def _next_epoch(self, home: str, held: Promise) -> int:
        """An epoch later than all that are known, which no other region ever proposes."""
        known = [
            heartbeat.promises[home].epoch for heartbeat in self._peers.values() if home in heartbeat.promises
        ]
        regions = self._rules.regions
        later = max([held.epoch, *known]) + 1
        return later + (regions.index(self._me) - later) % len(regions)

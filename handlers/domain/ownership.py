"""Who acts for a home region: leases that regions grant each other, and votes when one is over.

Every region keeps one item, its *heartbeat*, which it alone writes and the ledger's replication carries to
the others: whom it heard, and for each home region one *promise*: "I let `owner` act under `epoch`, and
nobody else before that is surely over". A promise is a vote and a lease in one (Paxos without its first
phase: there is no value to agree on). An owner acts while promises of a majority of the regions, its own
included, cover it: for LEASE from the newest of its own heartbeats that they heard. It is its own time that
they echo, so clocks are never compared: what counts is by how much two of them drift apart within a lease
(`Rules.skew`).

Two majorities share a region, and that one promises to the second only when what it promised to the first
is over. docs/decisions/0010-ownership-by-leases-and-votes.md has the reasons and the sums.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from handlers.domain.commands import OwnershipCommands
from handlers.domain.errors import ConfigurationError

TICK: Final = timedelta(seconds=5)  # each region looks and heartbeats this often
LEASE: Final = timedelta(seconds=30)
QUIET: Final = timedelta(seconds=30)  # longer than replication may take (its alarm) and than any commit does
TELLING: Final = 2 * TICK  # what the run that found it did not tell by then is told by any
MOST_CACHED: Final = timedelta(seconds=5)  # a function knows of a lease this late; QUIET is longer
BY_COMMAND: Final = 2 * TICK + QUIET + MOST_CACHED
"""From a command on, until the region that it is given to acts, where no votes are held."""


@dataclass(frozen=True, slots=True)
class Promise:
    """That its region lets `owner` act under `epoch`.

    `seen` is the newest heartbeat of the owner that it heard, by the owner's clock, and `raised` when that
    was, by its own. Where it is the owner itself it may act from `quiet_until` to `until`, None until it has
    won.
    """

    epoch: int
    owner: str
    raised: datetime
    seen: datetime | None = None
    until: datetime | None = None
    quiet_until: datetime | None = None

    def has_lapsed(self, at: datetime) -> bool:
        """Whether the owner, whose own promise this is, may act under it no more."""
        return self.until is not None and at >= self.until


@dataclass(frozen=True, slots=True)
class Heard:
    """The newest heartbeat of a peer: its number, its time by the peer's clock, and when it came, by one's
    own.
    """

    sequence: int
    at: datetime
    when: datetime


class Notification(StrEnum):
    """What a tick may bring about that people must hear of."""

    TAKEN_OVER = "takeover"
    HANDED_BACK = "handed-back"
    LEASE_LAPSED = "lease-lapsed"
    CLOCK_SKEW = "clock-skew"


@dataclass(frozen=True, slots=True)
class OutboxEntry:
    """What people must hear, of a region, and since when."""

    notification: Notification
    of: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Heartbeat:
    """All that a region says. `asks` are the home regions that it wants to act for instead of their owner,
    `skewed` the peers whose clocks are ahead of its own; `steady_since` is since when it hears a majority.
    `undelivered` is what people were not told yet, the newest of each kind and region.
    """

    region: str
    sequence: int
    at: datetime
    heard: Mapping[str, Heard] = field(default_factory=dict)
    promises: Mapping[str, Promise] = field(default_factory=dict)
    asks: frozenset[str] = frozenset()
    skewed: frozenset[str] = frozenset()
    steady_since: datetime | None = None
    undelivered: tuple[OutboxEntry, ...] = ()

    @property
    def acts_for(self) -> frozenset[str]:
        """The home regions that its region may act for, as it says itself."""
        return frozenset(
            home
            for home, each in self.promises.items()
            if each.owner == self.region and each.until is not None and not each.has_lapsed(self.at)
        )

    def after(self, told: Collection[OutboxEntry]) -> Heartbeat:
        """Return the next heartbeat where nothing happened but that people were `told`."""
        left = tuple(each for each in self.undelivered if each not in told)
        return replace(self, sequence=self.sequence + 1, undelivered=left)


class Consent(StrEnum):
    """What lets a region act for another."""

    VOTES = "votes"  # the promises of a majority
    COMMAND = "command"  # that it was told to: of a pair, either region alone could get no majority


def consent_in(text: str) -> Consent:
    """Return what a setting says. Raises ConfigurationError."""
    if text not in tuple(Consent):
        raise ConfigurationError(f"ownership is by {' or by '.join(Consent)}")
    return Consent(text)


@dataclass(frozen=True, slots=True)
class Rules:
    """The regions, who follows whom, by how much clocks may drift apart, and for how long a home region must
    have heard a majority before it asks for its merchants back.

    By command, whoever is the first choice acts and whoever is not stops, as soon as it hears of it. QUIET
    passes between the two, and no lease ends by silence: two regions that do not hear each other may both act
    until they do, and the later epoch then stays.
    """

    regions: tuple[str, ...]
    successors: Mapping[str, Sequence[str]]
    skew: timedelta
    hand_back_after: timedelta
    consent: Consent = Consent.VOTES

    @property
    def by_command(self) -> bool:
        """Whether no votes are held."""
        return self.consent is Consent.COMMAND

    @property
    def peers_needed(self) -> int:
        """How many others make a majority with the region itself; none where no votes are held."""
        return 0 if self.by_command else len(self.regions) // 2


@dataclass(frozen=True, slots=True)
class Decision:
    """The heartbeat to write, what people are to be told once it is written, and for how long the most silent
    peer was not heard.
    """

    heartbeat: Heartbeat
    due: tuple[OutboxEntry, ...]
    silence: timedelta


@dataclass(frozen=True, slots=True)
class View:
    """What a region knows: its own heartbeat, those of others that reached it, and what operators want. Of
    the `unread` regions there is an item that it could not read.
    """

    region: str
    own: Heartbeat | None
    peers: Mapping[str, Heartbeat]
    commands: OwnershipCommands = field(default_factory=OwnershipCommands)
    unread: frozenset[str] = frozenset()

"""Payments in a chaos test: calls fail, a clock is ahead, a region is lost halfway, and it comes back.

Nobody commands anything: a peer comes to act for the lost region, which does so itself again once it is back.
Customers pay their merchants in the merchants' home regions. Until a payment is accepted they ask again with
the same key, first there and then elsewhere, as DNS would lead them.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from threading import Event, Lock
from typing import Final

from handlers.domain.payment import AT_REST
from handlers.local.processor import REFUSED
from rehearsal.audit import Audited, audit
from rehearsal.cards import card_of
from rehearsal.emulator.process import Emulator
from rehearsal.ownership import wait_until_acting
from rehearsal.processor import ProcessorServer
from tests.integration.api import ACCEPTED, Api, Merchant, UnreachableError
from tests.integration.deployed import Region

RATE: Final = 0.05
SERVED_WITHIN: Final = 120.0  # seconds from a region's loss until payments of its home are accepted elsewhere
KINDS: Final = ("refuse", "slow", "error", "lost_answer")  # of rehearsal.emulator.faults
_REFUSED: Final = 0.05  # of payments: those of cards that the issuer refuses
_CUSTOMERS: Final = 6
_TIMEOUT_SECONDS: Final = 900.0  # for a customer, and until all payments are final
_PAUSES: Final = (0.2, 1.0)  # seconds between two tries of a customer, at random
_HERE_FIRST: Final = 3  # tries in the home region before another is asked
_SWEEP_EVERY: Final = 5.0  # seconds
_TOLD: Final = 10  # of what went wrong: all else is counted alone


@dataclass(frozen=True, slots=True)
class Figures:
    """What became of the payments that were sent.

    Seconds from a region's loss: `served` until a peer accepted a payment of its home, `recovery` until all
    that others knew of what it had accepted was final there. `handed_back`: from its return until it acted.
    """

    sent: int
    audited: Audited
    served: float
    recovery: float
    handed_back: float

    def __str__(self) -> str:
        of = self.audited
        return (
            f"sent {self.sent}, accepted {of.accepted}, final {of.final}, in doubt {of.in_doubt}, "
            f"lost {len(of.lost)}, doubled {len(of.doubled)}, served after {self.served:.0f} s, "
            f"recovery {self.recovery:.0f} s, handed back after {self.handed_back:.0f} s"
        )

    def problems(self) -> tuple[str, ...]:
        """What must not be, as sentences."""
        of, refused = self.audited, self.sent - self.audited.accepted
        found = {
            f"{refused} of {self.sent} payments were never accepted": refused,
            f"{of.accepted - of.final} accepted payments are not at rest": of.accepted - of.final,
            f"{of.in_doubt} payments are still in doubt": of.in_doubt,
            (
                f"payments of the lost region were accepted again after {self.served:.0f} s, "
                f"and not within {SERVED_WITHIN:.0f} s"
            ): self.served > SERVED_WITHIN,
            f"{len(of.lost)} accepted payments are lost": len(of.lost),
            f"{len(of.doubled)} payments were captured more than once": len(of.doubled),
            (
                f"{len(of.astray)} times the ledger differs from the processor's books "
                "or from what was accepted"
            ): len(of.astray),
        }
        return tuple(sentence for sentence, count in found.items() if count)


@dataclass
class ChaosTest:
    """One chaos test. `say` tells how it goes, `skew` is by how many seconds clocks may differ."""

    regions: Sequence[Region]
    apis: Mapping[str, Api]
    merchants: Mapping[str, Merchant]
    emulator: Emulator
    processor: ProcessorServer
    say: Callable[[str], None]
    skew: float
    seed: int = 1
    accepted: dict[str, str] = field(default_factory=dict)
    promised: dict[str, int] = field(default_factory=dict)
    _answered: int = 0
    _elsewhere: dict[str, float] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    def run(self, payments: int) -> Figures:
        """Send so many payments, and wait until all that were accepted are final everywhere."""
        lost, ahead, *_ = self.regions
        epoch = wait_until_acting(lost, lost, within=_TIMEOUT_SECONDS).epoch
        half = Event()
        self._inject(RATE)
        self.emulator.set_clocks({ahead.name: self.skew})
        with ThreadPoolExecutor(_CUSTOMERS) as customers:
            paying = [customers.submit(self._pay, number, payments // 2, half) for number in range(payments)]
            half.wait(_TIMEOUT_SECONDS)
            self.emulator.ask("/_rehearsal/lose", [lost.name])
            began = time.monotonic()
            before = {key: each for key, each in self.accepted.items() if self._home(key) == lost.name}
            self.say(f"chaos: {lost} is lost, {len(self.accepted)} of {payments} payments are accepted")
            for each in paying:
                each.result()
        elsewhere = [at for key, at in self._elsewhere.items() if self._home(key) == lost.name and at > began]
        served = min(elsewhere, default=began + _TIMEOUT_SECONDS) - began
        self.say(
            f"chaos: {served:.0f} s after its loss payments of {lost} were taken elsewhere, with no command"
        )
        self.say(f"chaos: all is sent, {len(self.accepted)} accepted, {lost} is still away; faults end")
        self._inject(0.0)
        self.emulator.set_clocks({})
        survivors = [region for region in self.regions if region is not lost]
        # What a region accepts in its last moment no other one knows of before it is back (decision 5).
        alone = {each for each in before.values() if not _known(each, survivors)}
        settle(set(before.values()) - alone, survivors)
        recovery = time.monotonic() - began
        self.emulator.ask("/_rehearsal/heal", True)
        back = time.monotonic()
        self.say(f"chaos: after {recovery:.0f} s the payments of {lost} are final")
        self.say(f"chaos: {lost} comes back, and tells of {len(alone)} that it alone knew of")
        settle(self.accepted.values(), self.regions)
        wait_until_acting(lost, lost, after=epoch, within=_TIMEOUT_SECONDS)
        handed_back = time.monotonic() - back
        self.say(f"chaos: {handed_back:.0f} s after its return {lost} acts for itself again, with no command")
        audited = audit(self.promised, self.regions, self.processor.processor)
        for sentence in audited.wrong[:_TOLD]:
            self.say(f"chaos: {sentence}")
        return Figures(payments, audited, served, recovery, handed_back)

    def _home(self, key: str) -> str:
        return self.regions[int(key.rsplit("-", 1)[1]) % len(self.regions)].name

    def _inject(self, rate: float) -> None:
        faults = [
            {"caller_region": region.name, "kind": kind, "rate": rate / len(KINDS), "seed": self.seed}
            for region in self.regions
            for kind in KINDS
        ]
        self.emulator.ask("/_rehearsal/faults", faults if rate else [])
        self.processor.faults = replace(self.processor.faults, rate=rate, seed=self.seed)

    def _pay(self, number: int, half_of: int, half: Event) -> None:
        """Pay until it is accepted, or patience ends."""
        key = f"chaos-{self.seed}-{number:05d}"
        luck = random.Random(key)  # noqa: S311 - repeatable, not secret
        card = luck.choice(list(REFUSED)) if luck.random() < _REFUSED else card_of(number)
        minor = luck.randrange(100, 100_000)
        home = self._home(key)
        around = [home, *(region.name for region in self.regions if region.name != home)]
        limit = time.monotonic() + _TIMEOUT_SECONDS
        tries = 0
        while time.monotonic() < limit:
            region = home if tries < _HERE_FIRST else around[tries % len(around)]
            tries += 1
            try:
                answer = self.apis[region].pay(self.merchants[home], key, minor, card)
            except UnreachableError:
                answer = None
            if answer and answer.status == ACCEPTED:
                with self._lock:
                    self.accepted[key] = answer.body["payment_id"]
                    if region != home:
                        self._elsewhere[key] = time.monotonic()
                    self.promised[self.accepted[key]] = minor
                break
            time.sleep(luck.uniform(*_PAUSES))
        with self._lock:
            self._answered += 1
            if self._answered >= half_of:
                half.set()


def settle(payment_ids: Iterable[str], regions: Sequence[Region]) -> None:
    """Sweep until every payment is at rest as every one of the regions sees it, or patience ends."""
    left = set(payment_ids)
    limit = time.monotonic() + _TIMEOUT_SECONDS
    while left and time.monotonic() < limit:
        began = time.monotonic()
        for region in regions:
            region.sweep()
        with ThreadPoolExecutor(_CUSTOMERS) as readers:
            resting = dict(zip(left, readers.map(lambda each: _at_rest(each, regions), left), strict=True))
        left = {payment_id for payment_id, at_rest in resting.items() if not at_rest}
        time.sleep(max(0.0, _SWEEP_EVERY - (time.monotonic() - began)))


def _known(payment_id: str, regions: Sequence[Region]) -> bool:
    return all(region.payments.load(payment_id) for region in regions)


def _at_rest(payment_id: str, regions: Sequence[Region]) -> bool:
    views = [region.payments.load(payment_id) for region in regions]
    return all(view is not None and view.state in AT_REST for view in views)

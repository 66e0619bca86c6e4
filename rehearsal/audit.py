"""What became of payments that were accepted: every region's ledger, and the receipts, held against the
processor's records.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Final

from handlers.domain.payment import AT_REST, Payment, State
from handlers.local.processor import SimulatedProcessor
from tests.integration.deployed import Region
from tests.simulation.books import contradictions, disagreements, done

_READERS: Final = 6


@dataclass(frozen=True, slots=True)
class Audited:
    """Of so many payments; the last three are a sentence for each thing that must not be.

    final: at rest, and seen alike in every region. lost: not to be found in some region. doubled: captured
    more than once. astray: of another amount than was accepted, or our books and the processor's differ.
    """

    accepted: int
    final: int
    in_doubt: int
    lost: tuple[str, ...]
    doubled: tuple[str, ...]
    astray: tuple[str, ...]

    @property
    def wrong(self) -> tuple[str, ...]:
        """All that must not be, as sentences."""
        return (*self.lost, *self.doubled, *self.astray)


def audit(promised: Mapping[str, int], regions: Sequence[Region], processor: SimulatedProcessor) -> Audited:
    """Look at every payment; `promised` are amounts in minor units, by payment."""
    receipts = _receipts(regions)

    def seen(payment_id: str) -> list[Payment | None]:
        return [region.payments.load(payment_id) for region in regions]

    with ThreadPoolExecutor(_READERS) as readers:
        views = dict(zip(promised, readers.map(seen, promised), strict=True))
        postings = dict(zip(promised, readers.map(regions[0].payments.postings, promised), strict=True))
    final = in_doubt = 0
    lost, doubled, astray = [], [], []
    for payment_id, minor in promised.items():
        known = [view for view in views[payment_id] if view]
        by_processor = done(processor.records(payment_id))
        wrong = list(contradictions(payment_id, by_processor))
        if by_processor.captures > 1:
            doubled.append(wrong.pop(0))
        astray += wrong
        if len(known) < len(regions):
            lost.append(f"{payment_id} was accepted and is known to {len(known)} of {len(regions)} regions")
            continue
        in_doubt += any(view.state is State.IN_DOUBT for view in known)
        astray += _amounts(known, minor)
        if all(view.state in AT_REST for view in known) and _alike(known):
            final += 1
            astray += disagreements(known[0], postings[payment_id], by_processor, receipts[payment_id])
    return Audited(len(promised), final, in_doubt, tuple(lost), tuple(doubled), tuple(astray))


def _amounts(views: Iterable[Payment], minor: int) -> Iterator[str]:
    for view in views:
        if view.money.minor != minor:
            yield f"{view.id} is of {view.money.minor}, and {minor} was accepted"
            return


def _alike(views: Iterable[Payment]) -> bool:
    return len({(view.state, view.epoch, view.version) for view in views}) == 1


def _receipts(regions: Iterable[Region]) -> Mapping[str, set[str]]:
    """The names of all receipts in every region's bucket, by payment."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for region in regions:
        pages = region.client("s3").get_paginator("list_objects_v2")
        for page in pages.paginate(Bucket=region["receipts_bucket_name"], Prefix="receipts/"):
            for stored in page.get("Contents", ()):
                found[stored["Key"].split("/")[2]].add(stored["Key"])
    return found

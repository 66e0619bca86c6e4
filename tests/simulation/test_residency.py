"""Who pays is kept in regions of the payer's jurisdiction, whoever acts for the home region."""

from __future__ import annotations

import json
from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.domain.payment import State, payment_id_of
from handlers.domain.receipts import receipts_of
from handlers.local.table import MemoryTable
from handlers.stores.payments import Payments
from handlers.stores.vault import Vault
from tests.simulation.world import MERCHANTS, RECOVERY, REGIONS, World

pytestmark = pytest.mark.fuzz

MARKS = ("Sam Payer", "sam@example.com", "PERSON#", '"4242"')
JURISDICTIONS = st.fixed_dictionaries(
    {name: st.sampled_from(("law-a", "law-b", "law-c")) for name in REGIONS}
)


def world_under(laws: dict[str, str]) -> World:
    """Three regions, each of which may keep the payers of its jurisdiction."""
    world = World()
    for name, region in world.regions.items():
        region.vault = Vault(region.personal, {other for other in REGIONS if laws[other] == laws[name]})
    return world


def acts_for(world: World, region: str, home: str) -> None:
    """Let a region act for a home region, and wait until it may."""
    if region != home:
        world.takeover(region, home)
        world.clock.advance(RECOVERY)
        world.deliver()


def holding(world: World) -> set[str]:
    """The regions whose personal store holds anything of the payer."""

    def kept(table: MemoryTable) -> str:
        return "\n".join(json.dumps(item) for item in table)

    return {name for name, table in world.personal.items() if any(mark in kept(table) for mark in MARKS)}


@given(
    laws=JURISDICTIONS,
    merchant=st.sampled_from(tuple(MERCHANTS)),
    owner=st.sampled_from(REGIONS),
    order=st.permutations(REGIONS),
)
def test_r80_payers_are_kept_within_their_jurisdiction_in_every_ownership(
    laws: dict[str, str], merchant: str, owner: str, order: Iterable[str]
) -> None:
    home = MERCHANTS[merchant]
    world = world_under(laws)
    acts_for(world, owner, home)
    answers = {region: world.pay(region, merchant, "key-number-one", 1000) for region in order}
    assert answers[owner] == "202"
    may = {owner} if laws[owner] == laws[home] else set()
    assert holding(world) == may
    # The payment goes on without its payer, to the end.
    world.work(owner)
    payment = Payments(world.copies[owner], world.clock).load(payment_id_of(merchant, "key-number-one"))
    assert payment is not None
    assert payment.state is State.CAPTURED
    assert payment.payer_region == next(iter(may), "")
    ((_, receipt),) = receipts_of(payment)
    assert json.loads(receipt)["payer"]["kept_in"] == (owner if may else None)
    assert not any(mark in receipt.decode() for mark in MARKS)
    world.deliver()
    assert holding(world) == may


@given(laws=JURISDICTIONS, peer=st.sampled_from(REGIONS[1:]))
def test_r80_a_payment_that_changes_hands_takes_no_payer_along(laws: dict[str, str], peer: str) -> None:
    world = world_under(laws)
    assert world.pay("north", "mer_n", "key-number-one", 1000) == "202"
    world.deliver()
    acts_for(world, peer, "north")
    # The same request, answered by the peer, and all the work that is left.
    assert world.pay(peer, "mer_n", "key-number-one", 1000) == "202"
    world.sweep(peer)
    world.work(peer)
    assert holding(world) == {"north"}
    payment = Payments(world.copies[peer], world.clock).load(payment_id_of("mer_n", "key-number-one"))
    assert payment is not None
    assert payment.payer_region == "north"

"""What the load needs, held against what the functions do (R49, R77)."""

from __future__ import annotations

import json
from collections import Counter
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from handlers.local.handbook import specs
from handlers.shared.payment import Operation
from handlers.shared.ports import Add, Put
from handlers.spec import Trigger
from infra.capacity import __main__ as command
from infra.capacity import concurrency, payment
from infra.capacity.quotas import Need, needs, summary
from infra.settings import SettingsError, load
from tests.infra.synthesis import SUFFIX, SYSTEM, edited_settings
from tests.simulation.world import World

if TYPE_CHECKING:
    from infra.settings import Settings


def settings(profile: str = "throughput", path: Path | None = None) -> Settings:
    return load(SYSTEM, SUFFIX, profile=profile, path=path)


def need(quota: str, region: str = "us-east-1") -> Need:
    loaded = settings()
    return next(each for each in needs(loaded, loaded.region(region)) if each.quota.startswith(quota))


def test_r77_a_payment_writes_what_the_arithmetic_says() -> None:
    world = World()
    assert world.pay("north", "mer_n", "order-1001-try-1", 1250) == "202"
    world.settle_down()
    items = [
        item
        for rows in world.copies["north"]._items.values()
        for item in rows.values()
        if str(item["pk"]).startswith(("PAYMENT#", "KEY#"))
    ]
    kinds = [str(item["sk"]).partition("#")[0] for item in items]
    assert kinds.count("CHANGE") == payment.COMMITS
    assert kinds.count("POSTING") == payment.POSTINGS
    assert kinds.count("CLAIM") == payment.CLAIMS
    assert kinds.count("OPEN") == 1
    assert next(item for item in items if str(item["sk"]).startswith("STATE"))["state"] == "settled"
    assert max(len(json.dumps(item, default=str)) for item in items) < 1024, "each is one unit"


def test_r77_a_payment_moves_in_the_worklist_as_often_as_the_arithmetic_says() -> None:
    world, seen = World(), []
    plain = world.copies["north"].write

    def write(*writes: Put | Add) -> None:
        plain(*writes)
        seen.extend(
            (each.item.get("open_shard"), each.item.get("due_at"))
            for each in writes
            if isinstance(each, Put) and str(each.item["sk"]).startswith("OPEN#")
        )

    world.copies["north"].write = write  # type: ignore[method-assign]
    assert world.pay("north", "mer_n", "order-1001-try-1", 1250) == "202"
    world.work("north")
    world.settle_down()
    assert len(seen) == payment.ENTRIES + payment.LOOKS
    keys = [(None, None), *seen, (None, None)]
    costs = [(before[0] is not None) + (after[0] is not None) for before, after in pairwise(keys)]
    assert sum(costs) == payment.ACTING.by_open
    lists = Counter(str(shard).partition("#")[0] for shard, _ in seen if shard)
    assert 2 * max(lists.values()) == payment.BY_OPEN_BUSIEST, "each is put once and deleted once"


def test_r77_of_a_payment_as_much_is_told_as_the_arithmetic_says() -> None:
    def told(world: World) -> int:
        world.pay("north", "mer_n", "order-1001-try-1", 1250)
        world.work("north")
        world.stream("north", 100)
        world.settle_down()
        return len(world.regions["north"].events.published)

    going_well, unanswered = World(), World()
    unanswered.unheard.add(Operation.AUTHORIZE)
    assert (told(going_well), told(unanswered)) == (0, payment.EVENTS)


def test_r77_writes_of_a_transaction_count_twice_where_it_is_made() -> None:
    items = payment.COMMITS * payment.ITEMS_OF_A_COMMIT + payment.POSTINGS + payment.ENTRIES
    assert payment.ACTING.table - payment.COPYING.table == items
    assert (payment.ACTING.total, payment.COPYING.total) == (48, 31)


def test_r77_constants_are_those_of_the_functions() -> None:
    others = {"rotation", "endpoint_health"}  # of other systems
    assert len([spec for spec in specs() if spec.name not in others]) == payment.FUNCTIONS
    assert {spec.name for spec in specs() if spec.trigger is Trigger.SECRET_ROTATION} <= others


def test_r77_the_write_quota_has_to_be_raised_in_every_region() -> None:
    for region in settings().regions:
        found = need("DynamoDB, write units", region.name)
        assert found.needed == 7500 * 48 + 2500 * 31
        assert found.is_exceeded


def test_r77_a_region_with_other_quotas_is_held_against_those() -> None:
    assert (need("EventBridge").granted, need("EventBridge", "ap-southeast-1").granted) == (10000, 1200)
    assert need("EventBridge").needed == 750, "of payments that are all in doubt, 10 in a request"
    assert not need("EventBridge", "ap-southeast-1").is_exceeded


def test_r77_standard_workflows_cannot_carry_the_load_and_express_ones_nearly_do() -> None:
    assert need("Step Functions, Standard").needed > 20 * need("Step Functions, Standard").granted
    assert need("Step Functions, Express").needed == 7500


@pytest.mark.parametrize(("calls", "seconds", "reserved"), [(7500, 0.2, 1950), (1, 0.1, 1), (10, 0.1, 2)])
def test_r77_concurrency_is_calls_times_seconds_with_room_to_spare(
    calls: float, seconds: float, reserved: int
) -> None:
    assert concurrency.needed(calls, seconds) == reserved


@pytest.mark.parametrize("profile", ["throughput", "production"])
def test_r77_a_profile_for_load_with_a_concurrency_of_five_is_refused(tmp_path: Path, profile: str) -> None:
    path = edited_settings(
        tmp_path, lambda text: text.replace("reserved_concurrency = 1950", "reserved_concurrency = 5")
    )
    with pytest.raises(SettingsError) as caught:
        settings(profile, path)
    assert str(caught.value) == (
        f"{path}: profiles.{profile}.reserved_concurrency: found 5; allowed: at least 1950 in the profile "
        f"{profile}, for 7500 payments a second of 0.2 s each, times 1.3 (R77)"
    )
    assert settings("ephemeral", path), "short-lived environments carry no load"


def test_r77_a_region_of_its_own_concurrency_is_held_to_the_load_as_well(tmp_path: Path) -> None:
    path = edited_settings(
        tmp_path, lambda text: text.replace('code = "euw1"', 'code = "euw1"\nreserved_concurrency = 100')
    )
    with pytest.raises(
        SettingsError, match=r"regions\.eu-west-1\.reserved_concurrency: found 100; allowed: at"
    ):
        settings("throughput", path)


def test_r77_other_quotas_are_no_override_that_explains_a_difference() -> None:
    assert all(region.overrides == () for region in settings().regions)


def test_r49_the_ephemeral_profile_says_what_it_carries() -> None:
    assert summary(settings("ephemeral")) == (
        "capacity: the profile ephemeral carries 25 payments a second in a region, and not the load of 7500"
    )


def test_r77_the_summary_names_what_is_not_enough_once() -> None:
    told = summary(settings())
    assert told.count("write units/s of the ledger") == 1
    assert "requests/s" not in told


def test_r77_the_document_is_current(tmp_path: Path) -> None:
    written = tmp_path / "capacity.md"
    assert command.main(["--write", str(written)]) == 0
    current = Path(__file__).parents[2] / "docs" / "capacity.md"
    assert written.read_text() == current.read_text(), "stale: make generated"


def test_r77_the_command_says_which_profile_it_does_not_know(capsys: pytest.CaptureFixture[str]) -> None:
    assert command.main(["--profile", "huge"]) == 2
    assert "one of ephemeral, throughput, production" in capsys.readouterr().err

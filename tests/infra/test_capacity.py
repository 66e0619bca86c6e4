"""What the load needs, held against what the functions do."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from handlers.domain.lifecycle import Cost, Lifecycle, Of, Role, Units, Use
from handlers.domain.payment import Operation
from handlers.domain.ports import Item, Put
from handlers.domain.spec import Trigger
from handlers.domain.workflows import DOUBT, FLOWS
from handlers.local import metered
from handlers.local.handbook import specs
from infra import capacity as command
from infra.settings import SettingsError
from infra.settings.concurrency import needed
from infra.systems import load
from infra.systems.global_payments.capacity import concurrency, payment
from infra.systems.global_payments.capacity.keys import hottest
from infra.systems.global_payments.capacity.need import Need
from infra.systems.global_payments.capacity.quotas import RECORDED, SCHEDULED, needs, summary
from tests.infra.synthesis import SUFFIX, SYSTEM, edited_settings
from tests.simulation.world import World

if TYPE_CHECKING:
    from infra.systems.global_payments.settings import Settings

LIFE = Lifecycle.read(RECORDED.read_text())


def settings(profile: str = "throughput", path: Path | None = None) -> Settings:
    return load(SYSTEM, SUFFIX, profile=profile, path=path)


def need(quota: str, region: str = "us-east-1") -> Need:
    loaded = settings()
    return next(each for each in needs(loaded, loaded.region(region)) if each.quota.startswith(quota))


def test_r77_what_was_recorded_is_what_a_payment_writes_in_three_regions_that_copy() -> None:
    world, writes, copied = World(), [], []
    plain, copy = world.copies["north"].write, world.copies["east"].replicate

    def write(*each: Put) -> None:
        plain(*each)
        if str(each[0].item["pk"]).startswith(("PAYMENT#", "KEY#")):
            writes.append(len(each))

    def replicate(item: Item) -> None:
        copy(item)
        if not str(item["pk"]).startswith("REGION#"):  # heartbeats go on, whatever is paid
            copied.append(item)

    world.copies["north"].write = write  # type: ignore[method-assign]
    world.copies["east"].replicate = replicate  # type: ignore[method-assign]
    assert world.pay("north", "mer_n", "order-1001-try-1", 1250) == "202"
    world.work("north")
    world.settle_down()
    of_the_table = [use.units for use in LIFE.of_a_payment.uses if use.role.table == "ledger"]
    assert sum(units.writes for units in of_the_table) == sum(2 * each if each > 1 else 1 for each in writes)
    assert sum(units.copied for units in of_the_table) == len(copied)


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
    straight = replace(LIFE, of_a_doubt=Cost())
    assert payment.writes(settings(), straight) == payment.Writes(acting=48, copying=31)


def test_r77_as_many_payments_are_in_doubt_as_the_alarm_lets_pass(tmp_path: Path) -> None:
    beyond = payment.writes(settings(), replace(LIFE, of_a_payment=Cost()))
    path = edited_settings(tmp_path, lambda text: text.replace("doubt_percent = 1.0", "doubt_percent = 2.0"))
    twice = payment.writes(settings(path=path), replace(LIFE, of_a_payment=Cost()))
    assert beyond.acting > 0
    assert (twice.acting, twice.copying) == (2 * beyond.acting, 2 * beyond.copying)


@pytest.mark.synth
def test_r77_the_indexes_that_are_charged_for_are_the_ledger_s() -> None:
    from infra.systems.global_payments import data

    for charged, index in ((metered.BY_MERCHANT, data.BY_MERCHANT), (metered.BY_OPEN, data.BY_OPEN)):
        assert (charged.name, charged.partition_key, charged.sort_key) == (
            index.name,
            index.partition_key,
            index.sort_key,
        )


# ---- the busiest keys -----------------------------------------------------------------------------------


def a_use(function: str = "ingest", every: float | None = None, **changes: Any) -> Use:
    units = {name: changes.pop(name) for name in Units._fields if name in changes}
    role = replace(Role("ledger", "REGION#<home>", Of.HOME), **changes)
    return Use(function, role, Units(**{"reads": 1, **units}), every)


def hot(
    *uses: Use, at_rest: tuple[Use, ...] = (), in_doubt: tuple[Use, ...] = (), profile: str = "throughput"
) -> list[tuple[str, int, bool]]:
    loaded = settings(profile)
    found = hottest(loaded, loaded.region("us-east-1"), Lifecycle(Cost(uses), Cost(in_doubt), Cost(at_rest)))
    return [(each.quota, each.needed, each.is_exceeded) for each in found]


READS = "Key `REGION#<home>` of ledger, read units/s"
WRITES = "Key `REGION#<home>` of ledger, write units/s"


def test_r77_a_key_that_each_payment_reads_is_hot() -> None:
    assert hot(a_use()) == [(READS, 7500, True)]
    assert hot(a_use(), a_use(function="screen", reads=2)) == [(READS, 22_500, True)]


def test_r77_a_key_that_each_payment_writes_is_hot() -> None:
    assert hot(a_use(reads=0, writes=2)) == [(WRITES, 15_000, True)]


def test_r77_what_is_kept_is_read_by_each_execution_once_in_a_while() -> None:
    functions = ("ingest", "validate", "screen", "authorize", "capture", "settle")
    assert hot(*(a_use(function=each, every=5.0) for each in functions)) == [(READS, 6 * 390, False)]


def test_r77_what_executions_keep_of_functions_that_not_every_payment_calls_comes_on_top() -> None:
    loaded = settings()
    life = Lifecycle(Cost((a_use(every=5.0),)), besides=Cost((a_use(function="health", every=5.0),)))
    (found,) = hottest(loaded, loaded.region("us-east-1"), life)
    assert (found.needed, found.basis) == (780, "1950 executions / 5 s x 2 (ingest 1, health 1)")


def test_r77_what_is_kept_is_read_no_more_often_than_there_are_payments() -> None:
    assert hot(a_use(every=0.1)) == [(READS, 7500, True)]


def test_r77_a_key_of_one_merchant_has_that_merchant_s_payments() -> None:
    assert hot(a_use(of=Of.MERCHANT, reads=7)) == [(READS, 3500, True)]
    assert hot(a_use(of=Of.MERCHANT, reads=6)) == [(READS, 3000, False)]


def test_r77_a_key_of_one_payment_is_not_hot() -> None:
    assert hot(a_use(of=Of.PAYMENT, reads=20, writes=40)) == []


def test_r77_parts_share_the_load() -> None:
    assert hot(a_use(writes=4, reads=0, parts=64)) == [(WRITES, 469, False)]
    assert hot(a_use(writes=1, reads=0, most=500)) == [(WRITES, 500, False)]


def test_r77_what_is_read_at_rest_comes_on_top() -> None:
    assert hot(a_use(), at_rest=(a_use(function="sweep", reads=120),)) == [(READS, 7502, True)]
    assert hot(a_use(), at_rest=(a_use(key="other", reads=120),)) == [(READS, 7500, True)]


def test_r77_what_is_read_of_payments_in_doubt_comes_on_top() -> None:
    assert hot(a_use(), in_doubt=(a_use(function="sweep", reads=2),)) == [(READS, 7650, True)]
    assert hot(a_use(), in_doubt=(a_use(function="sweep", every=5.0),)) == [(READS, 7575, True)]
    assert hot(in_doubt=(a_use(function="sweep", reads=3),)) == [(READS, 225, False)]


def test_r77_the_hottest_comes_first_and_what_is_cold_is_not_told() -> None:
    uses = (a_use(key="a", every=5.0), a_use(key="b"), a_use(key="c", parts=64))
    assert [quota for quota, *_ in hot(*uses)] == [
        "Key `b` of ledger, read units/s",
        "Key `a` of ledger, read units/s",
    ]


def test_r77_a_hot_key_is_named_with_what_would_cool_it() -> None:
    loaded = settings()
    (found,) = hottest(loaded, loaded.region("us-east-1"), Lifecycle(Cost((a_use(),))))
    assert found.basis == "7500/s x 1 (ingest 1)"
    assert found.remedy.startswith("no quota raises it; spread it over at least 3 keys")


def test_r77_constants_are_those_of_the_functions() -> None:
    others = {"rotation", "endpoint_health", "front", "front_health", "private_front"}  # of other systems
    own = [spec for spec in specs() if spec.name not in others]
    on_a_schedule = {spec for spec in own if spec.trigger is Trigger.SCHEDULE}
    assert on_a_schedule == set(SCHEDULED)
    assert len(own) - len(on_a_schedule) == payment.FUNCTIONS
    assert {spec.name for spec in specs() if spec.trigger is Trigger.SECRET_ROTATION} <= others


def test_r77_the_write_quota_has_to_be_raised_in_every_region() -> None:
    for region in settings().regions:
        found = need("DynamoDB, write units", region.name)
        assert 7500 * 48 + 2500 * 31 < found.needed < 1.01 * (7500 * 48 + 2500 * 31)
        assert found.is_exceeded


def test_r77_a_region_with_other_quotas_is_held_against_those() -> None:
    assert (need("EventBridge").granted, need("EventBridge", "ap-southeast-1").granted) == (10000, 1200)
    assert need("EventBridge").needed == 750, "of payments that are all in doubt, 10 in a request"
    assert not need("EventBridge", "ap-southeast-1").is_exceeded


def test_r77_standard_workflows_cannot_carry_the_load_and_express_ones_nearly_do() -> None:
    assert need("Step Functions, Standard").needed > 20 * need("Step Functions, Standard").granted
    assert need("Step Functions, Express").needed == 7500 + 75
    assert need("Step Functions, Express").basis == "7500/s x 1 payment + 75/s in doubt x 1 payment"
    assert need("Step Functions, Standard").basis == "7500/s x 1 settlement + 75/s in doubt x 1 doubt"


@pytest.mark.parametrize(("calls", "seconds", "reserved"), [(7500, 0.2, 1950), (1, 0.1, 1), (10, 0.1, 2)])
def test_r77_concurrency_is_calls_times_seconds_with_room_to_spare(
    calls: float, seconds: float, reserved: int
) -> None:
    assert needed(calls, seconds) == reserved


@pytest.mark.parametrize(
    ("of_payments", "heartbeat", "sweep"), [(1, 3, 3), (5, 3, 5), (1950, 3, 15)], ids=["one", "few", "many"]
)
def test_r77_what_a_schedule_calls_has_as_many_executions_as_its_runs_overlap(
    of_payments: int, heartbeat: int, sweep: int
) -> None:
    reserved = {spec.name: concurrency.reserved(spec, of_payments) for spec in SCHEDULED}
    assert reserved == {"heartbeat": heartbeat, "sweep": sweep}


def test_r77_no_workflow_takes_executions_of_a_schedule() -> None:
    """As many as payments need, since as many of them may be in doubt as the alarm lets pass."""
    steps = {DOUBT.function, *(step for flow in FLOWS for step in flow.steps)}
    called = [spec for spec in specs() if spec.name in steps]
    assert {spec.name for spec in called} == steps
    assert {spec.trigger for spec in called} == {Trigger.WORKFLOW}
    assert {concurrency.reserved(spec, 1950) for spec in called} == {1950}


@pytest.mark.parametrize("profile", ["throughput", "production"])
def test_r77_a_profile_for_load_with_a_concurrency_of_five_is_refused(tmp_path: Path, profile: str) -> None:
    path = edited_settings(
        tmp_path, lambda text: text.replace("reserved_concurrency = 1950", "reserved_concurrency = 5")
    )
    with pytest.raises(SettingsError) as caught:
        settings(profile, path)
    assert re.sub(r"(?<=\.toml):\d+", "", str(caught.value)) == (
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

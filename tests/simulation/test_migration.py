"""A migration loses no payment and takes none twice, also where it goes back in the middle."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from infra import systems
from infra.settings.phases import MigrationSettings
from tests.simulation.migration import Migration, OwnKeys

pytestmark = pytest.mark.fuzz

MINUTES = 6
SEEDS = range(2)
PLANS: Mapping[str, MigrationSettings] = {
    name: settings
    for name in systems.SYSTEMS
    if isinstance(settings := systems.load(name, "zq7"), MigrationSettings)
}


def ways(plan: MigrationSettings) -> dict[str, list[str]]:
    """Straight on, and back to the first phase from each other one but the last."""
    phases = list(plan.phases)
    back = {
        f"back from {name}": [*phases[: number + 1], *reversed(phases[:number]), *phases[1:]]
        for number, name in enumerate(phases)
        if 0 < number < len(phases) - 1
    }
    return {"straight on": phases, **back, "back from the last": [*phases, *reversed(phases[:-1])]}


def migrated(plan: MigrationSettings, way: str, seed: int, *, shared: bool, **how: object) -> Migration:
    """A migration that went this way, at rest."""
    migration = Migration(plan.sides, seed, shared, **how)  # type: ignore[arg-type]
    phases, last = ways(plan)[way], list(plan.phases)[-1]
    for name, before in zip(phases, [phases[0], *phases], strict=False):
        if shared and last in {name, before}:
            migration.switch_over(plan.phases[name].weights, 2)
        migration.hold(plan.phases[name].weights, MINUTES)
    migration.come_to_rest(plan.phases[phases[-1]].weights)
    return migration


CASES = [
    (name, way, shared) for name, plan in PLANS.items() for way in ways(plan) for shared in (True, False)
]


@pytest.mark.parametrize(("system", "way", "shared"), CASES)
def test_r96_no_payment_is_lost_and_none_is_taken_twice(system: str, way: str, shared: bool) -> None:
    plan = PLANS[system]
    heard_by_both = 0
    for seed in SEEDS:
        migration = migrated(plan, way, seed, shared=shared)
        assert list(migration.problems()) == [], f"seed {seed}"
        assert len(migration.amounts) > 30
        assert (migration.switched_over > 0) is shared
        heard_by_both += sum(len(sides) == 2 for sides in migration.asked.values())
    assert heard_by_both, "keys that were sent to one side, and again to the other"


@pytest.mark.parametrize("system", PLANS)
def test_a_key_that_both_sides_hear_is_two_payments_where_one_asks_the_processor_under_keys_of_its_own(
    system: str,
) -> None:
    plan = PLANS[system]
    migration = migrated(plan, "straight on", 1, shared=False, keys=OwnKeys)
    problems = list(migration.problems())
    both = {key for key, sides in migration.asked.items() if len(sides) == 2}
    twice = [problem for problem in problems if "is captured 2 times" in problem]
    assert len(twice) == len(both) > 0


@pytest.mark.parametrize("system", PLANS)
def test_callers_are_led_by_the_weights_of_the_phase_that_holds(system: str) -> None:
    plan = PLANS[system]
    first, last = plan.sides
    for phase in plan.phases.values():
        migration = Migration(plan.sides, 1, shared=True)
        migration.hold(phase.weights, 100)
        heard = [side for sides in migration.asked.values() for side in sides]
        share = 100 * heard.count(last) / len(heard)
        assert abs(share - phase.weights[last]) < 10
        assert (phase.weights[first] == 0) is (first not in heard)

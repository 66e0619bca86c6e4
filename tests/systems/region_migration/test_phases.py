"""What a phase of the migration changes: weights, the bounds of tasks, the tag that says it; nothing else."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

import pytest

import main
from infra.systems import load
from tests.infra.synthesis import SUFFIX, Configuration
from tests.shared import made_once

pytestmark = [pytest.mark.synth, pytest.mark.long]

SYSTEM: Final = "region_migration"
PHASES: Final = ("legacy", "canary", "migration", "cutover")
MAY_CHANGE: Final = re.compile(
    r"resource\.\w+\.[\w-]+\.tags\.MigrationPhase"
    r"|resource\.aws_route53_record\.public_(primary|secondary)\.weighted_routing_policy\.weight"
    r"|resource\.aws_appautoscaling_target\.service_scaling\.(min|max)_capacity"
    r"|resource\.aws_ecs_service\.service\.desired_count"
    r"|output\.phase\.value"
)
Written = Mapping[str, Mapping[str, Any]]


@pytest.fixture(scope="module")
def phases(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Written]:
    """What each phase synthesizes: by stack, each value by its path."""

    def make(folder: Path) -> None:
        for phase in PHASES:
            told = {"environmentSuffix": SUFFIX, "system": SYSTEM, "migrationPhase": phase}
            context = [part for key, value in told.items() for part in ("-c", f"{key}={value}")]
            with pytest.MonkeyPatch.context() as environment:
                environment.setenv("CDKTF_OUTDIR", str(folder / phase))
                assert main.main(context) == 0, phase

    folder = made_once(tmp_path_factory, f"phases-{SYSTEM}", make)
    return {phase: _read(folder / phase) for phase in PHASES}


def _read(folder: Path) -> Written:
    return {name: dict(_values(stack.json, "")) for name, stack in Configuration.read(folder).stacks.items()}


def _values(value: object, path: str) -> Iterator[tuple[str, Any]]:
    parts: Iterator[tuple[object, object]]
    if isinstance(value, dict):
        parts = ((key, item) for key, item in value.items() if key != "//")
    elif isinstance(value, list):
        parts = iter(enumerate(value))
    else:
        yield path, value
        return
    for key, item in parts:
        yield from _values(item, f"{path}.{key}" if path else str(key))


@pytest.mark.parametrize(("before", "after"), list(pairwise(PHASES)))
def test_a_phase_changes_weights_tasks_and_the_tag_and_nothing_else(
    phases: Mapping[str, Written], before: str, after: str
) -> None:
    one, other = phases[before], phases[after]
    assert one.keys() == other.keys()
    changed = {
        path
        for stack in one
        for path in one[stack].keys() | other[stack].keys()
        if one[stack].get(path) != other[stack].get(path)
    }
    assert [path for path in sorted(changed) if not MAY_CHANGE.fullmatch(path)] == []
    assert any(path.endswith(".weight") for path in changed)
    assert any(path.endswith(".tags.MigrationPhase") for path in changed)


def test_what_may_change_does_not_hide_a_name() -> None:
    for path in (
        "resource.aws_lb.alb.name",
        "terraform.backend.s3.key",
        "resource.aws_lb.alb.tags.Environment",
    ):
        assert not MAY_CHANGE.fullmatch(path)


@pytest.mark.parametrize("phase", PHASES)
def test_r132_weights_follow_the_phase(phases: Mapping[str, Written], phase: str) -> None:
    settings: Any = load(SYSTEM, SUFFIX, environment={"MIGRATION_PHASE": phase})
    dns = phases[phase][f"{SYSTEM}-dns-global"]
    found = {
        side: dns[f"resource.aws_route53_record.public_{side}.weighted_routing_policy.weight"]
        for side in settings.sides
    }
    assert found == settings.current.weights
    assert sum(found.values()) == 100
    for region in settings.regions:
        application = phases[phase][f"{SYSTEM}-app-{region.name}"]
        bounds = "resource.aws_appautoscaling_target.service_scaling"
        assert (
            application[f"{bounds}.min_capacity"],
            application[f"{bounds}.max_capacity"],
        ) == settings.current.tasks[settings.side(region)]


@pytest.mark.parametrize("phase", PHASES)
def test_each_gate_asks_an_alarm_that_its_regions_have(phases: Mapping[str, Written], phase: str) -> None:
    settings: Any = load(SYSTEM, SUFFIX)
    for gate in settings.phases[phase].gates:
        for region in gate.regions or [each.name for each in settings.regions]:
            names = phases[phase][f"{SYSTEM}-app-{region}"].values()
            assert f"move-{gate.metric}-{SUFFIX}" in names, (gate.metric, region)


def test_r45_databases_admit_the_tasks_of_both_regions_alone(synthesis_of: Callable[[str], Path]) -> None:
    config = Configuration.read(synthesis_of(SYSTEM))
    for stack, peer in (("us-east-1", 1), ("us-east-2", 0)):
        rules = [
            each
            for each in config.stacks[f"{SYSTEM}-app-{stack}"].of("aws_vpc_security_group_ingress_rule")
            if each.id.startswith("database_group")
        ]
        assert {(each["from_port"], each["to_port"]) for each in rules} == {(5432, 5432)}
        assert sorted(each.get("cidr_ipv4") or each["referenced_security_group_id"] for each in rules) == [
            "${aws_security_group.tasks_group.id}",
            *(f"10.{peer}.{number}.0/24" for number in (11, 12, 13)),
        ]

"""The stacks of `onprem_migration`: secrets, what groups let through, and what a phase changes."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Any, Final

import pytest

from infra import systems
from tests.infra.synthesis import SUFFIX, Configuration
from tests.systems.onprem_migration.requirements.predicates import of, shares

pytestmark = pytest.mark.synth

SYSTEM: Final = "onprem_migration"
PHASES: Final = ("legacy", "canary", "migration", "aws")
MAY_CHANGE: Final = ("action.0.forward.target_group.", "output.phase.value")


@pytest.fixture(scope="module")
def phases(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Configuration]:
    """A synthesis of each phase. The tag of the phase, aspects put."""
    from cdktf import App

    found = {}
    for phase in PHASES:
        folder = tmp_path_factory.mktemp(phase)
        app = App(outdir=str(folder), stack_traces=False)
        settings = systems.load(SYSTEM, SUFFIX, environment={"MIGRATION_PHASE": phase})
        systems.build(app, settings)
        app.synth()
        found[phase] = Configuration.read(folder)
    return found


def paths(value: Any, at: str = "") -> Iterator[tuple[str, Any]]:
    """Every leaf of a stack's JSON with its path, but for what cdktf notes of the synthesis."""
    if isinstance(value, dict):
        for key, each in value.items():
            if key != "//":
                yield from paths(each, f"{at}.{key}" if at else key)
    elif isinstance(value, list):
        for number, each in enumerate(value):
            yield from paths(each, f"{at}.{number}")
    else:
        yield at, value


def test_r89_each_phase_shares_callers_out_as_it_says(phases: dict[str, Configuration]) -> None:
    assert {phase: shares(config) for phase, config in phases.items()} == {
        "legacy": {"legacy": 100, "aws": 0},
        "canary": {"legacy": 90, "aws": 10},
        "migration": {"legacy": 50, "aws": 50},
        "aws": {"legacy": 0, "aws": 100},
    }


@pytest.mark.parametrize(("before", "after"), list(pairwise(PHASES)))
def test_r96_a_phase_changes_weights_and_its_tag_and_nothing_else(
    phases: dict[str, Configuration], before: str, after: str
) -> None:
    one, other = phases[before], phases[after]
    assert one.stacks.keys() == other.stacks.keys()
    for name, stack in one.stacks.items():
        old, new = dict(paths(stack.json)), dict(paths(other.stacks[name].json))
        assert old.keys() == new.keys(), name
        changed = [path for path, value in old.items() if new[path] != value]
        assert [path for path in changed if not any(each in path for each in MAY_CHANGE)] == [], name


def test_r29_secrets_are_looked_up_by_their_configured_names(phases: dict[str, Configuration]) -> None:
    named = {
        each["name"]
        for stack in phases["legacy"].stacks.values()
        for each in stack.json.get("data", {}).get("aws_secretsmanager_secret", {}).values()
    }
    assert named == {
        *("onp/database-administrator", "onp/database-application", "onp/database-migration"),
        *("onp/legacy-database", "onp/processor-credentials", "onp/card-token-key"),
    }


def test_r45_each_group_lets_through_what_it_needs(phases: dict[str, Configuration]) -> None:
    config = phases["legacy"]
    opened = {
        each.id: each["from_port"]
        for stack in ("compute", "migration")
        for kind in ("ingress", "egress")
        for each in of(config, stack).of(f"aws_vpc_security_group_{kind}_rule")
    }
    assert {name: port for name, port in opened.items() if port != 443} == {
        "rotation_group_to_customers_5432": 5432,
        "rds_cluster_group_from_rotation_5432": 5432,
        "migration_group_to_source_5432": 5432,
        "migration_group_to_customers_5432": 5432,
        "rds_cluster_group_from_data-migration_5432": 5432,
    }
    assert {name for name in opened if name.startswith("alb_group")} == {
        "alb_group_from_private-link_443",
        "alb_group_to_legacy_443",
    }

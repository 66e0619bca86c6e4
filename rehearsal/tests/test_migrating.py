"""A migration moves on by the phases of its settings, each synthesized for the same environment."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from infra.settings.phases import MigrationSettings
from infra.systems import load
from rehearsal import migrating
from rehearsal.deployment import DeploymentError
from rehearsal.migrating import MigrationRehearsal
from rehearsal.progress import Progress
from rehearsal.stacks import Stack
from rehearsal.synthesis import NotSynthesizedError
from rehearsal.tests.samples import stack_content, write_folder

pytestmark = pytest.mark.database

PHASES = ["legacy", "canary", "migration", "cutover"]


@pytest.fixture
def applied() -> list[str]:
    """The stacks that were applied, by the phase of their tag."""
    return []


@pytest.fixture
def rehearsal(tmp_path: Path, applied: list[str]) -> MigrationRehearsal:
    """The rehearsal of one stack of a system in its first phase."""
    settings = load("region_migration", "zq7")
    assert isinstance(settings, MigrationSettings)
    task: Any = SimpleNamespace(stacks=[Stack("region_migration-dns", {})], scratch=tmp_path)
    made = MigrationRehearsal(task, settings, Progress())

    def change(stacks: list[Stack], beside: str) -> int:
        assert beside == "MigrationPhase"
        applied.extend(f"{stack.name} in {stack.content['output']['phase']}" for stack in stacks)
        return 3

    deployment: Any = SimpleNamespace(change=change)
    made.deployment = deployment
    return made


def write(settings: MigrationSettings, phase: str, folder: Path) -> None:
    """Stacks of the system and of another one in a phase."""
    assert (settings.suffix, settings.phase) == ("zq7", PHASES[PHASES.index(phase) - 1])
    folder.parent.mkdir(exist_ok=True)
    names = ("region_migration-dns", "another-app")
    write_folder(folder, {name: (stack_content(name, output={"phase": phase}), []) for name in names})


def test_each_phase_is_applied_to_the_systems_own_stacks_and_then_holds(
    rehearsal: MigrationRehearsal, applied: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(migrating, "synthesize", write)
    for phase in rehearsal.steps():
        assert rehearsal.settings.phase == phase
    assert applied == [f"region_migration-dns in {phase}" for phase in PHASES[1:]]


def test_what_is_not_synthesized_is_not_deployed(
    rehearsal: MigrationRehearsal, applied: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise NotSynthesizedError("canary is not synthesized")

    monkeypatch.setattr(migrating, "synthesize", refuse)
    with pytest.raises(DeploymentError, match="canary is not synthesized"):
        next(rehearsal.steps())
    assert applied == []

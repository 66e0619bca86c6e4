"""The phases of a migration: what may be said of them, and how a mistake is told."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from infra import __main__ as command
from infra import systems
from infra.migration_plan import changes, plan
from infra.settings import SettingsError
from infra.settings.phases import MigrationSettings
from tests.systems import moving
from tests.systems.moving.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Mapping

SYSTEM = "moving"
FILE = Path(moving.__file__).with_name("moving.toml")


@pytest.fixture(autouse=True)
def _listed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(systems, "SYSTEMS", {**systems.SYSTEMS, SYSTEM: moving.__name__})


def loaded(folder: Path, *edits: tuple[str, str], environment: Mapping[str, str] | None = None) -> Settings:
    """The settings of `moving`, of which some texts are replaced."""
    text = FILE.read_text(encoding="utf-8")
    for old, new in edits:
        assert old in text, "the edit changes nothing"
        text = text.replace(old, new)
    path = folder / FILE.name
    path.write_text(text, encoding="utf-8")
    found = systems.load(SYSTEM, "zq7", path=path, environment=environment or {})
    assert isinstance(found, Settings)
    return found


def complaint(folder: Path, *edits: tuple[str, str], environment: Mapping[str, str] | None = None) -> str:
    with pytest.raises(SettingsError) as caught:
        loaded(folder, *edits, environment=environment)
    return str(caught.value)


def test_phases_stand_in_their_order_and_one_of_them_holds(tmp_path: Path) -> None:
    settings = loaded(tmp_path)
    assert list(settings.phases) == ["legacy", "half", "last"]
    assert settings.current.weights == {"old": 100, "new": 0}


def test_r137_the_phase_is_one_value_of_the_file_and_the_environment_has_precedence(tmp_path: Path) -> None:
    changed = loaded(tmp_path, ('phase = "legacy"', 'phase = "half"'))
    assert changed == loaded(tmp_path, environment={"MIGRATION_PHASE": "half"})
    assert changed.current.weights == {"old": 50, "new": 50}
    assert changed.model_copy(update={"phase": "legacy"}) == loaded(tmp_path)


def test_every_resource_of_a_migration_says_its_phase(tmp_path: Path) -> None:
    for phase in ("legacy", "half"):
        settings = loaded(tmp_path, environment={"MIGRATION_PHASE": phase})
        assert settings.promises.tags == {"MigrationPhase": phase}


@pytest.mark.parametrize("system", systems.SYSTEMS)
def test_no_other_system_says_a_phase(system: str) -> None:
    settings = systems.load(system, "zq7")
    tagged = "MigrationPhase" in settings.promises.tags
    assert tagged is isinstance(settings, MigrationSettings)


HALF = "weights = { old = 50, new = 50 }"
WRONG = {
    "phase": ('phase = "legacy"', 'phase = "cutover"', "found 'cutover'; allowed: one of legacy, half, last"),
    "phases.half.weights": (
        HALF,
        "weights = { old = 50, new = 49 }",
        "found {'old': 50, 'new': 49}; allowed: whole numbers from 0 for old and new that sum to 100",
    ),
    "phases.legacy.weights": (
        "{ old = 100, new = 0 }",
        "{ old = 100, other = 0 }",
        "found {'old': 100, 'other': 0}; allowed: whole numbers from 0 for old and new that sum to 100",
    ),
    "phases.last.weights": (
        "{ old = 0, new = 100 }",
        "{ old = -50, new = 150 }",
        "found {'old': -50, 'new': 150}; allowed: whole numbers from 0 for old and new that sum to 100",
    ),
    "phases.half.weights.old": (HALF, HALF.replace("50,", "50.0,"), "found 50.0; allowed: a valid integer"),
    "phases.last.weights.new": (
        "{ old = 0, new = 100 }",
        "{ old = 60, new = 40 }",
        "found 40; allowed: no less than in half: phases stand in the order in which traffic moves to new",
    ),
    "phases.half.tasks": (
        "[phases.half]\n",
        "[phases.half]\ntasks = { old = [1, 3], new = [3, 1] }\n",
        "found {'old': [1, 3], 'new': [3, 1]}; allowed: the least and the most tasks of old and new",
    ),
    "phases": (
        "[phases.half]\n",
        "[phases.half]\ntasks = { old = [1, 3], new = [1, 3] }\n",
        "found 'tasks in some'; allowed: tasks in every phase, or in none",
    ),
    "phases.half.gates.0.regions": (
        'regions = ["us-east-1"]',
        'regions = ["eu-west-1"]',
        "found 'eu-west-1'; allowed: regions of the system: us-east-1",
    ),
    "phases.half.gates.0.hours": (
        "minutes = 15, regions",
        "hours = 1, minutes = 15, regions",
        "found 1; allowed: one of the keys metric, below, minutes, regions",
    ),
    "phases.half": (
        f"{HALF}\nquiet_minutes = 30\n",
        f"{HALF}\n",
        "found 'no gates'; allowed: quiet_minutes and gates for the next phase",
    ),
    "phases.half.gates.0.metric": (
        'metric = "throttled", below = 5, minutes = 15, regions',
        'metric = "trotled", below = 5, minutes = 15, regions',
        "found 'trotled'; allowed: one of copies-late, throttled; did you mean throttled?",
    ),
    "phases.half.gates.0.below": (
        "below = 5, minutes = 15, regions",
        "below = 1e300, minutes = 15, regions",
        "found 1e+300; allowed: at most 1000, in the unit of throttled",
    ),
    "phases.legacy.gates.0.below": (
        "below = 5, minutes = 15 }",
        "below = inf, minutes = 15 }",
        "found inf; allowed: a finite number",
    ),
    "phases.half.gates.0.minutes": (
        'metric = "throttled", below = 5, minutes = 15, regions',
        'metric = "copies-late", below = 5, minutes = 14, regions',
        "found 14; allowed: at least 15, the period of copies-late",
    ),
    "phases.legacy.weights.old": (
        "{ old = 100, new = 0 }",
        "{ old = 60, new = 40 }",
        "found 60; allowed: 100 in the first phase, which is legacy",
    ),
    "phases.last.weights.new ": (
        "{ old = 0, new = 100 }",
        "{ old = 1, new = 99 }",
        "found 99; allowed: 100 in the last phase, which is last",
    ),
    "phases.half.weights ": (
        HALF,
        "weights = { old = 100, new = 0 }",
        "found {'old': 100, 'new': 0}; allowed: other weights or tasks than legacy",
    ),
    "phases ": (
        "[phases.half]",
        "[phases.Half-way]",
        "found 'Half-way'; allowed: names that are one lower-case word, such as canary",
    ),
    "phases.last.way_back": (
        'new = 100 }\nway_back = "Set the phase before, and apply."',
        "new = 100 }",
        "the key is missing; required: how callers come back to the side before",
    ),
}


@pytest.mark.parametrize("key", WRONG)
def test_what_is_wrong_with_phases_is_said_with_file_key_and_what_is_allowed(
    tmp_path: Path, key: str
) -> None:
    old, new, text = WRONG[key]
    told = re.sub(r"(?<=\.toml):\d+", "", complaint(tmp_path, (old, new)))
    assert f"{tmp_path / 'moving.toml'}: {key.strip()}: {text}" in told.splitlines()


def test_a_phase_that_the_environment_names_is_held_to_the_same(tmp_path: Path) -> None:
    text = complaint(tmp_path, environment={"MIGRATION_PHASE": "quarter"})
    assert text == "MIGRATION_PHASE: phase: found 'quarter'; allowed: one of legacy, half, last"


def test_the_plan_says_what_holds_what_must_hold_what_a_step_changes_and_the_way_back(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("MIGRATION_PHASE", raising=False)
    assert command.main(["phases", SYSTEM]) == 0
    assert (
        capsys.readouterr().out
        == """\
moving: from old to new in 3 phases
  legacy  old 100 %, new   0 %  <- holds now
  half    old  50 %, new  50 %
  last    old   0 %, new 100 %

legacy -> half: `phase = "half"` in tests/systems/moving/moving.toml
  what must hold before:
    no alarm for 30 minutes
    throttled below 5 for 15 minutes
  what it changes:
    weight of old: 100 -> 50
    weight of new: 0 -> 50
    tag MigrationPhase of every resource: legacy -> half
  the way back: Set the phase before, and apply.

half -> last: `phase = "last"` in tests/systems/moving/moving.toml
  what must hold before:
    no alarm for 30 minutes
    throttled below 5 for 15 minutes in us-east-1
  what it changes:
    weight of old: 50 -> 0
    weight of new: 50 -> 100
    tag MigrationPhase of every resource: half -> last
  the way back: Set the phase before, and apply.
"""
    )


def test_the_plan_says_that_the_environment_names_the_phase(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MIGRATION_PHASE", "half")
    assert command.main(["phases", SYSTEM]) == 0
    said = capsys.readouterr().out
    assert "half    old  50 %, new  50 %  <- holds now" in said
    assert said.endswith("MIGRATION_PHASE is 'half', which has precedence over the file.\n")


def test_a_step_that_changes_tasks_says_so(tmp_path: Path) -> None:
    def tasks(phase: str, least: int) -> tuple[str, str]:
        return f"[phases.{phase}]\n", f"[phases.{phase}]\ntasks = {{ old = [3, 9], new = [{least}, 9] }}\n"

    settings = loaded(tmp_path, tasks("legacy", 1), tasks("half", 3), tasks("last", 3))
    assert list(changes(settings, "legacy", "half"))[2:] == [
        "tasks of new: 1 to 9 -> 3 to 9",
        "tag MigrationPhase of every resource: legacy -> half",
    ]
    assert "  half    old  50 % with 3 to 9 tasks, new  50 % with 3 to 9 tasks" in plan(settings, "x.toml")


def test_a_system_without_phases_and_a_wrong_phase_have_no_plan(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert command.main(["phases", "pci_web_app"]) == 2
    assert capsys.readouterr().err == "phases: pci_web_app has no phases, since it migrates nothing\n"
    monkeypatch.setenv("MIGRATION_PHASE", "quarter")
    assert command.main(["phases", SYSTEM]) == 2
    assert "phases: MIGRATION_PHASE: phase: found 'quarter'" in capsys.readouterr().err

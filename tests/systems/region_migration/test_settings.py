"""The settings of `region_migration`: what may be said, and how a mistake is told."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final, cast

import pytest

from infra.settings import SettingsError
from infra.systems import load, settings_file
from tests.infra.synthesis import Configuration

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from infra.systems.region_migration.settings import Settings

SYSTEM: Final = "region_migration"
ZEROS: Final = f"sha256:{'0' * 64}"
IMAGE: Final = f"sha256:{'5e' * 32}"


def settings(
    path: Path | None = None, environment: Mapping[str, str] | None = None, profile: str | None = None
) -> Settings:
    found = load(SYSTEM, "zq7", path=path, profile=profile, environment=environment or {})
    return cast("Settings", found)


def edited(folder: Path, right: str, wrong: str) -> Path:
    """The settings of the system in which one text says something else."""
    text = settings_file(SYSTEM).read_text(encoding="utf-8")
    assert text.count(right) == 1, right
    copy = folder / f"{SYSTEM}.toml"
    copy.write_text(text.replace(right, wrong), encoding="utf-8")
    return copy


def test_the_digest_of_zeros_is_for_short_lived_environments_alone(tmp_path: Path) -> None:
    assert settings().application.digest == ZEROS
    with pytest.raises(SettingsError, match=r"application\.digest"):
        settings(profile="production")
    kept = settings(edited(tmp_path, ZEROS, IMAGE), profile="production")
    assert (kept.profile.backup_days, kept.profile.record_days) == (7, 2555)


@pytest.mark.parametrize("name", ["admin", "postgres", "rdsadmin", "root"])
def test_r122_names_that_rds_keeps_are_refused(tmp_path: Path, name: str) -> None:
    path = edited(tmp_path, 'administrator = "ledgeradmin"', f'administrator = "{name}"')
    with pytest.raises(SettingsError) as refused:
        settings(path)
    assert f"database.administrator: found '{name}'; allowed: a name that RDS leaves free" in str(
        refused.value
    )


def test_r137_a_phase_that_is_none_is_refused() -> None:
    with pytest.raises(SettingsError) as refused:
        settings(environment={"MIGRATION_PHASE": "blue"})
    assert "found 'blue'; allowed: one of legacy, canary, migration, cutover" in str(refused.value)


@pytest.mark.parametrize(
    ("right", "wrong", "told"),
    [
        ("secondary_asn = 64513", "secondary_asn = 64512", "transit.secondary_asn: found 64512"),
        ('health_region = "us-east-1"', 'health_region = "eu-west-1"', "health_region: found 'eu-west-1'"),
        ("tasks = { primary = [2, 12], secondary = [3, 12] }", "", "phases: found 'tasks in some'"),
        (
            "tasks = { primary = [2, 12], secondary = [3, 12] }",
            "tasks = { primary = [2, 3], secondary = [3, 12] }",
            "phases.cutover.tasks: found '3 and 12 tasks at the most'; allowed: one number for primary and",
        ),
        ("primary = 50, secondary = 50", "primary = 50, secondary = 60", "phases.migration.weights"),
        ('version = "17.9"', 'version = "14.6"', "database.version: found '14.6'"),
        ("record_days = 120", "record_days = 90", "profiles.ephemeral.record_days: found 90"),
        ('testers = ["198.51.100.0/24"]', 'testers = ["0.0.0.0/0"]', "release.testers.0"),
        ('administrator = "ledgeradmin"', 'administrator = "ledger_admin"', "database.administrator"),
    ],
)
def test_what_contradicts_itself_is_told_with_its_key(
    tmp_path: Path, right: str, wrong: str, told: str
) -> None:
    with pytest.raises(SettingsError) as refused:
        settings(edited(tmp_path, right, wrong))
    assert told in str(refused.value)


def test_phases_need_tasks(tmp_path: Path) -> None:
    text = settings_file(SYSTEM).read_text(encoding="utf-8")
    copy = tmp_path / f"{SYSTEM}.toml"
    copy.write_text("\n".join(line for line in text.splitlines() if not line.startswith("tasks = ")))
    with pytest.raises(SettingsError, match=r"phases\.legacy\.tasks: the key is missing"):
        settings(copy)


@pytest.mark.synth
def test_r29_secrets_are_looked_up_by_their_names(synthesis_of: Callable[[str], Path]) -> None:
    config = Configuration.read(synthesis_of(SYSTEM))
    named = {
        secret["name"]
        for stack in config.stacks.values()
        for secret in stack.json.get("data", {}).get("aws_secretsmanager_secret", {}).values()
    }
    wanted = settings().database
    assert named == {wanted.administrator_secret, wanted.application_secret}

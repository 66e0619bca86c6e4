"""The settings of `onprem_migration`: phases, the data centre, and what contradicts itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from infra import systems
from infra.settings import SettingsError
from tests.infra.synthesis import SUFFIX, edited_settings

SYSTEM = "onprem_migration"


def test_functions_carry_what_the_api_lets_in(tmp_path: Path) -> None:
    path = edited_settings(
        tmp_path, lambda text: text.replace("api_tps = 200", "api_tps = 400", 1), system=SYSTEM
    )
    with pytest.raises(SettingsError) as caught:
        systems.load(SYSTEM, SUFFIX, path=path, profile="production")
    told = (
        "profiles.production.reserved_concurrency: found 100; allowed: at least 104 in the profile production"
    )
    assert told in str(caught.value)


def test_what_an_environment_does_not_carry_is_noted() -> None:
    (note,) = systems.load(SYSTEM, SUFFIX).notes
    assert note == (
        "capacity: the profile ephemeral carries 25 requests a second, and not the 200 that the API lets in"
    )
    assert systems.load(SYSTEM, SUFFIX, profile="production").notes == ()


def complaint(folder: Path, old: str, new: str, phase: str = "legacy") -> str:
    path = edited_settings(folder, lambda text: text.replace(old, new, 1), system=SYSTEM)
    with pytest.raises(SettingsError) as caught:
        systems.load(SYSTEM, SUFFIX, path=path, environment={"MIGRATION_PHASE": phase})
    return str(caught.value)


@pytest.mark.parametrize("phase", ["legacy", "canary", "migration", "aws"])
@pytest.mark.parametrize("profile", ["ephemeral", "production"])
def test_every_phase_of_every_profile_is_whole(phase: str, profile: str) -> None:
    settings = systems.load(SYSTEM, SUFFIX, profile=profile, environment={"MIGRATION_PHASE": phase})
    assert settings.promises.parameters
    assert settings.promises.tags == {"MigrationPhase": phase}


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("legacy = 90, aws = 10", "legacy = 90, aws = 20", "sum to 100"),
        ('network = "10.200.0.0/16"', 'network = "203.0.113.0/24"', "a private IPv4 network"),
        ('network = "10.200.0.0/16"', 'network = "10.0.0.0/16"', "a network apart from the region's"),
        ('"10.200.0.10"', '"10.201.0.10"', "addresses of the network 10.200.0.0/16"),
        ('"10.200.0.10"', '"10.200.0.11"', "each once"),
        ('"customeradmin"', '"postgres"', "a name that is not reserved"),
        ("rotation_days = 30", "rotation_days = 31", "less than or equal to 30"),
        ("least_capacity = 0.5", "least_capacity = 8.0", "least_capacity or more"),
        ("record_days = 365", "record_days = 90", "more than retention.hot_days"),
        ('version = "17.9"', 'version = "14.6"', "database.version"),
        ('"tgw-0123456789abcdef0"', '"vgw-1"', "transit_gateway_id"),
        ("instances = 3 ", "instances = 1 ", "greater than or equal to 2"),
        ('schemas = ["public"]', 'schemas = ["public", "awsdms_control"]', "is of what moves them"),
    ],
)
def test_what_cannot_be_is_one_sentence(tmp_path: Path, old: str, new: str, said: str) -> None:
    assert said in complaint(tmp_path, old, new)


def without_site(text: str) -> str:
    """The settings without the data centre and its database."""
    for table in ("[on_premises]", "[data_migration]", "[data_migration.source]"):
        head, _, tail = text.partition(f"\n{table}")
        text = head + tail[tail.index("\n[") :]
    return text


def test_without_a_data_centre_only_the_last_phase_is_taken(tmp_path: Path) -> None:
    path = edited_settings(tmp_path, without_site, system=SYSTEM)
    with pytest.raises(SettingsError, match="without a table"):
        systems.load(SYSTEM, SUFFIX, path=path, environment={"MIGRATION_PHASE": "canary"})
    settings = systems.load(SYSTEM, SUFFIX, path=path, environment={"MIGRATION_PHASE": "aws"})
    assert len(settings.off) == 2

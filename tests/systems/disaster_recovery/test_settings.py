"""The sum of what recovery takes is within what is required, and settings that would break it are refused."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from handlers.domain.ownership import BY_COMMAND
from infra import systems
from infra.settings import SettingsError
from infra.systems.disaster_recovery.settings import (
    ALARM_SECONDS,
    DELIVERY_SECONDS,
    FAILURES,
    LOST_WITHIN,
    TAKEN_OVER_WITHIN,
    TTL_SECONDS,
    Settings,
)

SYSTEM = "disaster_recovery"
FILE = systems.settings_file(SYSTEM)


def loaded(tmp_path: Path, edit: Callable[[str], str] = lambda text: text) -> Settings:
    copy = tmp_path / FILE.name
    copy.write_text(edit(FILE.read_text(encoding="utf-8")), encoding="utf-8")
    found = systems.load(SYSTEM, "zq7", path=copy)
    assert isinstance(found, Settings)
    return found


def test_r107_a_failure_is_found_and_callers_led_elsewhere_within_five_minutes(tmp_path: Path) -> None:
    recovery = loaded(tmp_path).recovery
    assert recovery.health_seconds * FAILURES + TTL_SECONDS == 150
    assert recovery.led_elsewhere_within == 150 < LOST_WITHIN == 300


def test_r112_the_standby_takes_over_within_270_seconds(tmp_path: Path) -> None:
    recovery = loaded(tmp_path).recovery
    steps = (
        FAILURES * recovery.health_seconds,  # three failures of a check
        ALARM_SECONDS,  # a minute that is bad, and one in which CloudWatch sees it
        DELIVERY_SECONDS,  # the event, and the function's run
        int(BY_COMMAND.total_seconds()),  # the command is carried out
    )
    assert steps == (90, 120, 15, 45)
    assert recovery.taken_over_within == sum(steps) == TAKEN_OVER_WITHIN == 270 < LOST_WITHIN


def test_r99_r100_the_regions_and_their_networks(tmp_path: Path) -> None:
    settings = loaded(tmp_path)
    assert (settings.primary.name, str(settings.primary.cidr)) == ("us-east-2", "10.0.0.0/16")
    assert (settings.secondary.name, str(settings.secondary.cidr)) == ("us-west-2", "10.1.0.0/16")
    assert [len(region.zones) for region in settings.regions] == [2, 2]


def test_r110_logs_are_kept_for_30_days_and_no_other_number_is_taken(tmp_path: Path) -> None:
    assert loaded(tmp_path).promises.log_days == 30
    with pytest.raises(SettingsError, match="log_retention_days"):
        loaded(tmp_path, lambda text: text.replace("log_retention_days = 30 ", "log_retention_days = 365 "))


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("rpo_seconds = 60 ", "rpo_seconds = 61 ", "rpo_seconds"),
        ("health_seconds = 30 ", "health_seconds = 20 ", "health_seconds"),
        ('keys_url = "https://tokens.example.com/.well-known/jwks.json"\n', "", "callers"),
        ('[regions.us-west-2]\ncode = "usw2"', '[regions.us-west-2]\ncode = "use2"', "code"),
        ("record_days = 120", "record_days = 90", "record_days"),
    ],
)
def test_what_contradicts_itself_is_refused(tmp_path: Path, before: str, after: str, said: str) -> None:
    with pytest.raises(SettingsError, match=said):
        loaded(tmp_path, lambda text: text.replace(before, after, 1))


def test_what_is_switched_off_is_told(tmp_path: Path) -> None:
    assert loaded(tmp_path).off == ()
    by_hand = loaded(
        tmp_path, lambda text: text.replace("automatic_takeover = true ", "automatic_takeover = false ")
    )
    assert ["by hand" in each for each in by_hand.off] == [True]
    closed = loaded(
        tmp_path, lambda text: text.replace(text[text.index("issuer =") : text.index("client_tps")], "")
    )
    assert ["No payment is taken" in each for each in closed.off] == [True]

"""Which steps are planned, and how what cannot be is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from rehearsal import phases
from rehearsal.omitted import OMITTED
from rehearsal.tests.samples import stack_content, write_folder

pytestmark = pytest.mark.database

PHASES = ("legacy", "canary", "aws")


@pytest.mark.parametrize(
    ("pair", "short", "walked"),
    [
        (None, False, ["legacy", "canary", "aws"]),
        (None, True, ["legacy", "canary"]),
        ("canary:aws", False, ["canary", "aws"]),
        ("canary:aws", True, ["canary", "aws"]),
    ],
    ids=["all", "short", "a pair", "a pair, short"],
)
def test_all_pairs_are_walked_or_one(pair: str | None, short: bool, walked: list[str]) -> None:
    assert phases.chosen(PHASES, pair, short=short) == walked


@pytest.mark.parametrize("pair", ["legacy:aws", "canary:legacy", "canary"])
def test_a_pair_is_of_neighbours_in_their_order(pair: str) -> None:
    with pytest.raises(phases.NoPhasesError) as caught:
        phases.chosen(PHASES, pair, short=False)
    assert str(caught.value) == f"{pair} is no pair of neighbouring phases; legacy:canary, canary:aws are"


def test_every_system_that_migrates_is_proven() -> None:
    assert [each.system for each in phases.migrations(None)] == ["onprem_migration", "region_migration"]


def test_a_system_without_phases_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert phases.main(["--system", "pci_web_app"]) == 2
    assert capsys.readouterr().err == (
        "phases: pci_web_app has no phases; onprem_migration, region_migration have\n"
    )


def test_each_pair_that_is_named_is_walked_and_a_wrong_one_is_told_before_any(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    walked: list[list[str]] = []

    def prove(_settings: object, walk: list[str], *_: object) -> list[str]:
        walked.append(walk)
        return []

    monkeypatch.setattr(phases, "prove", prove)
    named = ["--system", "onprem_migration", "--pair", "canary:migration", "--pair"]
    assert phases.main([*named, "migration:aws"]) == 0
    assert walked == [["canary", "migration"], ["migration", "aws"]]
    assert phases.main([*named, "migration:none"]) == 2
    assert len(walked) == 2
    assert "migration:none is no pair" in capsys.readouterr().err


def test_without_terraform_it_is_loud_and_no_pass(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def synthesize(_system: str, _phase: str, folder: Path) -> None:
        folder.parent.mkdir(exist_ok=True)
        write_folder(folder, {"app": (stack_content("app"), [])})

    monkeypatch.setattr(phases, "synthesize", synthesize)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert phases.main(["--short", "--system", "onprem_migration"]) == 2
    assert capsys.readouterr().err == (
        "phases: NOT PLANNED: Terraform is not on the PATH. This is not a pass.\n"
    )


def test_what_is_waited_long_for_is_not_what_the_emulator_lacks() -> None:
    assert not phases.SLOW & OMITTED.keys()

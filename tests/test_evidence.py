"""What a synthesis leaves beside its stacks for the gate and the auditors: `estate.json`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

PROJECT = Path(__file__).resolve().parents[1]
pytestmark = pytest.mark.synth


@pytest.fixture(scope="module")
def evidence(synthesized: Path) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((synthesized / "estate.json").read_text())
    return loaded


def managed(synthesized: Path) -> dict[str, dict[str, Any]]:
    """Every resource by construct path."""
    return {
        values["//"]["metadata"]["path"]: values
        for path in synthesized.glob("stacks/*/cdk.tf.json")
        for named in json.loads(path.read_text())["resource"].values()
        for values in named.values()
    }


def test_every_resource_knows_the_line_that_made_it(synthesized: Path, evidence: dict[str, Any]) -> None:
    assert managed(synthesized).keys() - evidence["sources"].keys() == set()


def test_every_resource_knows_the_lines_of_its_system_that_led_to_it(
    synthesized: Path, evidence: dict[str, Any]
) -> None:
    chains = evidence["chains"]
    assert {path: lines[0] for path, lines in chains.items()} == evidence["sources"]
    led = {path for path in managed(synthesized) for line in chains[path] if "infra/systems/" in line}
    assert managed(synthesized).keys() - led == set()


def test_every_line_is_one_of_the_project_that_makes_something(evidence: dict[str, Any]) -> None:
    strange = []
    for source in set(evidence["sources"].values()):
        file, _, number = source.rpartition(":")
        lines = (PROJECT / file).read_text(encoding="utf-8").splitlines()
        # A call spans lines; Python names one of them.
        if not any("(" in line for line in lines[max(0, int(number) - 4) : int(number)]):
            strange.append(source)
    assert strange == []


def test_every_injected_tag_is_recorded_as_written(synthesized: Path, evidence: dict[str, Any]) -> None:
    resources = managed(synthesized)
    changes = [change for change in evidence["mutations"] if change["aspect"] == "tags"]
    assert {path for path, values in resources.items() if "tags" in values} == {c["path"] for c in changes}
    for change in changes:
        assert json.loads(change["after"]) == resources[change["path"]]["tags"], change["path"]


def test_every_stack_says_what_it_belongs_to_and_what_its_system_promises(
    synthesized: Path, evidence: dict[str, Any]
) -> None:
    stacks = {path.parent.name for path in synthesized.glob("stacks/*/cdk.tf.json")}
    belongs = {
        "system": "global_payments",
        "suffix": "zq7",
        "profile": "ephemeral",
        "overrides": [],
        "off": [],
        "promises": {
            "isolated": True,
            "log_days": None,
            "health_seconds": 10,
            "parameters": False,
            "fixed_names": [],
            "expires": "expires_at",
            "shares": [],
            "scheduled_mb": 3072,
            "tags": [],
            "uneven": [],
            "readers": [
                ["key_pii", ["function_ingest_role", "function_screen_role", "function_validate_role"]],
                ["personal_bucket", []],
                ["personal_table", ["function_screen_role", "function_validate_role"]],
            ],
        },
    }
    assert evidence["stacks"] == dict.fromkeys(stacks, belongs)

"""The walk through the phases, with plans as a planner of our own makes them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

import pytest

from infra.settings.phases import TAG, MigrationSettings, Phase
from rehearsal.phase_proof import Proof
from rehearsal.stacks import Stack
from rehearsal.standing import Standing
from rehearsal.tests.samples import stack_content, write_folder

pytestmark = pytest.mark.database

PHASES = {
    "legacy": Phase(weights={"old": 100, "new": 0}),
    "canary": Phase(weights={"old": 90, "new": 10}),
}
REPLACED = "aws_dynamodb_table.store would be replaced because of name"


class Settings:
    """As much of a system's settings as a proof reads."""

    phases = PHASES


class AsItIs:
    """A provider that understands everything."""

    def understood(self, content: dict[str, Any]) -> tuple[dict[str, Any], set[Any]]:
        """The content itself."""
        return content, set()


@dataclass
class Planner:
    """Plans each argument that is another one in place, and a name as a replacement, if it sees names.

    planned: the stacks whose plans were asked for.
    """

    sees_names: bool = True
    contents: dict[str, dict[str, Any]] = field(default_factory=dict)
    states: dict[str, dict[str, Any]] = field(default_factory=dict)
    planned: list[str] = field(default_factory=list)
    provider: AsItIs = field(default_factory=AsItIs)

    def begin(self, _assets: Path, stacks: Collection[Stack]) -> None:
        """Have these stacks."""
        self.contents = {stack.name: stack.content for stack in stacks}

    def put(self, stack: str, content: dict[str, Any]) -> None:
        """Have the next plan be of this content."""
        self.contents[stack] = content

    def make(self, stack: str, _left_out: Collection[str]) -> Counter[str]:
        """Make all of it."""
        self.states[stack] = self.contents[stack]
        return Counter()

    def plan(self, stack: str) -> dict[str, Any]:
        """A change for each resource that is another one."""
        self.planned.append(stack)
        changes = []
        for kind, named in self.contents[stack]["resource"].items():
            for name, after in named.items():
                before = self.states[stack]["resource"][kind][name]
                renamed = self.sees_names and before.get("name") != after.get("name")
                actions = ["delete", "create"] if renamed else ["no-op"] if before == after else ["update"]
                change = {"actions": actions, "before": before, "after": after, "after_unknown": {}}
                change["replace_paths"] = [["name"]] if renamed else []
                changes.append(
                    {
                        "mode": "managed",
                        "type": kind,
                        "name": name,
                        "address": f"{kind}.{name}",
                        "change": change,
                    }
                )
        return {"resource_changes": changes}

    def take(self, stack: str, _plan: dict[str, Any]) -> None:
        """The plan is carried out."""
        self.states[stack] = self.contents[stack]


def records(*weights: int) -> dict[str, Any]:
    return {"aws_route53_record": {f"of_{n}": {"weight": weight} for n, weight in enumerate(weights)}}


def store(phase: str, name: str = "payments") -> dict[str, Any]:
    return {"aws_dynamodb_table": {"store": {"name": name, "tags": {TAG: phase}}}}


LEGACY = {"data": store("legacy"), "dns": records(100, 0)}
CANARY = {"data": store("canary"), "dns": records(90, 10)}
AFTER = {"watch": ["dns"]}


def proven(
    folder: Path, legacy: dict[str, Any], canary: dict[str, Any], planner: Planner
) -> tuple[list[str], list[str]]:
    """What is wrong, and what was said."""
    folders = {
        phase: write_folder(
            folder / phase,
            {
                name: (stack_content(name, resource=resources), AFTER.get(name, []))
                for name, resources in stacks.items()
            },
        )
        for phase, stacks in (("legacy", legacy), ("canary", canary))
    }
    said: list[str] = []
    proof = Proof(cast("MigrationSettings", Settings()), folders, cast("Standing", planner), said.append, ())
    return proof.run(), said


def test_each_step_is_planned_forth_and_back_and_the_control_is_replaced(tmp_path: Path) -> None:
    planner = Planner()
    problems, said = proven(tmp_path, LEGACY, CANARY, planner)
    assert problems == []
    assert Counter(planner.planned) == {"data": 3, "dns": 2}
    assert f"the control, a renamed store: {REPLACED}" in said


def test_a_planner_that_replaces_nothing_proves_nothing(tmp_path: Path) -> None:
    problems, _ = proven(tmp_path, LEGACY, CANARY, Planner(sees_names=False))
    assert problems == ["the control: aws_dynamodb_table.store was renamed, and no plan replaces it"]


def test_without_a_store_there_is_no_control(tmp_path: Path) -> None:
    def stacks(phase: str, *weights: int) -> dict[str, Any]:
        return {"dns": {**records(*weights), "aws_lb": {"it": {"tags": {TAG: phase}}}}}

    problems, _ = proven(tmp_path, stacks("legacy", 100, 0), stacks("canary", 90, 10), Planner())
    assert problems == ["the control: no stack has a store that could be renamed"]


def test_what_a_phase_replaces_is_a_problem_of_both_ways(tmp_path: Path) -> None:
    problems, _ = proven(tmp_path, LEGACY, {**CANARY, "data": store("canary", "of-canary")}, Planner())
    assert problems == [
        f"{step}: {problem}"
        for step in ("legacy -> canary", "canary -> legacy")
        for problem in (REPLACED, f"declared, and changed nowhere: the tag {TAG}")
    ]


def test_a_phase_with_other_stacks_is_a_problem(tmp_path: Path) -> None:
    problems, _ = proven(tmp_path, LEGACY, {"data": CANARY["data"]}, Planner())
    assert problems == ["canary has other stacks than legacy"]


@pytest.mark.parametrize(
    ("alone", "times"), [("keys", 0), ("watch", 2)], ids=["reads nothing that changes", "reads what changes"]
)
def test_a_stack_that_is_the_same_is_planned_where_it_reads_what_changes(
    tmp_path: Path, alone: str, times: int
) -> None:
    same = {alone: {"aws_kms_key": {"key": {"description": "of payments"}}}}
    planner = Planner()
    assert proven(tmp_path, {**LEGACY, **same}, {**CANARY, **same}, planner)[0] == []
    assert planner.planned.count(alone) == times

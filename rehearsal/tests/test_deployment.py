"""Stacks are deployed as soon as what they need is, and destroyed as soon as nothing needs them."""

from __future__ import annotations

import json
from pathlib import Path
from threading import Event
from types import SimpleNamespace
from typing import Any

import pytest

from policies.gate.reading.folder import STACK_FILE
from rehearsal.deployment import Deployment, DeploymentError
from rehearsal.stacks import Stack
from rehearsal.states import STATE

pytestmark = pytest.mark.database

STACKS = [
    Stack("keys", {}),
    Stack("data", {}, ("keys",)),
    Stack("edge", {}),
    Stack("app", {}, ("data", "edge")),
]
NO_PROVIDER: Any = None


class Recorded(Deployment):
    """Notes what would be done; `edge` waits until `data` is done, and what is in `failing` fails."""

    def __init__(self, *failing: str) -> None:
        super().__init__(STACKS, NO_PROVIDER, Path(), Path(), {}, say=lambda _: None)
        self.done: list[str] = []
        self._failing = failing
        self._data = Event()

    def _apply(self, stack: str) -> None:
        if stack == "edge":
            assert self._data.wait(timeout=10), "nothing else was begun meanwhile"
        if stack in self._failing:
            raise DeploymentError(f"{stack}: refused")
        self.done.append(stack)
        if stack == "data":
            self._data.set()

    _destroy = _apply


def test_a_stack_waits_for_those_that_it_needs_and_for_no_other() -> None:
    deployment = Recorded()
    deployment.apply()
    assert deployment.done == ["keys", "data", "edge", "app"]


def test_a_stack_is_destroyed_before_those_that_it_needs() -> None:
    deployment = Recorded()
    deployment.destroy()
    order = deployment.done
    assert sorted(order) == sorted(stack.name for stack in STACKS)
    assert order[0] == "app"
    assert order.index("data") < order.index("keys")


def test_what_failed_is_reported_and_what_needs_it_is_not_begun() -> None:
    deployment = Recorded("keys", "edge")
    deployment._data.set()
    with pytest.raises(DeploymentError) as told:
        deployment.apply()
    assert sorted(str(told.value).splitlines()) == ["edge: refused", "keys: refused"]
    assert deployment.done == []


class Told(Deployment):
    """`keys` as it was applied; Terraform is noted, and answers with `counts`."""

    def __init__(self, folder: Path, counts: str = "0 added, 1 changed, 0 destroyed") -> None:
        provider: Any = SimpleNamespace(understood=lambda content: (content, set()))
        super().__init__(STACKS[:1], provider, folder, folder, {}, say=lambda _: None)
        self._counts = counts
        self.asked: list[str] = []
        self.folder("keys").mkdir(parents=True)
        self._write("keys", resources("legacy", weight=0))

    def _run(self, stack: str, *arguments: str) -> str:
        self.asked += [stack, arguments[0], *(each for each in arguments if "target" in each)]
        return f"Apply complete! Resources: {self._counts}."


def resources(phase: str, *, weight: int, **more: Any) -> dict[str, Any]:
    """A bucket, and a record with a weight, both tagged with a phase."""
    tags = {"Phase": phase, "App": "pay"}
    named = {"bucket": "records", "tags": tags}
    return {
        "resource": {
            "aws_s3_bucket": {"records": named},
            "aws_route53_record": {"own": {"weight": weight, "tags": tags}},
            **more,
        }
    }


def test_what_changes_beside_a_tag_is_applied_alone_and_counted(tmp_path: Path) -> None:
    deployment = Told(tmp_path)
    assert deployment.change([Stack("keys", resources("canary", weight=10))], "Phase") == 1
    assert deployment.asked == ["keys", "apply", "-target=aws_route53_record.own"]
    written = json.loads((deployment.folder("keys") / STACK_FILE).read_text(encoding="utf-8"))["resource"]
    assert written["aws_route53_record"]["own"] == {"weight": 10, "tags": {"Phase": "canary", "App": "pay"}}
    assert written["aws_s3_bucket"]["records"]["tags"]["Phase"] == "legacy"


def test_where_a_tag_alone_changes_nothing_is_applied(tmp_path: Path) -> None:
    deployment = Told(tmp_path)
    assert deployment.change([Stack("keys", resources("canary", weight=0))], "Phase") == 0
    assert deployment.asked == []


@pytest.mark.parametrize("counts", ["1 added, 7 changed, 0 destroyed", "0 added, 7 changed, 1 destroyed"])
def test_a_change_makes_and_destroys_nothing(tmp_path: Path, counts: str) -> None:
    with pytest.raises(DeploymentError, match=f"keys: more is done than to change: {counts}"):
        Told(tmp_path, counts).change([Stack("keys", resources("canary", weight=10))], "Phase")


def test_a_change_has_no_other_resources(tmp_path: Path) -> None:
    other = resources("canary", weight=10, aws_sqs_queue={"late": {}})
    with pytest.raises(DeploymentError, match="other resources are wanted"):
        Told(tmp_path).change([Stack("keys", other)], "Phase")


def test_of_a_stack_that_was_not_applied_nothing_is_destroyed(tmp_path: Path) -> None:
    deployment = Told(tmp_path)
    deployment.destroy()
    assert deployment.asked == []
    (deployment.folder("keys") / STATE).write_text("{}", encoding="utf-8")
    deployment.destroy()
    assert deployment.asked == ["keys", "destroy"]

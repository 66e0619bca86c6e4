"""Stacks are deployed as soon as what they need is, and destroyed as soon as nothing needs them."""

from __future__ import annotations

from pathlib import Path
from threading import Event
from typing import Any

import pytest

from rehearsal.deployment import Deployment, DeploymentError
from rehearsal.stacks import Stack

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


def test_what_failed_is_told_and_what_needs_it_is_not_begun() -> None:
    deployment = Recorded("keys", "edge")
    deployment._data.set()
    with pytest.raises(DeploymentError) as told:
        deployment.apply()
    assert sorted(str(told.value).splitlines()) == ["edge: refused", "keys: refused"]
    assert deployment.done == []

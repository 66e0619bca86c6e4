"""The kept check: one runs at a time, its outcome is kept for a while, and none that hangs is waited for."""

from __future__ import annotations

import asyncio
from threading import Event

import pytest

from containers.web import readiness
from containers.web.database import Outcome
from containers.web.readiness import KeptCheck


class Counted:
    """A check that counts its runs, and waits for `allowed`."""

    def __init__(self) -> None:
        self.runs = 0
        self.allowed = Event()

    def __call__(self) -> Outcome:
        self.runs += 1
        self.allowed.wait()
        return Outcome.OK


def test_many_that_ask_at_once_share_a_check() -> None:
    check = Counted()

    async def ask() -> list[Outcome]:
        kept = KeptCheck(check)
        asked = [asyncio.create_task(kept.outcome()) for _ in range(50)]
        await asyncio.sleep(0)
        check.allowed.set()
        return [await each for each in asked] + [await kept.outcome()]

    assert asyncio.run(ask()) == [Outcome.OK] * 51
    assert check.runs == 1


def test_an_outcome_that_is_old_is_asked_for_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readiness, "KEPT_SECONDS", 0.0)
    check = Counted()
    check.allowed.set()

    async def ask() -> None:
        kept = KeptCheck(check)
        await kept.outcome()
        await kept.outcome()

    asyncio.run(ask())
    assert check.runs == 2


def test_a_check_that_hangs_is_not_waited_for_and_not_begun_twice() -> None:
    check = Counted()

    async def ask() -> list[Outcome]:
        kept = KeptCheck(check, seconds=0.01)
        return [await kept.outcome(), await kept.outcome()]

    assert asyncio.run(ask()) == [Outcome.UNREACHABLE] * 2
    assert check.runs == 1
    check.allowed.set()

"""What tests share: what is made once a run, and many small cases in one test."""

from __future__ import annotations

import fcntl
import functools
import inspect
import os
import shutil
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest
from _pytest.mark import ParameterSet


def every_case(
    names: str | tuple[str, ...], cases: Iterable[Any]
) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """As `pytest.mark.parametrize`, but in one test, which tells of each case that fails: for thousands of
    cases of microseconds, since a test of its own costs more than a millisecond. Fixtures are shared.
    """
    listed = (names,) if isinstance(names, str) else names
    given = [ParameterSet.extract_from(case, force_tuple=isinstance(names, str)) for case in cases]
    assert given, "there is no case"

    def decorate(test: Callable[..., None]) -> Callable[..., None]:
        @functools.wraps(test)
        def every(**fixtures: object) -> None:
            failed: list[BaseException] = []
            for case in given:
                try:
                    test(**fixtures, **dict(zip(listed, case.values, strict=True)))
                except (Exception, pytest.fail.Exception) as failure:  # noqa: BLE001 (told below)
                    named = case.id or ", ".join(f"{value!s:.80}" for value in case.values)
                    failure.add_note(f"case: {named}")
                    failed.append(failure)
            if failed:
                raise BaseExceptionGroup(f"{len(failed)} of {len(given)} cases fail", failed)

        signature = inspect.signature(test)
        asked = [each for name, each in signature.parameters.items() if name not in listed]
        every.__signature__ = signature.replace(parameters=asked)  # type: ignore[attr-defined]
        return every

    return decorate


def made_once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], object]) -> Path:
    """The folder that `make` filled, shared by all workers of the run. Tests only read it.

    What `make` raises is raised here, and the next that asks tries again.
    """
    base = factory.getbasetemp()
    run = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base  # each worker has a folder in it
    shared = run / f"shared-{name}"
    with (run / f"{name}.made").open("a") as made:
        fcntl.flock(made, fcntl.LOCK_EX)
        if not made.seek(0, os.SEEK_END):
            shutil.rmtree(shared, ignore_errors=True)  # what was begun and raised
            shared.mkdir()
            make(shared)
            made.write("whole")
    return shared

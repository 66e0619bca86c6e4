"""The report names the engine that wrote the stacks, not the one that happens to be installed."""

from __future__ import annotations

from typing import Any

import pytest

from engines import Engine
from policies.report.model import Version
from policies.report.versions import _written_by

INSTALLED = {
    "cdktf": "0.21.0",
    "cdktf-cdktf-provider-aws": "21.22.1",
    "cdktn": "0.22.1",
    "cdktn-provider-aws": "23.0.0",
}


def written_by(version: str) -> dict[str, dict[str, Any]]:
    return {"one": {"//": {"metadata": {"version": version}}}, "two": {"//": "a comment"}, "three": {}}


@pytest.fixture(autouse=True)
def both_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Engine, "installed", lambda _, package: INSTALLED.get(package, ""))


def test_the_engine_is_the_one_whose_version_the_stacks_name() -> None:
    assert _written_by(written_by("0.21.0")) == (
        Version("cdktf", "0.21.0", "cdktf"),
        Version("AWS provider bindings", "21.22.1", "cdktf-cdktf-provider-aws"),
    )
    assert _written_by(written_by("0.22.1")) == (
        Version("cdktn", "0.22.1", "cdktn"),
        Version("AWS provider bindings", "23.0.0", "cdktn-provider-aws"),
    )


def test_stacks_that_name_none_are_taken_for_cdktf_s() -> None:
    assert _written_by({"plan": {}})[0] == Version("cdktf", "0.21.0", "cdktf")


def test_a_version_that_is_not_installed_is_told_as_the_stacks_say_it() -> None:
    (told,) = _written_by(written_by("0.20.0"))
    assert (told.name, told.version) == ("cdktf or cdktn", "0.20.0")
    assert told.note == "as the stacks say; it is not installed where this was judged"


def test_bindings_that_are_missing_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Engine, "installed", lambda _, package: "0.21.0" if package == "cdktf" else "")
    assert _written_by(written_by("0.21.0"))[1] == Version(
        "AWS provider bindings", "", "cdktf-cdktf-provider-aws is not installed where this was judged"
    )

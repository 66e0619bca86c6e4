"""Reading a synthesized folder: in the order of deployment, or one sentence that says why not."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from rehearsal.stacks import NoStacksError, Stack, pinned_version, read_stacks
from rehearsal.tests.samples import VERSION, content, write_folder


def test_each_stack_comes_after_those_that_it_depends_on(tmp_path: Path) -> None:
    folder = write_folder(
        tmp_path,
        {
            "app": (content("app"), ["network", "data"]),
            "data": (content("data"), ["network"]),
            "network": (content("network"), []),
        },
    )
    stacks = read_stacks(folder)
    assert [stack.name for stack in stacks] == ["network", "data", "app"]
    assert stacks[2] == Stack("app", content("app"), ("data", "network"))


@pytest.mark.parametrize(
    ("manifest", "said"),
    [
        (None, "No such file"),
        ("{", "holds no synthesized stacks (Expecting"),
        (json.dumps({"stacks": {}}), "holds no synthesized stacks. Run"),
        (json.dumps({"stacks": {"gone": {"synthesizedStackPath": "gone", "dependencies": []}}}), "gone"),
    ],
    ids=["nothing", "no JSON", "no stack", "a stack that is not there"],
)
def test_a_folder_without_stacks_is_told(tmp_path: Path, manifest: str | None, said: str) -> None:
    if manifest is not None:
        (tmp_path / "manifest.json").write_text(manifest, encoding="utf-8")
    with pytest.raises(NoStacksError) as error:
        read_stacks(tmp_path)
    assert said in str(error.value)


@pytest.mark.parametrize(
    ("before", "said"), [("other", "in a cycle"), ("elsewhere", "'elsewhere'")], ids=["a cycle", "a stranger"]
)
def test_an_order_that_cannot_be_is_told(tmp_path: Path, before: str, said: str) -> None:
    write_folder(tmp_path, {"one": (content("one"), [before]), "other": (content("other"), ["one"])})
    with pytest.raises(NoStacksError) as error:
        read_stacks(tmp_path)
    assert said in str(error.value)


@pytest.mark.parametrize("other", [content("two", version="5.0.0"), {"resource": {}}], ids=["older", "none"])
def test_the_version_is_the_one_that_every_stack_pins(other: dict[str, Any]) -> None:
    one = Stack("one", content("one"))
    assert pinned_version([one, one]) == VERSION
    with pytest.raises(NoStacksError, match="do not pin one version of hashicorp/aws"):
        pinned_version([one, Stack("two", other)])

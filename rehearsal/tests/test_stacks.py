"""A synthesized folder is read in the order of deployment, or refused with the reason."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from rehearsal.public_names import hosts_of
from rehearsal.stacks import NoStacksError, Stack, pinned_version, read_stacks, regions_of
from rehearsal.tests.samples import REGION, VERSION, stack_content, write_folder


def test_each_stack_comes_after_those_that_it_depends_on(tmp_path: Path) -> None:
    folder = write_folder(
        tmp_path,
        {
            "app": (stack_content("app"), ["network", "data"]),
            "data": (stack_content("data"), ["network"]),
            "network": (stack_content("network"), []),
        },
    )
    stacks = read_stacks(folder)
    assert [stack.name for stack in stacks] == ["network", "data", "app"]
    assert stacks[2] == Stack("app", stack_content("app"), ("data", "network"))


@pytest.mark.parametrize(
    ("manifest", "reason"),
    [
        (None, "No such file"),
        ("{", "holds no synthesized stacks (Expecting"),
        (json.dumps({"stacks": {}}), "holds no synthesized stacks. Run"),
        (json.dumps({"stacks": {"gone": {"synthesizedStackPath": "gone", "dependencies": []}}}), "gone"),
    ],
    ids=["no manifest", "no JSON", "no stack", "a stack without its file"],
)
def test_a_folder_without_stacks_is_refused(tmp_path: Path, manifest: str | None, reason: str) -> None:
    if manifest is not None:
        (tmp_path / "manifest.json").write_text(manifest, encoding="utf-8")
    with pytest.raises(NoStacksError) as error:
        read_stacks(tmp_path)
    assert reason in str(error.value)


@pytest.mark.parametrize(
    ("dependency", "reason"),
    [("other", "in a cycle"), ("elsewhere", "'elsewhere'")],
    ids=["a cycle", "a stack that the manifest does not have"],
)
def test_dependencies_without_an_order_are_refused(tmp_path: Path, dependency: str, reason: str) -> None:
    write_folder(
        tmp_path,
        {"one": (stack_content("one"), [dependency]), "other": (stack_content("other"), ["one"])},
    )
    with pytest.raises(NoStacksError) as error:
        read_stacks(tmp_path)
    assert reason in str(error.value)


def test_the_version_is_the_one_that_every_stack_pins() -> None:
    stacks = [Stack(name, stack_content(name)) for name in ("one", "two")]
    assert pinned_version(stacks) == VERSION


@pytest.mark.parametrize(
    "second", [stack_content("two", version="5.0.0"), {"resource": {}}], ids=["another version", "no version"]
)
def test_stacks_that_do_not_pin_one_version_are_refused(second: dict[str, Any]) -> None:
    stacks = [Stack("one", stack_content("one")), Stack("two", second)]
    with pytest.raises(NoStacksError, match="do not pin one version of hashicorp/aws"):
        pinned_version(stacks)


def test_where_stacks_are_and_under_which_names_they_answer() -> None:
    certificates = {"aws_acm_certificate": {"shared": {"domain_name": "pay.example.com"}}}
    stacks = [Stack("one", stack_content("one", resource=certificates)), Stack("two", stack_content("two"))]
    assert regions_of(stacks) == (REGION,)
    assert hosts_of(stacks) == ("pay.example.com",)

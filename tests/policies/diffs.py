"""Outputs for tests of the diff: a copy of a folder with an edit, and what the command says of two."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from policies.__main__ import main

Edit = Callable[[dict[str, Any]], object]
ONE = "global_payments-foundation-us-east-1"
EVERY = "global_payments-foundation-*"


def edited(folder: Path, target: Path, stacks: str, edit: Edit) -> Path:
    """A copy of the folder, in which the stacks that match have been changed in place by `edit`."""
    shutil.copytree(folder, target)
    paths = list(target.glob(f"stacks/{stacks}/cdk.tf.json"))
    assert paths, f"no stack matches {stacks}"
    for path in paths:
        content = json.loads(path.read_text())
        edit(content)
        path.write_text(json.dumps(content))
    return target


def policy_edit(kind: str, name: str, edit: Edit) -> Edit:
    """An edit of the policy document of one resource."""

    def change(content: dict[str, Any]) -> None:
        resource = content["resource"][kind][name]
        document = json.loads(resource["policy"])
        edit(document)
        resource["policy"] = json.dumps(document)

    return change


def diff(capsys: pytest.CaptureFixture[str], base: Path, head: Path, *options: str) -> str:
    """What the command prints of two outputs that it can compare."""
    assert main(["diff", str(base), str(head), *options]) == 0
    return capsys.readouterr().out


def diff_json(capsys: pytest.CaptureFixture[str], base: Path, head: Path, *options: str) -> Any:
    """The same as parsed JSON."""
    return json.loads(diff(capsys, base, head, "--format", "json", *options))

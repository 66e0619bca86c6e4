"""A difference between two engines has a written cause, or the comparison fails and names it."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from engines import comparison

pytestmark = pytest.mark.fuzz

Files = dict[str, Any]
Edit = Callable[[Files], object]
STACK = "stacks/payments-data/cdk.tf.json"
CDKTF: Files = {
    "manifest.json": {"version": "0.21.0", "stacks": {}},
    STACK: {
        "//": {"metadata": {"version": "0.21.0", "overrides": {"s3": ["use_lockfile"]}}},
        "resource": {"aws_sqs_queue": {"inbox": {"name": "inbox", "fifo_queue": True, "tags": ["a", "b"]}}},
        "terraform": {"required_providers": {"aws": {"source": "aws", "version": "6.25.0"}}},
    },
    "packages/functions.zip": "PK",
}


def as_cdktn(files: Files) -> Files:
    """The same, as cdktn writes it."""
    files = copy.deepcopy(files)
    files["manifest.json"]["version"] = files[STACK]["//"]["metadata"]["version"] = "0.22.1"
    files[STACK]["//"]["metadata"]["overrides"]["stack"] = ["terraform"]
    files[STACK]["terraform"]["required_providers"]["aws"]["source"] = "hashicorp/aws"
    return files


def write(folder: Path, files: Files) -> Path:
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content if isinstance(content, str) else json.dumps(content))
    return folder


def compared(folder: Path, capsys: pytest.CaptureFixture[str], edit: Edit) -> tuple[int, list[str]]:
    """Status and complaints, where what cdktn writes is edited."""
    files = as_cdktn(CDKTF)
    edit(files)
    before, after = write(folder / "cdktf", CDKTF), write(folder / "cdktn", files)
    status = comparison.main([str(before), str(after)])
    said = capsys.readouterr().out.splitlines()
    return status, [line for line in said if "NO CAUSE" in line or "never seen" in line]


def test_what_has_a_cause_is_told_with_it(tmp_path: Path) -> None:
    before, after = write(tmp_path / "cdktf", CDKTF), write(tmp_path / "cdktn", as_cdktn(CDKTF))
    text, explained = comparison.report(comparison.compare(before, after))
    assert explained
    assert 'version of the library (2): "0.21.0" -> "0.22.1"' in text
    assert 'address of the provider (1): "aws" -> "hashicorp/aws"' in text
    assert all(kind.cause in text for kind in comparison.KINDS)


@pytest.mark.parametrize(
    ("after", "complaints"),
    [
        (["terraform", "ephemeral"], []),
        (["terraform"], [f'{STACK}: //.metadata.overrides.stack.0: "ephemeral" -> "terraform"']),
        (
            ["terraform", "ephemeral", "output"],
            [f'{STACK}: //.metadata.overrides.stack: ["ephemeral"] -> ["terraform", "ephemeral", "output"]'],
        ),
    ],
)
def test_one_override_more_has_a_cause_and_another_one_has_none(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], after: list[str], complaints: list[str]
) -> None:
    noted = as_cdktn(CDKTF)
    overrides = {"s3": ["use_lockfile"]}
    before = json.loads(json.dumps(CDKTF))
    before[STACK]["//"]["metadata"]["overrides"] = {**overrides, "stack": ["ephemeral"]}
    noted[STACK]["//"]["metadata"]["overrides"] = {**overrides, "stack": after}
    folders = write(tmp_path / "cdktf", before), write(tmp_path / "cdktn", noted)
    comparison.main([str(each) for each in folders])
    said = capsys.readouterr().out.splitlines()
    told = [line.removeprefix("NO CAUSE IS WRITTEN: ") for line in said if "NO CAUSE" in line]
    assert told == complaints


def test_keys_in_another_order_are_no_difference(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def turned(files: Files) -> None:
        files[STACK] = dict(reversed(files[STACK].items()))

    assert compared(tmp_path, capsys, turned) == (0, [])


def queue(files: Files) -> Any:
    return files[STACK]["resource"]["aws_sqs_queue"]["inbox"]


def release(files: Files) -> None:
    files[STACK]["terraform"]["required_providers"]["aws"]["version"] = "6.32.1"


def other_source(files: Files) -> None:
    files[STACK]["terraform"]["required_providers"]["aws"]["source"] = "example/aws"


QUEUE = f"{STACK}: resource.aws_sqs_queue.inbox"


@pytest.mark.parametrize(
    ("edit", "complaint"),
    [
        (lambda files: queue(files).update(name="other"), f'{QUEUE}.name: "inbox" -> "other"'),
        (lambda files: queue(files).update(delay=1), f'{QUEUE}.delay: "(absent)" -> 1'),
        (lambda files: queue(files).pop("name"), f'{QUEUE}.name: "inbox" -> "(absent)"'),
        (lambda files: queue(files).update(fifo_queue=1), f"{QUEUE}.fifo_queue: true -> 1"),
        (lambda files: queue(files).update(tags=["a", "c"]), f'{QUEUE}.tags.1: "b" -> "c"'),
        (lambda files: queue(files).update(tags=["a"]), f'{QUEUE}.tags: ["a", "b"] -> ["a"]'),
        (release, f'{STACK}: terraform.required_providers.aws.version: "6.25.0" -> "6.32.1"'),
        (lambda files: files.pop("packages/functions.zip"), 'packages/functions.zip: : "file" -> "(absent)"'),
        (lambda files: files.update(other="x"), 'other: : "(absent)" -> "file"'),
        (
            lambda files: files.update({"packages/functions.zip": "KP"}),
            'packages/functions.zip: : "bytes" -> "other bytes"',
        ),
    ],
)
def test_what_has_no_cause_fails_and_is_named(
    edit: Edit, complaint: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert compared(tmp_path, capsys, edit) == (1, [f"NO CAUSE IS WRITTEN: {complaint}"])


def test_other_values_at_a_known_place_have_no_cause(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status, complaints = compared(tmp_path, capsys, other_source)
    assert status == 1
    assert complaints[0] == "address of the provider (0): never seen: remove it"
    assert complaints[1].endswith('required_providers.aws.source: "aws" -> "example/aws"')


def test_a_cause_without_a_difference_fails(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, complaints = compared(
        tmp_path, capsys, lambda files: files[STACK]["//"]["metadata"]["overrides"].pop("stack")
    )
    assert (status, complaints) == (1, ["note of an override (0): never seen: remove it"])


def test_a_folder_without_a_synthesis_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert comparison.main([str(tmp_path), str(tmp_path)]) == 1
    assert capsys.readouterr().err == f"{tmp_path}: no synthesis ended here.\n"

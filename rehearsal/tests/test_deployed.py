"""Deployed stacks read as they were synthesized, with what Terraform found in place of the references."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from rehearsal.deployed import filled, read_deployed, read_state
from rehearsal.stacks import NoStacksError

STATE: dict[str, Any] = {
    "version": 4,
    "resources": [
        {
            "mode": "managed",
            "type": "aws_kms_key",
            "name": "data",
            "instances": [{"attributes": {"arn": "arn:key", "tags": ["one", "two"], "policy": ""}}],
        },
        {
            "mode": "data",
            "type": "terraform_remote_state",
            "name": "other",
            "instances": [{"attributes": {"outputs": {"value": {"topic": "arn:topic"}, "type": "object"}}}],
        },
    ],
}


def test_references_become_values_and_what_aws_made_up_is_added(tmp_path: Path) -> None:
    path = tmp_path / "terraform.tfstate"
    path.write_text(json.dumps(STATE), encoding="utf-8")
    values = {
        "provider": "${aws.north}",
        "whole": "${aws_kms_key.data.tags}",
        "first": "${aws_kms_key.data.tags[1]}",
        "within": '{"Resource": "${aws_kms_key.data.arn}/*"}',
        "of_another": ["${data.terraform_remote_state.other.outputs.topic}"],
        "unknown": "${aws_kms_key.data.nothing} and ${aws_kms_key.none.arn}",
        "number": 1,
    }
    stack = filled({"resource": {"aws_kms_key": {"data": values}}}, read_state(path))
    assert stack["resource"]["aws_kms_key"]["data"] == {
        **values,
        "arn": "arn:key",
        "tags": ["one", "two"],
        "whole": ["one", "two"],
        "first": "two",
        "within": '{"Resource": "arn:key/*"}',
        "of_another": ["arn:topic"],
    }


@pytest.mark.parametrize(
    ("text", "why"), [(None, "is no state"), ("{", "is no state"), ('{"version": 5}', "of version 5, not 4")]
)
def test_a_stack_without_a_state_that_can_be_read_is_refused(
    tmp_path: Path, text: str | None, why: str
) -> None:
    (tmp_path / "app").mkdir()
    (tmp_path / "app" / "cdk.tf.json").write_text("{}", encoding="utf-8")
    if text is not None:
        (tmp_path / "app" / "terraform.tfstate").write_text(text, encoding="utf-8")
    with pytest.raises(NoStacksError, match=why):
        read_deployed(tmp_path)


def test_a_folder_without_stacks_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NoStacksError, match="holds no deployed stacks"):
        read_deployed(tmp_path)

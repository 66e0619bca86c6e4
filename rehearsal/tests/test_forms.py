"""Stacks are compared with what Terraform shows of them: opposite verdicts are told."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any, Final

import pytest

from policies.estate import Form
from rehearsal.forms import Agreement, Forms, _cell, document, main, without_invented
from rehearsal.stacks import Stack
from tests.policies.shown_stacks import plan_of, state_of

STACK: Final[dict[str, Any]] = {
    "terraform": {"backend": {"s3": {"key": "app"}}},
    "provider": {"aws": [{"region": "xx-test-1"}]},
    "resource": {"aws_kms_key": {"data": {"enable_key_rotation": True}}},
}


def compared(shown: dict[str, Any], folder: Path) -> Agreement:
    forms = Forms({}, {})
    forms.give(Stack("app", STACK), {**STACK, "terraform": {}})
    forms.shown["app"] = shown
    return forms.compared(folder)


@pytest.mark.parametrize("make", [plan_of, state_of], ids=["plan", "state"])
def test_what_agrees_is_counted(make: Any, tmp_path: Path) -> None:
    agreement = compared(make(STACK), tmp_path)
    assert agreement.opposite == ()
    assert agreement.rules["kms-key-rotation"] == Counter({("pass", "pass"): 1})


def test_an_opposite_verdict_is_told(tmp_path: Path) -> None:
    state = state_of(STACK)
    state["values"]["root_module"]["resources"][0]["values"]["enable_key_rotation"] = False
    assert [line.partition(": enable")[0] for line in compared(state, tmp_path).opposite] == [
        "kms-key-rotation at app: aws_kms_key.data: pass, then fail"
    ]


def test_what_terraform_does_not_write_is_no_agreement(tmp_path: Path) -> None:
    with pytest.raises(AssertionError, match="format version 2"):
        compared({**state_of(STACK), "format_version": "2.0"}, tmp_path)


def test_what_a_mock_invents_as_an_argument_is_left_out_and_what_aws_computes_is_kept() -> None:
    given = {"resource": {"aws_x": {"a": {"rule": [{"id": "r", "filter": {}}], "name": "n"}}}}
    values = {
        "rule": [{"id": "r", "prefix": "qwertyui", "filter": [{"prefix": "asdfghjk"}]}],
        "name": "n",
        "arn": "made",
        "size": "mock-a",
    }
    told = {"mode": "managed", "type": "aws_x", "name": "a", "values": values}
    state = {"values": {"root_module": {"resources": [told]}}}
    described = {"size": {"optional": True, "computed": True}, "arn": {"computed": True}}
    schemas = {"aws_x": {"block": {"attributes": described}}}
    (kept,) = without_invented(state, given, schemas)["values"]["root_module"]["resources"]
    assert kept["values"] == {"rule": [{"id": "r", "filter": [{}]}], "name": "n", "arn": "made"}
    assert values["rule"] != kept["values"]["rule"]


def test_the_document_has_a_row_for_each_rule(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert main() == 2
    for form, make in (("plan", plan_of), ("state", state_of)):
        compared(make(STACK), tmp_path).keep(form, tmp_path / "cdktf.out", ["aws_x.lacking"])
    text = document()
    assert "| kms-key-rotation | 1 the same | 1 the same |" in text
    assert "| terraform-backend | not answered: the form lacks the backend |" in text
    assert "- plans: `aws_x.lacking`" in text
    assert document() == text


def test_a_row_tells_what_differs() -> None:
    pairs = {"pass pass": 3, "fail fail": 1, "unknown pass": 2, "pass unknown": 4, "pass -": 5, "- pass": 6}
    said = "2 decided; 5 not there; 6 only there; 4 the same; 4 unknown"
    assert _cell(pairs, "kms-key-rotation", Form.PLAN) == said

"""Stacks are compared with what Terraform shows of them: opposite verdicts are told."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any, Final

import pytest

from policies.context import Form
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


def kept(written: dict[str, Any], values: dict[str, Any], attributes: dict[str, Any]) -> dict[str, Any]:
    """What is left of an `aws_x` that was written so, was made so, and is described so."""
    told = {"mode": "managed", "type": "aws_x", "name": "a", "values": values}
    schemas = {"aws_x": {"block": {"attributes": attributes}}}
    state = {"values": {"root_module": {"resources": [told]}}}
    shown = without_invented(state, {"resource": {"aws_x": {"a": written}}}, schemas)
    values_kept: dict[str, Any] = shown["values"]["root_module"]["resources"][0]["values"]
    return values_kept


@pytest.mark.parametrize("make", [plan_of, state_of], ids=["plan", "state"])
def test_what_agrees_is_counted(make: Any, tmp_path: Path) -> None:
    agreement = compared(make(STACK), tmp_path)
    assert agreement.opposite == ()
    assert agreement.rules["kms-key-rotation"] == Counter({("pass", "pass"): 1})


def test_an_opposite_verdict_is_reported(tmp_path: Path) -> None:
    state = state_of(STACK)
    state["values"]["root_module"]["resources"][0]["values"]["enable_key_rotation"] = False
    assert [line.partition(": enable")[0] for line in compared(state, tmp_path).opposite] == [
        "kms-key-rotation at app: aws_kms_key.data: pass, then fail"
    ]


def test_what_terraform_does_not_write_is_no_agreement(tmp_path: Path) -> None:
    with pytest.raises(AssertionError, match="format version 2"):
        compared({**state_of(STACK), "format_version": "2.0"}, tmp_path)


def test_what_a_mock_invents_as_an_argument_is_left_out_and_what_aws_computes_is_kept() -> None:
    written = {"rule": [{"id": "r", "filter": {}}], "name": "n"}
    values = {
        "rule": [{"id": "r", "prefix": "qwertyui", "filter": [{"prefix": "asdfghjk"}]}],
        "name": "n",
        "arn": "made",
        "size": "mock-a",
    }
    described = {"size": {"optional": True, "computed": True}, "arn": {"computed": True}}
    shown = kept(written, values, described)
    assert shown == {"rule": [{"id": "r", "filter": [{}]}], "name": "n", "arn": "made"}
    assert values["rule"] != shown["rule"]


def test_the_arn_is_kept_where_it_may_be_an_argument() -> None:
    attributes = {name: {"optional": True, "computed": True} for name in ("id", "arn", "tier")}
    assert kept({}, {"id": "mock-a", "arn": "arn:aws:x", "tier": "mock-a"}, attributes) == {
        "id": "mock-a",
        "arn": "arn:aws:x",
    }


def test_the_blocks_of_a_set_are_told_apart_by_their_names() -> None:
    written = [{"name": "b", "none": {}}, {"name": "a", "block": {}}]
    made = [{"name": "a", "block": [{}], "made": "x"}, {"name": "b", "none": [{}], "made": "y"}]
    assert kept({"rule": written}, {"rule": made}, {}) == {
        "rule": [{"name": "a", "block": [{}]}, {"name": "b", "none": [{}]}]
    }


@pytest.mark.parametrize("names", [("a", "a"), ("a", None)], ids=["twice", "nameless"])
def test_blocks_without_names_of_their_own_are_told_apart_by_their_order(
    names: tuple[str | None, ...],
) -> None:
    written = [{"name": names[0], "one": 1}, {"name": names[1], "two": 2}]
    made = [{"name": name, "one": 1, "two": 2} for name in names]
    assert kept({"rule": written}, {"rule": made}, {}) == {"rule": written}


def test_the_document_has_a_row_for_each_rule(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert main() == 2
    for form, make in (("plan", plan_of), ("state", state_of)):
        compared(make(STACK), tmp_path).keep(form, tmp_path / "reports", ["aws_x.lacking"])
    text = document()
    assert "| kms-key-rotation | 1 the same | 1 the same |" in text
    assert "| terraform-backend | not answered: the form lacks the backend |" in text
    assert "- plans: `aws_x.lacking`" in text
    assert document() == text


def test_plans_of_several_systems_are_counted_together(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for form, make, lacking in (("plan-a", plan_of, "a"), ("plan-b", plan_of, "b"), ("state", state_of, "c")):
        compared(make(STACK), tmp_path).keep(form, tmp_path / "reports", [lacking])
    text = document()
    assert "| kms-key-rotation | 2 the same | 1 the same |" in text
    assert "- plans: `a`, `b`" in text


def test_a_row_tells_what_differs() -> None:
    pairs = {"pass pass": 3, "fail fail": 1, "unknown pass": 2, "pass unknown": 4, "pass -": 5, "- pass": 6}
    said = "2 decided; 5 not there; 6 only there; 4 the same; 4 unknown"
    assert _cell(pairs, "kms-key-rotation", Form.PLAN) == said

"""What an assessor asks, answered by the JSON of a report alone, without any knowledge of the project."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from policies.report.build import Lineage, build_report
from policies.report.json_format import render
from policies.report.model import Made
from policies.report.sealing import faults, opened
from tests.policies.test_report import WAIVER, judged, keys, rule

KEYS = "pci-dss-4.0.1:3.7.4"
KEPT = rule("kms-kept", title="Keys are kept", types=("aws_kms_alias",))
ALIAS = {"data": {"good": True, "target_key_id": "${aws_kms_key.waived.key_id}"}}
TABLE = {"payments": {"tags": {"DataClass": "tokenised"}}, "forgotten": {}}


def stack(**good: Any) -> dict[str, Any]:
    one = keys(**good)
    return {**one, "resource": {**one["resource"], "aws_kms_alias": ALIAS, "aws_dynamodb_table": TABLE}}


@pytest.fixture(scope="module")
def data() -> bytes:
    """The file of a report that follows another."""
    waiver = replace(WAIVER, compensating="kms-kept")

    def made(time: str, lineage: Lineage, **good: Any) -> bytes:
        evaluation = judged({"one": stack(**good)}, rule(), KEPT, waivers=(waiver,))
        return render(build_report(evaluation, "c0ffee", Made(time=time), lineage))

    before = opened(made("2026-11-01T08:00:00Z", Lineage(), waived=False, bad=True, mended=False))
    return made("2026-11-20T08:00:00Z", Lineage(before), waived=False, bad=False, mended=True)


@pytest.fixture(scope="module")
def said(data: bytes) -> dict[str, Any]:
    content: dict[str, Any] = json.loads(data)
    return content


def test_which_resources_fail_a_control(said: dict[str, Any]) -> None:
    (control,) = (
        control
        for framework in said["frameworks"]
        for control in framework["controls"]
        if control["key"] == KEYS
    )
    failing = {
        result["resource"]
        for each in said["rules"]
        if each["id"] in control["rules"]
        for result in each["results"]
        if result["status"] == "failed"
    }
    assert (control["standing"], failing) == ("failing", {"one/aws_kms_key.bad"})


def test_who_waived_what_until_when_and_why_that_is_safe(said: dict[str, Any]) -> None:
    (waiver,), (sheet,) = said["waivers"], said["worksheets"]
    assert waiver["resources"] == sheet["resources"] == ["one/aws_kms_key.waived"]
    assert (waiver["owner"], waiver["approver"], waiver["reason"]) == ("security", "risk", "It is replaced.")
    assert waiver["approved"] == str(WAIVER.approved)
    assert waiver["by_design"]
    assert waiver["reviewed"] == str(WAIVER.reviewed)
    assert waiver["compensating"] == "kms-kept"
    assert "Keys are kept" in sheet["definition"]
    assert "1 passed, 0 failed" in sheet["validation"]


def test_what_no_machine_checks_by_name_and_what_to_ask_for(said: dict[str, Any]) -> None:
    for framework in said["frameworks"]:
        coverage = framework["coverage"]
        assert len(framework["process"]) == coverage["process"]
        assert all(
            each["id"] and each["title"] and each["ask"] and each["owner"] for each in framework["process"]
        )
        listed = {each["id"] for part in ("controls", "uncovered", "process") for each in framework[part]}
        assert len(listed) == coverage["controls"], "each control of the framework is somewhere"
    (pci,) = (each for each in said["frameworks"] if each["id"] == "pci-dss-4.0.1")
    (plan,) = (each for each in pci["process"] if each["id"] == "12.10.1")
    assert "incident" in plan["ask"].casefold()


def test_a_control_that_configuration_shows_in_part_says_what_is_missing(said: dict[str, Any]) -> None:
    for framework in said["frameworks"]:
        in_part = [
            each for each in framework["controls"] if each["evidence"] == "configuration" and each["missing"]
        ]
        assert len(in_part) == framework["coverage"]["in_part"]


def test_what_changed_since_the_last_report(said: dict[str, Any]) -> None:
    since = said["since"]
    assert since["time"] == "2026-11-01T08:00:00Z"
    assert since["new"] == [{"rule": rule().id, "resources": ["one/aws_kms_key.bad"]}]
    assert since["fixed"] == [{"rule": rule().id, "resources": ["one/aws_kms_key.mended"]}]


def test_whether_anyone_edited_it(data: bytes) -> None:
    assert list(faults(opened(data))) == []
    (fault,) = faults(opened(data.replace(b'"owner":"security"', b'"owner":"somebody"', 1)))
    assert fault.startswith("the waiver of kms-good")


def test_what_is_in_scope_and_what_does_not_say(said: dict[str, Any]) -> None:
    places = {each["id"]: each["place"] for each in said["scope"]}
    assert places["one/aws_dynamodb_table.payments"] == "store"
    assert places["one/aws_dynamodb_table.forgotten"] == "unknown"
    assert set(places) >= {each["id"] for each in said["resources"] if each["managed"]}

"""What is deployed, in the report: the same rules, drift, what is missing; no pass where any is wrong."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from policies.__main__ import main
from tests.policies.shown_stacks import ACCOUNT, plan_of, state_of
from tests.policies.stacks import write_manifest, write_stack
from tests.policies.test_report import SCHEMA

Json = Any
TAGS = dict.fromkeys(("App", "CostCenter", "Environment", "EnvironmentSuffix", "Project"), "zq7")
CHECK: dict[str, Json] = {
    "type": "CALCULATED",
    "child_health_threshold": 1,
    "child_healthchecks": ["x"],
    "tags": {**TAGS, "ManagedBy": "cdktf", "Region": "xx-test-1", "Name": "a-zq7"},
}
BACKEND = {"bucket": "pay-tfstate-use1", "key": "pay/zq7/app.tfstate", "region": "xx-test-1"}
STACK: dict[str, Json] = {
    "provider": {"aws": [{"region": "xx-test-1"}]},
    "terraform": {
        "required_providers": {"aws": {"source": "hashicorp/aws", "version": "6.25.0"}},
        "backend": {"s3": {**BACKEND, "encrypt": True, "use_lockfile": True, "kms_key_id": "alias/state"}},
    },
    "resource": {"aws_route53_health_check": {"all": CHECK}},
}
"""A stack that passes every rule."""
ADDRESS = "aws_route53_health_check.all"
CHANGED = {"address": ADDRESS, "change": {"actions": ["update"], "before": {}, "after": {}}}


def settled(**more: Json) -> dict[str, Json]:
    """A plan that changes nothing."""
    plan = plan_of(STACK)
    for change in plan["resource_changes"]:
        change["change"] |= {"actions": ["no-op"], "after_unknown": {}}
    return {**plan, "timestamp": "2026-11-30T09:00:00Z", **more}


def gate(
    folder: Path, shown: Mapping[str, Json], *options: str, stacks: tuple[str, ...] = ("app",)
) -> tuple[int, Json]:
    """The exit status of the gate, and its report."""
    for name in stacks:
        write_stack(folder / "out", name, STACK)
    write_manifest(folder / "out", *stacks)
    (folder / "deployed").mkdir()
    for name, content in shown.items():
        (folder / "deployed" / f"{name}.json").write_text(json.dumps(content), encoding="utf-8")
    status = main(
        [
            *(
                "gate",
                str(folder / "out"),
                "--engine",
                "rules",
                "--waivers",
                "none",
                "--report",
                str(folder / "rep"),
            ),
            *("--system", "pay", "--suffix", "zq7", "--profile", "ephemeral"),
            *("--deployed", str(folder / "deployed"), *options),
        ]
    )
    return status, json.loads((folder / "rep" / "compliance.json").read_bytes())


def test_what_is_deployed_is_told_with_its_evidence(tmp_path: Path) -> None:
    status, report = gate(tmp_path, {"app": settled()})
    assert (status, report["deployed"]["verdict"]) == (0, "pass")
    raw = (tmp_path / "deployed" / "app.json").read_bytes()
    jsonschema.Draft202012Validator(SCHEMA).validate(report)
    (stack,) = report["deployed"]["stacks"]
    assert (stack["form"], stack["file"], stack["time"]) == ("plan", "app.json", "2026-11-30T09:00:00Z")
    assert stack["sha256"] == hashlib.sha256(raw).hexdigest()
    assert (stack["drift"], stack["drift_known"], stack["resources"]) == ([], True, 1)
    assert stack["counts"]["passed"] > 0
    assert report["deployed"]["differences"] == []


@pytest.mark.parametrize(
    ("more", "address"),
    [
        ({"resource_drift": [CHANGED]}, ADDRESS),
        ({"resource_changes": [CHANGED]}, ADDRESS),
        ({"output_changes": {"key": {"actions": ["update"]}}}, "output.key"),
    ],
    ids=["changed outside", "would be changed", "an output"],
)
def test_drift_is_listed_and_is_no_pass(tmp_path: Path, more: Json, address: str) -> None:
    status, report = gate(tmp_path, {"app": settled(**more)})
    assert report["deployed"]["stacks"][0]["drift"] == [address]
    assert (status, report["deployed"]["verdict"]) == (1, "fail")
    assert f"app: 1 element is not as the output says, such as {address}" in report["deployed"]["differences"]


def test_a_state_tells_accounts_and_no_drift(tmp_path: Path) -> None:
    status, report = gate(tmp_path, {"app": state_of(STACK)})
    assert (status, report["deployed"]["verdict"]) == (0, "pass")
    (stack,) = report["deployed"]["stacks"]
    assert (stack["accounts"], stack["drift"], stack["drift_known"]) == ([ACCOUNT], [], False)


def test_a_state_with_other_resources_than_the_output_is_no_pass(tmp_path: Path) -> None:
    other = {**STACK, "resource": {"aws_route53_health_check": {"old": CHECK}}}
    status, report = gate(tmp_path, {"app": state_of(other)})
    assert report["deployed"]["stacks"][0]["drift"] == [ADDRESS, "aws_route53_health_check.old"]
    assert (status, report["deployed"]["verdict"]) == (1, "fail")


def test_what_is_deployed_is_judged_by_the_same_rules(tmp_path: Path) -> None:
    worse = {**STACK, "resource": {"aws_route53_health_check": {"all": {**CHECK, "tags": {}}}}}
    status, report = gate(tmp_path, {"app": state_of(worse)})
    assert (status, report["deployed"]["verdict"]) == (1, "fail")
    assert f"app: {ADDRESS} fails tags-required" in report["deployed"]["differences"]
    assert report["deployed"]["stacks"][0]["counts"]["failed"] > 0


def test_stacks_that_are_not_shown_or_of_no_output_are_no_pass(tmp_path: Path) -> None:
    status, report = gate(tmp_path, {"app": settled(), "old": settled()}, stacks=("app", "data"))
    told = report["deployed"]
    assert (status, told["missing"], told["strange"]) == (1, ["data"], ["old"])
    assert told["verdict"] == "fail"


@pytest.mark.parametrize(
    ("shown", "reason"),
    [
        ({}, "no file of a plan or a state is there"),
        ({"app": STACK}, "it is a synthesized stack, and says nothing of what is deployed"),
        ({"app": settled(errored=True)}, "planning ended with errors"),
    ],
    ids=["nothing", "a synthesized stack", "half a plan"],
)
def test_what_cannot_be_judged_is_an_error(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], shown: Mapping[str, Json], reason: str
) -> None:
    status, report = gate(tmp_path, shown)
    assert (status, report["deployed"]["verdict"]) == (2, "error")
    assert reason in capsys.readouterr().err
    assert any(reason in problem for problem in report["deployed"]["problems"])


def test_a_folder_of_synthesized_stacks_is_an_error(tmp_path: Path) -> None:
    gate(tmp_path, {})
    again = tmp_path / "again"
    status, report = gate(again, {}, "--deployed", str(tmp_path / "out"))
    assert (status, report["deployed"]["verdict"], report["deployed"]["stacks"]) == (2, "error", [])


def test_who_approved_is_told_as_said_and_sealed(tmp_path: Path) -> None:
    _, report = gate(
        tmp_path,
        {"app": settled()},
        *("--pull-request", "https://git.example/pull/7", "--approved-by", "ana", "--approved-by", "bo"),
    )
    assert report["made"]["pull_request"] == "https://git.example/pull/7"
    assert report["made"]["approved_by"] == ["ana", "bo"]
    page = (tmp_path / "rep" / "compliance.html").read_text(encoding="utf-8")
    assert "https://git.example/pull/7" in page.replace("<wbr>", "")
    assert "nothing here verifies them" in page
    file = tmp_path / "rep" / "compliance.json"
    assert main(["verify", str(file)]) == 0
    file.write_bytes(file.read_bytes().replace(b'"ana"', b'"eva"'))
    assert main(["verify", str(file)]) == 1


@pytest.mark.parametrize(
    "options",
    [["--pull-request", "u"], ["--approved-by", "ana"], ["--deployed", "."]],
    ids=lambda each: each[0],
)
def test_what_a_report_tells_needs_a_report(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], options: list[str]
) -> None:
    write_stack(tmp_path, "app", STACK)
    write_manifest(tmp_path, "app")
    assert main(["gate", str(tmp_path), "--engine", "rules", *options]) == 2
    said = capsys.readouterr().err
    assert options[0] in said
    assert "are of a report: give --report too" in said

"""checkov made to fail in every way it can, in either shape: none of them is a pass. And the real one."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from policies.gate.engines.expected import COMMAND, FILE, expected, registered
from policies.gate.engines.scan import Scan
from policies.gate.engines.scanner import CANARIES, JSON_SHAPE, PLAN_SHAPE, SHAPES, Scanner
from policies.gate.reading.build import Overrides, build
from policies.gate.reading.metadata import Metadata
from policies.gate.verdict import conclude, evaluate_rules
from policies.model import Status
from tests.policies.verdicts import TODAY

pytestmark = pytest.mark.fuzz

QUEUE = {"resource": {"aws_sqs_queue": {"db": {"name": "db"}}, "aws_kms_alias": {"db": {"name": "alias/db"}}}}
STACKS: dict[str, dict[str, Any]] = {"pay-one": QUEUE, "pay-two": QUEUE, "empty": {"output": {}}}
CONFIGURATION = build(STACKS, Metadata(), Overrides())
FOLDERS = {f"stack-{number:04}": stack for number, stack in enumerate(STACKS)}

Change = Callable[[dict[str, Any], str], Any]
"""Spoils one shape of a whole answer."""


def record(shape: str, check: str, address: str, result: str = "PASSED") -> dict[str, Any]:
    return {
        "check": check,
        "title": check,
        "guide": None,
        "result": result,
        "keys": [],
        "line": 0 if shape == JSON_SHAPE else 1,  # 0: the stand-in looks where the address stands
        "address": address,
    }


def whole() -> dict[str, Any]:
    """What checkov would answer. The queue fails CKV_AWS_27 in one stack and one shape."""
    shapes: dict[str, dict[str, Any]] = {}
    for shape in SHAPES:
        check, address = CANARIES[shape]
        for folder in FOLDERS:
            records = [record(shape, check, address, "FAILED")]
            if folder != "stack-0002":
                fails = shape == PLAN_SHAPE and folder == "stack-0001"
                records += [
                    record(shape, "CKV_AWS_27", "aws_sqs_queue.db", "FAILED" if fails else "PASSED"),
                    record(shape, "CKV_AWS_168", "aws_sqs_queue.db", "UNKNOWN"),
                ]
            shapes.setdefault(shape, {})[folder] = {
                "graph_checks": list(expected().graph_checks),
                "records": records,
                "unread": {},
            }
    return {"version": expected().version, "loaded": sorted(expected().ids), "shapes": shapes}


STAND_IN = """\
import json, os, sys, time
folder, out = sys.argv[1:]
answer = json.load(open({answer!r}))
try:
    for stack, said in answer["shapes"]["terraform_json"].items():
        text = open(os.path.join(folder, stack, "cdk.tf.json")).read().splitlines()
        for record in said["records"]:
            if record["line"] == 0:
                name = '"' + record["address"].split(".")[0] + '"'
                record["line"] = next(n for n, l in enumerate(text, 2) if l.strip().startswith(name))
except (KeyError, TypeError, FileNotFoundError):
    pass
{body}
"""


def scan(tmp_path: Path, body: str, answer: object = None, timeout: float = 20) -> Scan:
    """Scan with a stand-in for checkov, which has `answer` and writes what `body` says."""
    (tmp_path / "whole.json").write_text(json.dumps(whole() if answer is None else answer))
    script = tmp_path / "checkov.py"
    script.write_text(STAND_IN.format(answer=str(tmp_path / "whole.json"), body=body))
    return Scanner(CONFIGURATION, STACKS, (sys.executable, str(script))).result(timeout)


def answering(tmp_path: Path, content: object) -> Scan:
    return scan(tmp_path, "open(out, 'w').write(json.dumps(answer))", content)


def status_of(result: Scan) -> int:
    """What the gate ends with on that answer alone."""
    answer = evaluate_rules(CONFIGURATION, ("checkov",))
    return conclude(answer, result.findings, today=TODAY, problems=result.problems).exit_status


def test_a_whole_answer_is_believed_and_what_fails_in_either_shape_fails(tmp_path: Path) -> None:
    result = answering(tmp_path, whole())
    assert result.problems == ()
    assert result.version == expected().version
    assert [(found.rule, found.stack, found.address, found.status) for found in result.findings] == [
        ("CKV_AWS_27", "pay-one", "aws_sqs_queue.db", Status.PASS),
        ("CKV_AWS_27", "pay-two", "aws_sqs_queue.db", Status.FAIL),
    ]
    assert result.counts == {(shape, "CKV_AWS_27"): 2 for shape in SHAPES}


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        pytest.param("import checkov_that_is_not_there", "No module named", id="import error"),
        pytest.param("os.kill(os.getpid(), 9)", "it ended with status -9", id="crash"),
        pytest.param("time.sleep(60)", "no answer within 1 s", id="timeout"),
        pytest.param("pass", "it wrote no results", id="no output"),
        pytest.param("open(out, 'w').write('')", "its results do not parse", id="empty output"),
        pytest.param("open(out, 'w').write('[{')", "its results do not parse", id="half an output"),
        pytest.param("open(out, 'w').write('{}')", "not in the form that is asked for", id="changed JSON"),
        pytest.param("open(out, 'w').write('[]')", "not in the form that is asked for", id="list"),
    ],
)
def test_a_scanner_that_does_not_answer_is_a_problem(tmp_path: Path, body: str, reason: str) -> None:
    result = scan(tmp_path, body, timeout=1 if "sleep" in body else 20)
    assert result.findings == ()
    assert reason in result.problems[0]
    assert status_of(result) == 2


def drop_shape(answer: dict[str, Any], shape: str) -> None:
    del answer["shapes"][shape]


def rename_shape(answer: dict[str, Any], shape: str) -> None:
    answer["shapes"]["terraform"] = answer["shapes"].pop(shape)


def drop_stack(answer: dict[str, Any], shape: str) -> None:
    del answer["shapes"][shape]["stack-0001"]


def another_stack(answer: dict[str, Any], shape: str) -> None:
    answer["shapes"][shape]["stack-0009"] = answer["shapes"][shape]["stack-0001"]


def set_in(key: str, value: object, folder: str = "stack-0001") -> Change:
    def change(answer: dict[str, Any], shape: str) -> None:
        answer["shapes"][shape][folder][key] = value

    return change


def set_in_record(key: str, value: object, folder: str = "stack-0001") -> Change:
    def change(answer: dict[str, Any], shape: str) -> None:
        answer["shapes"][shape][folder]["records"][-1][key] = value

    return change


def drop_check(check: str, *folders: str) -> Change:
    def change(answer: dict[str, Any], shape: str) -> None:
        for folder, said in answer["shapes"][shape].items():
            if folder in (folders or FOLDERS):
                said["records"] = [each for each in said["records"] if each["check"] != check]

    return change


def unload(answer: dict[str, Any], _shape: str) -> None:
    answer["loaded"].remove("CKV_AWS_168")


def drop_canary(answer: dict[str, Any], shape: str) -> None:
    drop_check(CANARIES[shape][0], "stack-0002")(answer, shape)


def pass_canary(answer: dict[str, Any], shape: str) -> None:
    answer["shapes"][shape]["stack-0000"]["records"][0]["result"] = "PASSED"


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize(
    ("change", "reason"),
    [
        pytest.param(drop_shape, "it answered for", id="one shape only"),
        pytest.param(rename_shape, "it answered for", id="wrong framework"),
        pytest.param(drop_stack, "it answered for", id="half the stacks"),
        pytest.param(another_stack, "it answered for", id="another stack"),
        pytest.param(
            set_in("records", [], "stack-0000"),
            "did not find the defect planted in pay-one",
            id="zero checks",
        ),
        pytest.param(set_in("records", None), "not in the form", id="no records"),
        pytest.param(set_in("records", ["x"]), "not in the form", id="records of another form"),
        pytest.param(set_in("unread", ["x"]), "not in the form", id="unread elements of another form"),
        pytest.param(drop_canary, "did not find the defect planted in empty", id="canary not seen"),
        pytest.param(pass_canary, "did not find the defect planted in pay-one", id="canary passed"),
        pytest.param(set_in_record("result", "SKIPPED"), "it answered SKIPPED", id="skipped check"),
        pytest.param(set_in_record("check", ""), "a check without id", id="no id"),
        pytest.param(unload, "CKV_AWS_168 did not load", id="check did not load"),
        pytest.param(drop_check("CKV_AWS_168"), "CKV_AWS_168 has no answer", id="check did not run"),
        pytest.param(
            drop_check("CKV_AWS_27", "stack-0001"),
            "for pay-two: aws_sqs_queue.db",
            id="check left out one resource",
        ),
        pytest.param(set_in("graph_checks", []), "did not run on the stacks", id="graph checks did not run"),
    ],
)
def test_an_answer_that_is_not_whole_in_one_shape_is_a_problem(
    tmp_path: Path, shape: str, change: Change, reason: str
) -> None:
    content = whole()
    change(content, shape)
    result = answering(tmp_path, content)
    assert any(reason in problem for problem in result.problems), result.problems
    assert status_of(result) == 2


@pytest.mark.parametrize("shape", SHAPES)
def test_an_address_that_was_not_scanned_is_a_problem(tmp_path: Path, shape: str) -> None:
    content = whole()
    content["shapes"][shape]["stack-0001"]["records"][-1] |= {"address": "aws_sqs_queue.gone", "line": -4}
    result = answering(tmp_path, content)
    assert "names no place that was scanned" in result.problems[0]


def test_another_version_is_told_rather_than_its_differences(tmp_path: Path) -> None:
    result = answering(tmp_path, {**whole(), "version": "4.0.0"})
    (problem,) = result.problems
    assert f"it is version 4.0.0, and what it must answer is listed for {expected().version}." in problem
    assert status_of(result) == 2


def test_the_users_settings_cannot_switch_checks_off(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CKV_IGNORE_HIDDEN_DIRECTORIES", "false")
    monkeypatch.setenv("BC_API_KEY", "marked-value")
    seen = scan(tmp_path, "sys.exit(json.dumps([os.getcwd(), sorted(os.environ)]))").problems[0]
    assert str(tmp_path) not in seen.split('", [')[0]
    assert "BC_API_KEY" not in seen
    assert "CKV_" not in seen


def test_the_list_of_checks_is_that_of_the_installed_checkov() -> None:
    assert FILE.read_text(encoding="utf-8") == registered()


def test_a_missing_checkov_is_a_problem() -> None:
    bare = (sys.executable, "-S", *COMMAND[1:])  # without site-packages
    result = Scanner(CONFIGURATION, STACKS, bare).result()
    assert "No module named" in result.problems[0]


@pytest.mark.parametrize(
    ("marker", "address"),
    [
        ('"region": "xx-test-1"', "provider.aws.one"),
        ('"region": "xx-test-2"', "provider.aws.two"),
        ('"key": "state"', "terraform.backend.s3"),
        ('"required_version"', "terraform"),
        ('"value"', "output.url"),
        ('"query"', "data.aws_sqs_queue.db"),
        ('"delay_seconds"', "aws_sqs_queue.db"),
        ('"quoted"', 'aws_sqs_queue.a"b'),
    ],
)
def test_lines_tell_elements_apart(marker: str, address: str) -> None:
    from policies.gate.engines.positions import Positions, written

    text = written(
        {
            "provider": {
                "aws": [{"alias": "one", "region": "xx-test-1"}, {"alias": "two", "region": "xx-test-2"}]
            },
            "terraform": {"required_version": "1", "backend": {"s3": {"key": "state"}}},
            "output": {"url": {"value": "x"}},
            "data": {"aws_sqs_queue": {"db": {"query": [{"a": 1}]}}},
            "resource": {"aws_sqs_queue": {"db": {"delay_seconds": 1}, 'a"b': {"quoted": [{}]}}},
        },
    )
    line = next(number for number, text in enumerate(text.splitlines(), 1) if marker in text)
    assert Positions(text).address_at(line) == address


def test_every_form_that_terraform_takes_is_scanned_in_one() -> None:
    from policies.gate.reading.canonical import canonical

    lists = {
        "provider": {"aws": {"region": "xx-test-1"}},
        "resource": [
            {"aws_sqs_queue": [{"a": {"name": "a", "kms_master_key_id": None}}]},
            {"aws_sqs_queue": {"b": [{}]}},
        ],
    }
    assert canonical(lists) == {
        "provider": {"aws": [{"region": "xx-test-1"}]},
        "resource": {"aws_sqs_queue": {"a": {"name": "a"}, "b": {}}},
    }

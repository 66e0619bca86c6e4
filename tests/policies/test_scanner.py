"""checkov made to fail in every way it can: none of them is a pass. One run of the real one."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest

from policies.gate.metadata import Metadata
from policies.gate.reading import Overrides, build
from policies.gate.scanner import Scan, Scanner
from policies.model import Status

QUEUE = {"resource": {"aws_sqs_queue": {"db": {"name": "db"}}, "aws_kms_key": {"db": {"description": "x"}}}}
STACKS: dict[str, dict[str, Any]] = {"pay-one": QUEUE, "pay-two": QUEUE, "empty": {"output": {}}}
ESTATE = build(STACKS, Metadata(), Overrides())


def check(folder: str, check_id: str, line: int = 4) -> dict[str, Any]:
    return {
        "check_id": check_id,
        "check_name": check_id,
        "file_path": f"/{folder}/cdk.tf.json",
        "file_line_range": [line, line + 1],
    }


def answer(**changes: Any) -> dict[str, Any]:
    failed = [check("canary", "CKV_AWS_7"), check("stack-0000", "CKV_AWS_27")]
    passed = [check("stack-0001", "CKV_AWS_27")]
    base: dict[str, Any] = {
        "check_type": "terraform_json",
        "results": {
            "failed_checks": failed,
            "passed_checks": passed,
            "skipped_checks": [],
            "parsing_errors": [],
        },
        "summary": {"parsing_errors": 0, "checkov_version": "3.3.30"},
    }
    for key, value in changes.items():
        place, _, name = key.partition("__")
        if name:
            base[place][name] = value
        else:
            base[place] = value
    return base


def scan(tmp_path: Path, body: str, timeout: float = 20) -> Scan:
    """Scan with a stand-in for checkov: `body` is Python that has `out`, the folder of its results."""
    script = tmp_path / "checkov.py"
    script.write_text(
        "import json, os, sys, time\n"
        "out = sys.argv[sys.argv.index('--output-file-path') + 1]\n"
        "def answer(text):\n"
        "    os.makedirs(out)\n"
        "    open(os.path.join(out, 'results_json.json'), 'w').write(text)\n" + body
    )
    return Scanner(STACKS, command=(sys.executable, str(script))).result(ESTATE, timeout)


def answering(tmp_path: Path, content: object) -> Scan:
    return scan(tmp_path, f"answer({json.dumps(json.dumps(content))})")


def test_a_whole_answer_is_believed_and_addresses_come_from_lines(tmp_path: Path) -> None:
    result = answering(tmp_path, answer())
    assert result.problems == ()
    assert result.version == "3.3.30"
    assert [(finding.stack, finding.address, finding.status) for finding in result.findings] == [
        ("pay-one", "aws_sqs_queue.db", Status.FAIL),
        ("pay-two", "aws_sqs_queue.db", Status.PASS),
    ]


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ("sys.exit('no module named checkov')", "it ended with status 1: no module named checkov"),
        ("os.kill(os.getpid(), 9)", "it ended with status -9"),
        ("pass", "it wrote no results"),
        ("answer('')", "its results do not parse"),
        ("answer('[{')", "its results do not parse"),
        ("answer('{}')", "no report of the terraform_json framework"),
        ("time.sleep(60)", "no answer within 1 s"),
    ],
)
def test_a_scanner_that_does_not_answer_is_a_problem(tmp_path: Path, body: str, reason: str) -> None:
    result = scan(tmp_path, body, timeout=1)
    assert result.findings == ()
    assert reason in result.problems[0]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (answer(check_type="terraform"), "no report of the terraform_json framework"),
        ([answer(check_type="dockerfile"), answer(check_type="helm")], "no report of the terraform_json"),
        (answer(results=None), "no report of the terraform_json framework"),
        (answer(summary__parsing_errors=1), "could not parse everything (parsing errors: 1)"),
        (answer(summary={}), "could not parse everything (parsing errors: unsaid)"),
        (answer(results__skipped_checks=[check("stack-0000", "CKV_AWS_1")]), "it skipped checks"),
        (answer(results__failed_checks=[]), "did not find the planted defect"),
        (answer(results__failed_checks=[check("canary", "CKV_AWS_99")]), "did not find the planted defect"),
        (answer(results__passed_checks=None), "its results hold no passed_checks"),
        (answer(results__passed_checks=["x"]), "an entry of its passed_checks has no id or no file"),
        (
            answer(results__passed_checks=[check("stack-0009", "CKV_AWS_1")]),
            "names no place that was scanned",
        ),
        (
            answer(results__passed_checks=[check("stack-0001", "CKV_AWS_1", line=-4)]),
            "names no place that was",
        ),
    ],
)
def test_an_answer_that_is_not_whole_is_a_problem(tmp_path: Path, content: object, reason: str) -> None:
    result = answering(tmp_path, content)
    assert result.findings == ()
    assert reason in result.problems[0]


def test_a_stack_without_any_check_is_a_problem_and_an_empty_one_is_not(tmp_path: Path) -> None:
    result = answering(tmp_path, answer(results__passed_checks=[]))
    assert result.problems == ("checkov: it ran no check on the stack pay-two",)
    assert [finding.stack for finding in result.findings] == ["pay-one"]


def test_the_users_settings_cannot_switch_checks_off(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CKV_IGNORE_HIDDEN_DIRECTORIES", "false")
    monkeypatch.setenv("BC_API_KEY", "marked-value")
    seen = scan(tmp_path, "sys.exit(json.dumps([os.getcwd(), sorted(os.environ)]))").problems[0]
    assert str(tmp_path) not in seen.split('", [')[0]
    assert "BC_API_KEY" not in seen
    assert "CKV_" not in seen


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
    from policies.gate.positions import address_at, written

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
    assert address_at(text, line) == address


def test_every_form_that_terraform_takes_is_scanned_in_one() -> None:
    from policies.gate.reading import canonical

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


@pytest.mark.synth
def test_the_real_scanner_finds_what_explicit_nulls_hide() -> None:
    rule = {
        "from_port": 22,
        "to_port": 22,
        "protocol": "tcp",
        "cidr_blocks": ["0.0.0.0/0"],
        "prefix_list_ids": None,
    }
    stacks = {"net": {"resource": {"aws_security_group": {"ssh": {"description": "x", "ingress": [rule]}}}}}
    result = Scanner(stacks).result(build(stacks, Metadata(), Overrides()))
    assert result.problems == ()
    failed = {finding.rule: finding.address for finding in result.findings if finding.status is Status.FAIL}
    assert failed["CKV_AWS_24"] == "aws_security_group.ssh"

"""What lies around on a machine and weakens a plain checkov run has no say in the gate.

Planted for real: configuration files, baselines, inline skips, environment variables, a checkov in the
working folder. A plain run obeys some of them, which shows that they are planted where checkov looks.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.synth

PROJECT = Path(__file__).resolve().parents[2]
SKIP = "checkov:skip=CKV_AWS_7:not today"
KEY: dict[str, Any] = {
    "//": {"metadata": {"path": "pay/x"}, "checkov": {"skip": [{"id": "CKV_AWS_7", "comment": "no"}]}},
    "description": f"#{SKIP}",
    "enable_key_rotation": False,
    "tags": {"checkov": SKIP},
}
STACK = {"//": f"#{SKIP}", "resource": {"aws_kms_key": {"x": KEY}, "aws_sqs_queue": {"x": {"name": "x"}}}}
CONFIGURATION = """\
soft-fail: true
skip-check:
  - CKV_AWS_7
  - CKV_AWS_27
skip-path:
  - .*
baseline: .checkov.baseline
"""
BASELINE = {
    "failed_checks": [
        {
            "file": "/stacks/pay/cdk.tf.json",
            "findings": [
                {"resource": f"resource.{name}", "check_ids": ["CKV_AWS_7", "CKV_AWS_27"]}
                for name in ("x", "aws_kms_key.x", "aws_sqs_queue.x")
            ],
        }
    ]
}
ENVIRONMENT = {
    "BC_API_KEY": "00000000-0000-0000-0000-000000000000",
    "BC_SKIP_MAPPING": "true",
    "CHECKOV_CHECK_FAIL_LEVEL": "NONE",
    "CHECKOV_EXPERIMENTAL_CROSS_VARIABLE_EDGES": "false",
    "CHECKOV_EXPIRATION_TIME_IN_SEC": "0",
    "CHECKOV_GRAPH_FRAMEWORK": "NONE",
    "CHECKOV_MAX_FILE_SIZE": "1",
    "CHECKOV_MAX_IAC_FILE_SIZE": "1",
    "CHECKOV_NO_OUTPUT": "true",
    "CKV_IGNORED_DIRECTORIES": "scan,stacks,pay,stack-0000",
    "CKV_SKIP_CHECK": "CKV_AWS_7,CKV_AWS_27",
    "CKV_SUPPORT_ALL_RESOURCE_TYPE": "false",
    "CREATE_EDGES": "false",
    "LOG_LEVEL": "DEBUG",
    "PYTHONSTARTUP": "checkov/__init__.py",
}
START = """\
import sys
sys.path.insert(0, sys.argv.pop(1))
from policies.__main__ import main
sys.exit(main())
"""


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which the gate is started, with everything in it that could weaken checkov."""
    root = tmp_path_factory.mktemp("machine")
    out, home = root / "cdktf.out", root / "home"
    stack = out / "stacks" / "pay" / "cdk.tf.json"
    for folder in (stack.parent, home / ".checkov", root / "checkov"):
        folder.mkdir(parents=True)
    stack.write_text(json.dumps(STACK, indent=2))
    for folder in (root, out, stack.parent, home):
        for name in (".checkov.yml", ".checkov.yaml"):
            (folder / name).write_text(CONFIGURATION)
        (folder / ".checkov.baseline").write_text(json.dumps(BASELINE))
    (root / "checkov" / "__init__.py").write_text("raise SystemExit(0)\n")
    (home / ".bridgecrew").write_text("credentials")
    return root


def run(folder: Path, *command: str, **environment: str) -> subprocess.CompletedProcess[str]:
    kept = {name: os.environ[name] for name in ("PATH", "LANG") if name in os.environ}
    return subprocess.run(
        [sys.executable, *command],
        cwd=folder,
        env=kept | environment,
        capture_output=True,
        text=True,
        check=False,
    )


def gate(folder: Path, name: str, **environment: str) -> Any:
    """The gate's verdict on the planted stack, as its findings."""
    ran = run(
        folder,
        *("-P", "-c", START, str(PROJECT), "gate", str(folder / "cdktf.out")),
        *("--engine", "checkov", "--waivers", "none", "--format", "json", "--output", str(folder / name)),
        **environment,
    )
    assert ran.returncode == 1, ran.stdout + ran.stderr
    return json.loads((folder / name).read_text())


def plain(folder: Path) -> subprocess.CompletedProcess[str]:
    """Checkov's own command, in the same places but with its own package."""
    return run(
        folder / "home",
        *("-m", "checkov.main", "-d", str(folder / "cdktf.out"), "--framework", "terraform_json"),
        *("--skip-download", "--compact"),
        HOME=str(folder / "home"),
    )


def test_a_plain_run_obeys_what_is_planted(planted: Path) -> None:
    ran = plain(planted)
    assert ran.returncode == 0, ran.stderr
    assert "FAILED for resource" not in ran.stdout


def test_the_gate_says_the_same_as_without(planted: Path) -> None:
    (planted / "clean").mkdir()
    with_all = gate(planted, "planted.json", HOME=str(planted / "home"), **ENVIRONMENT)
    without = gate(planted, "clean.json", HOME=str(planted / "clean"))
    assert with_all == without
    failed = {(each["rule"], each["address"]) for each in with_all["findings"] if each["status"] == "fail"}
    assert failed >= {("CKV_AWS_7", "aws_kms_key.x"), ("CKV_AWS_27", "aws_sqs_queue.x")}
    assert with_all["problems"] == []

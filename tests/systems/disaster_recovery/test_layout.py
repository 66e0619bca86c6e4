"""The parts of the original have counterparts here, and what is done to the whole is one command."""

from __future__ import annotations

import ast
import json
import os
import subprocess
import tomllib
from pathlib import Path
from typing import Final

PROJECT: Final = Path(__file__).resolve().parents[3]
PROGRAMS: Final = {
    "main.py": "main",  # lib/main.ts
    "infra/systems/disaster_recovery/stacks.py": "build",  # financial-processor-stack.ts
    "handlers/functions/endpoint_health/handler.py": "handle",  # health-check-lambda.js
}


def text(path: str) -> str:
    return (PROJECT / path).read_text(encoding="utf-8")


def test_r98_each_part_of_the_original_has_its_counterpart_in_python() -> None:
    for path, function in PROGRAMS.items():
        defined = {node.name for node in ast.parse(text(path)).body if isinstance(node, ast.FunctionDef)}
        assert function in defined, path
    started = json.loads(text("cdktf.json"))
    assert (started["language"], started["app"].split()[-1]) == ("python", "main.py")
    assert {"cdktf", "cdktf-cdktf-provider-aws"} <= tomllib.loads(text("Pipfile"))["packages"].keys()
    assert tomllib.loads(text("pyproject.toml"))["tool"]["mypy"]["strict"] is True  # tsconfig.json


def test_r117_one_command_destroys_what_was_deployed() -> None:
    """`--old-file cli`: the CLI need not be there to tell. The `make` that runs tests passes nothing on."""
    said = subprocess.run(
        ["make", "--dry-run", "--old-file", "cli", "destroy"],  # noqa: S607 - the machine's own make
        cwd=PROJECT,
        env={name: value for name, value in os.environ.items() if not name.startswith(("MAKE", "MFLAGS"))},
        capture_output=True,
        text=True,
        check=True,
    ).stdout.splitlines()
    shown, destroyed = said
    assert shown.endswith("-m policies inventory cdktf.out")
    assert destroyed.endswith("cdktf destroy '*' --skip-synth")


def test_r117_the_command_is_documented() -> None:
    assert "`make destroy`" in text("README.md")
    assert "`make destroy`" in text("docs/costs.md")


def test_r115_what_exists_once_an_account_is_documented() -> None:
    said = " ".join(text("docs/costs.md").split())
    assert "`config.recorder = true` has AWS Config record and judge" in said
    assert "Security Hub (its standards PCI DSS and NIST SP 800-53) and GuardDuty should be enabled" in said

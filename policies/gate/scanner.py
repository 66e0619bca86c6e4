"""checkov on synthesized stacks. Stock checkov fails open: here silence, in whole or in part, is a problem.

It runs in a process of its own, over a copy that it reads correctly: without explicit nulls (which
hide open security-group rules from it), with none of the user's checkov settings, and with one
more stack that is known to be bad. A scanner that does not report that one cannot be believed.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from policies.estate import Estate
from policies.gate.positions import address_at, written
from policies.gate.reading import STACK_FILE, canonical
from policies.model import Finding, Severity, Status

TIMEOUT_SECONDS: Final = 300
FRAMEWORK: Final = "terraform_json"
_CANARY: Final = "canary"
_CANARY_STACK: Final = {"resource": {"aws_kms_key": {_CANARY: {"enable_key_rotation": False}}}}
_CANARY_CHECK: Final = "CKV_AWS_7"


class ScannerError(Exception):
    """checkov did not answer as it must; the text says what happened."""


@dataclass(frozen=True, slots=True)
class Scan:
    """What checkov found, its version, and why its answer is not whole (empty where it is)."""

    findings: tuple[Finding, ...]
    problems: tuple[str, ...]
    version: str = ""


class Scanner:
    """One checkov process: started at once, so that other engines run beside it."""

    def __init__(
        self, contents: Mapping[str, Mapping[str, Any]], command: tuple[str, ...] | None = None
    ) -> None:
        """Write the copy and start to scan. `command` stands in for checkov in tests of its failures."""
        self._folder = tempfile.TemporaryDirectory(prefix="checkov-")
        root = Path(self._folder.name)
        # Numbered folders: checkov skips hidden ones and names such as node_modules.
        self._stacks = {f"stack-{number:04}": stack for number, stack in enumerate(contents)}
        self._texts = {
            name: _write(root / "scan" / name, contents[stack]) for name, stack in self._stacks.items()
        }
        _write(root / "scan" / _CANARY, _CANARY_STACK)
        self._out = root / "out"
        with (root / "log").open("wb") as log:
            self._process = subprocess.Popen(
                [*(command or (sys.executable, "-m", "checkov.main")), *self._options(root)],
                cwd=root,
                env=_environment(root),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )

    def _options(self, root: Path) -> tuple[str, ...]:
        return (
            *("--directory", str(root / "scan"), "--framework", FRAMEWORK),
            *("--skip-download", "--compact", "--soft-fail"),
            *("--output", "json", "--output-file-path", str(self._out)),
        )

    def result(self, estate: Estate, timeout: float = TIMEOUT_SECONDS) -> Scan:
        """Wait for the answer and read it. Never raises: what is wrong with it becomes a problem."""
        try:
            return self._read(estate, timeout)
        except ScannerError as error:
            return Scan((), (f"checkov: {error}",))
        finally:
            if self._process.poll() is None:
                self._process.kill()
                self._process.wait()
            self._folder.cleanup()

    def _read(self, estate: Estate, timeout: float) -> Scan:
        try:
            status = self._process.wait(timeout)
        except subprocess.TimeoutExpired as error:
            raise ScannerError(f"no answer within {timeout:.0f} s") from error
        if status != 0:
            log = (self._out.parent / "log").read_text(encoding="utf-8", errors="replace").strip()
            raise ScannerError(f"it ended with status {status}: {log[-600:] or 'it printed nothing'}")
        answer = _answer(self._out / "results_json.json")
        checks = tuple(_checks(answer))
        if not any(
            folder == _CANARY and check["check_id"] == _CANARY_CHECK and failed
            for folder, check, failed in checks
        ):
            raise ScannerError(
                f"it did not find the planted defect ({_CANARY_CHECK}), so its silence proves nothing"
            )
        findings = tuple(
            self._finding(folder, check, failed=failed, estate=estate)
            for folder, check, failed in checks
            if folder != _CANARY
        )
        answered = {finding.stack for finding in findings}
        silent = [
            f"checkov: it ran no check on the stack {stack}"
            for stack in self._stacks.values()
            if stack not in answered
            and any(element.is_managed for element in estate.elements if element.stack == stack)
        ]
        return Scan(findings, tuple(silent), str(answer["summary"].get("checkov_version", "")))

    def _finding(self, folder: str, check: Mapping[str, Any], *, failed: bool, estate: Estate) -> Finding:
        try:
            stack = self._stacks[folder]
            address = address_at(self._texts[folder], int(check["file_line_range"][0]))
        except (KeyError, IndexError, TypeError, ValueError) as error:
            raise ScannerError(
                f"a result of {check.get('check_id')} names no place that was scanned ({error})"
            ) from error
        element = estate.by_address.get((stack, address))
        guide = check.get("guideline") or "checkov.io"
        return Finding(
            rule=str(check["check_id"]),
            address=address,
            stack=stack,
            region=element.region if element else "",
            severity=Severity.MEDIUM,  # checkov tells severities only to its platform's customers
            status=Status.FAIL if failed else Status.PASS,
            message=str(check.get("check_name", "")),
            remediation=f"See checkov's guide to {check['check_id']}: {guide}",
            source=element.source if element else "",
            engine="checkov",
            path=element.path if element else "",
        )


def _write(folder: Path, content: Mapping[str, Any]) -> str:
    text = written(canonical(content))
    folder.mkdir(parents=True)
    (folder / STACK_FILE).write_text(text, encoding="utf-8")
    return text


def _environment(root: Path) -> dict[str, str]:
    """Nothing of the user's that could switch checks off or call out: no settings file, no API key."""
    kept = {name: os.environ[name] for name in ("PATH", "LANG", "LC_ALL") if name in os.environ}
    return kept | {"HOME": str(root), "PYTHONDONTWRITEBYTECODE": "1", "LOG_LEVEL": "ERROR"}


def _answer(path: Path) -> Mapping[str, Any]:
    """The one report that was asked for. Raises ScannerError where the answer is anything else."""
    try:
        parsed = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise ScannerError("it wrote no results") from error
    except (OSError, ValueError) as error:
        raise ScannerError(f"its results do not parse: {error}") from error
    reports = [
        report for report in (parsed if isinstance(parsed, list) else [parsed]) if isinstance(report, dict)
    ]
    wanted = [report for report in reports if report.get("check_type") == FRAMEWORK]
    if (
        len(wanted) != 1
        or not isinstance(wanted[0].get("results"), dict)
        or not isinstance(wanted[0].get("summary"), dict)
    ):
        raise ScannerError(f"its results hold no report of the {FRAMEWORK} framework")
    if errors := wanted[0]["summary"].get("parsing_errors", "unsaid"):
        raise ScannerError(f"it could not parse everything (parsing errors: {errors})")
    if wanted[0]["results"].get("skipped_checks"):
        raise ScannerError("it skipped checks, which nobody asked it to do")
    return wanted[0]


def _checks(answer: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any], bool]]:
    """Every check as (folder, check, whether it failed)."""
    for key, failed in (("failed_checks", True), ("passed_checks", False)):
        checks = answer["results"].get(key)
        if not isinstance(checks, list):
            raise ScannerError(f"its results hold no {key}")
        for check in checks:
            if not isinstance(check, dict) or not check.get("check_id") or not check.get("file_path"):
                raise ScannerError(f"an entry of its {key} has no id or no file")
            yield Path(check["file_path"]).parent.name, check, failed

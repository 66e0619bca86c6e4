"""checkov on synthesized stacks. Stock checkov fails open: here silence, in whole or in part, is a problem.

It sees every stack in two shapes, as Terraform JSON and as a plan, since some checks answer in one of
them only. It reads a copy that it understands: without explicit nulls (which hide open security-group
rules from it), and with none of the user's checkov settings. Into each stack two defects are planted,
each of which shows in one shape alone: a scanner that misses one has not read that stack.
"""

from __future__ import annotations

import json
import os
import subprocess
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from policies.adopted import adopted
from policies.estate import Estate
from policies.gate.answer import Answer, Record, ScannerError, read_answer
from policies.gate.expected import COMMAND, expected
from policies.gate.metadata import Metadata
from policies.gate.plan_shape import PLAN_FILE, plan, plan_address
from policies.gate.positions import Positions, written
from policies.gate.reading import NO_OVERRIDES, STACK_FILE, build, canonical
from policies.model import Finding, Status

TIMEOUT_SECONDS: Final = 300
JSON_SHAPE: Final = "terraform_json"
PLAN_SHAPE: Final = "terraform_plan"
SHAPES: Final = (JSON_SHAPE, PLAN_SHAPE)
CANARY: Final = "planted_by_the_gate"
_PLANTED: Final = {
    # A plan has no lifecycle; without one, this fails.
    "aws_api_gateway_rest_api": {CANARY: {"name": CANARY}},
    # As Terraform JSON the policy stays a string that checkov does not read.
    "aws_kms_key": {
        CANARY: {"policy": '{"Statement": {"Effect": "Allow", "Principal": "*", "Action": "*"}}'}
    },
}
CANARIES: Final = {
    JSON_SHAPE: ("CKV_AWS_237", f"aws_api_gateway_rest_api.{CANARY}"),
    PLAN_SHAPE: ("CKV_AWS_33", f"aws_kms_key.{CANARY}"),
}
"""By shape, the check that must fail in every stack, and where."""


@dataclass(frozen=True, slots=True)
class Scan:
    """What checkov found, why its answer is not whole (empty where it is), and its version.

    findings: one a check and address, of both shapes together: what fails in either fails.
    counts: how many elements a check passed or failed, by (shape, check).
    """

    findings: tuple[Finding, ...]
    problems: tuple[str, ...]
    version: str = ""
    counts: Mapping[tuple[str, str], int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Located:
    """An answer of checkov, and the address that it is about."""

    shape: str
    stack: str
    address: str
    record: Record

    @property
    def is_canary(self) -> bool:
        return self.address.endswith(f".{CANARY}")


class Scanner:
    """One process that scans both shapes: started at once, so that our rules judge beside it."""

    def __init__(self, contents: Mapping[str, Mapping[str, Any]], command: tuple[str, ...] = COMMAND) -> None:
        """Write the copies and start to scan. `command` stands in for checkov in tests of its failures."""
        self._temporary = tempfile.TemporaryDirectory(prefix="checkov-")
        root = Path(self._temporary.name)
        planted = {stack: _planted(content) for stack, content in contents.items()}
        estate = build(planted, Metadata(), NO_OVERRIDES)
        # Numbered folders: checkov skips hidden ones and names such as node_modules.
        self._stacks = {f"stack-{number:04}": stack for number, stack in enumerate(contents)}
        self._positions: dict[str, Positions] = {}
        self._addresses = {
            (element.stack, plan_address(element.address)): element.address for element in estate.elements
        }
        for folder, stack in self._stacks.items():
            place = root / "scan" / folder
            place.mkdir(parents=True)
            text = written(planted[stack])
            self._positions[folder] = Positions(text)
            (place / STACK_FILE).write_text(text, encoding="utf-8")
            (place / PLAN_FILE).write_text(json.dumps(plan(stack, estate), indent=1), encoding="utf-8")
        self._answer = root / "answer.json"
        self._log = root / "log"
        with self._log.open("wb") as log:
            self._process = subprocess.Popen(
                [*command, str(root / "scan"), str(self._answer)],
                cwd=root,
                env=_environment(root),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
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
            self._temporary.cleanup()

    def _read(self, estate: Estate, timeout: float) -> Scan:
        try:
            status = self._process.wait(timeout)
        except subprocess.TimeoutExpired as error:
            raise ScannerError(f"no answer within {timeout:.0f} s") from error
        if status != 0:
            log = self._log.read_text(encoding="utf-8", errors="replace").strip()
            raise ScannerError(f"it ended with status {status}: {log[-600:] or 'it printed nothing'}")
        answer = read_answer(self._answer, SHAPES)
        located = tuple(self._located(answer))
        self._demand_canaries(located)
        genuine = tuple(each for each in located if not each.is_canary)
        return Scan(
            findings=_merged(genuine, estate),
            problems=tuple(_gaps(answer, genuine, estate)),
            version=answer.version,
            counts=Counter(
                (each.shape, each.record.check)
                for each in genuine
                if each.record.result in ("PASSED", "FAILED")
            ),
        )

    def _located(self, answer: Answer) -> Iterator[_Located]:
        for shape, said in answer.shapes.items():
            for record in said.records:
                try:
                    stack = self._stacks[record.folder]
                    if shape == PLAN_SHAPE:
                        address = self._addresses[stack, record.address]
                    else:
                        address = self._positions[record.folder].address_at(record.line)
                except (KeyError, ValueError) as error:
                    raise ScannerError(
                        f"a result of {record.check} names no place that was scanned ({error})"
                    ) from error
                yield _Located(shape, stack, address, record)

    def _demand_canaries(self, located: tuple[_Located, ...]) -> None:
        failed = {
            (each.shape, each.stack, each.record.check, each.address)
            for each in located
            if each.record.result == "FAILED"
        }
        for shape, (check, address) in CANARIES.items():
            for stack in self._stacks.values():
                if (shape, stack, check, address) not in failed:
                    raise ScannerError(
                        f"it did not find the defect planted in {stack} as {shape} ({check}), "
                        "so its silence proves nothing"
                    )


def _planted(content: Mapping[str, Any]) -> dict[str, Any]:
    """The stack in the form that cdktf writes, with the two defects.

    Without its `terraform` section, which no check judges: a required version makes checkov skip the file.
    """
    planted = {name: section for name, section in canonical(content).items() if name != "terraform"}
    kinds = dict(planted.get("resource", {}))
    for kind, named in _PLANTED.items():
        kinds[kind] = {**kinds.get(kind, {}), **named}
    return {**planted, "resource": kinds}


def _merged(located: tuple[_Located, ...], estate: Estate) -> tuple[Finding, ...]:
    """One finding a check and address. What fails in either shape fails; `UNKNOWN` in both is no finding."""
    merged: dict[tuple[str, str, str], Finding] = {}
    for each in located:
        place = (each.record.check, each.stack, each.address)
        if each.record.result == "FAILED" or (each.record.result == "PASSED" and place not in merged):
            merged[place] = _finding(each, estate)
    return tuple(merged.values())


def _finding(located: _Located, estate: Estate) -> Finding:
    record = located.record
    element = estate.by_address.get((located.stack, located.address))
    known = adopted(record.check)
    return Finding(
        rule=record.check,
        address=located.address,
        stack=located.stack,
        region=element.region if element else "",
        severity=known.severity,
        status=Status.FAIL if record.result == "FAILED" else Status.PASS,
        message=record.title,
        remediation=f"See checkov's guide to {record.check}: {record.guide or 'checkov.io'}",
        controls=known.controls,
        source=element.source if element else "",
        engine="checkov",
        path=element.path if element else "",
    )


def _gaps(answer: Answer, located: tuple[_Located, ...], estate: Estate) -> Iterator[str]:
    """What checkov should have answered and did not."""
    wanted = expected()
    if answer.version != wanted.version:
        yield (
            f"checkov: it is version {answer.version}, and what it must answer is listed for "
            f"{wanted.version}. Install the locked version, or run 'make generated' and review the change."
        )
        return
    for shape, said in answer.shapes.items():
        if silent := sorted(set(wanted.graph_checks) - said.graph_checks):
            yield f"checkov: {_some(silent)} did not run on the stacks as {shape}"
        answered = [(each.record.check, each.stack, each.address) for each in located if each.shape == shape]
        for check, missed in wanted.missing(estate.elements, shape, answered).items():
            places = [f"{element.stack}: {element.address}" for element in missed]
            yield f"checkov: {check} has no answer as {shape} for {_some(places)}"
    broke: dict[str, list[str]] = {}
    for each in located:
        if each.record.result == "BROKE":
            broke.setdefault(each.record.check, []).append(f"{each.stack}: {each.address} as {each.shape}")
    for check, places in broke.items():
        yield f"checkov: {check} broke at {_some(places)}"


def _some(names: list[str]) -> str:
    more = f" and {len(names) - 1} more" if len(names) > 1 else ""
    return f"{names[0]}{more}"


def _environment(root: Path) -> dict[str, str]:
    """Nothing of the user's that could switch checks off or call out: no settings file, no API key."""
    kept = {name: os.environ[name] for name in ("PATH", "LANG", "LC_ALL") if name in os.environ}
    return kept | {"HOME": str(root), "LOG_LEVEL": "ERROR"}

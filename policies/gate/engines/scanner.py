"""checkov on synthesized stacks. Stock checkov fails open: here silence, in whole or in part, is told.

It sees every stack in two shapes, as Terraform JSON and as a plan, since some checks answer in one of
them only. It reads copies that it understands, made from what Terraform will make: without explicit nulls
(which hide open security-group rules from it), and with none of the user's checkov settings. Into each
stack two defects are planted, each of which shows in one shape alone: a scanner that misses one has not
read that stack, and nothing is concluded. Where it read the stack and could not judge one element, the
finding of each check that should have is unknown.
"""

from __future__ import annotations

import json
import os
import subprocess
import tempfile
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from policies.adopted import adopted
from policies.configuration import Configuration
from policies.context import Context
from policies.gate.engines.checkov_output import (
    CheckovOutput,
    CheckovResult,
    Record,
    ScannerError,
    read_output,
)
from policies.gate.engines.expected import COMMAND, Expected, expected
from policies.gate.engines.inapplicable import is_about
from policies.gate.engines.json_shape import json_shape
from policies.gate.engines.plan_shape import PLAN_FILE, plan, plan_address
from policies.gate.engines.positions import Positions, written
from policies.gate.engines.scan import Scan
from policies.gate.reading.folder import STACK_FILE
from policies.model import Finding, Status
from policies.resource import Resource
from policies.types.booleans import with_booleans
from policies.values import as_written

TIMEOUT_SECONDS: Final = 300
JSON_SHAPE: Final = "terraform_json"
PLAN_SHAPE: Final = "terraform_plan"
SHAPES: Final = (JSON_SHAPE, PLAN_SHAPE)
CANARY: Final = "planted_by_the_gate"
_PLANTED: Final[Mapping[str, Mapping[str, Any]]] = {
    # A plan has no lifecycle; without one, this fails.
    "aws_api_gateway_rest_api": {"name": CANARY},
    # As Terraform JSON the policy stays a string that checkov does not read.
    "aws_kms_key": {"policy": '{"Statement": {"Effect": "Allow", "Principal": "*", "Action": "*"}}'},
}
CANARIES: Final = {
    JSON_SHAPE: ("CKV_AWS_237", f"aws_api_gateway_rest_api.{CANARY}"),
    PLAN_SHAPE: ("CKV_AWS_33", f"aws_kms_key.{CANARY}"),
}
"""By shape, the check that must fail in every stack, and where."""


@dataclass(frozen=True, slots=True)
class _Located:
    """A result of checkov, or the lack of one, and the address that it is about.

    doubt: why nobody can tell; empty for a result that stands.
    """

    shape: str
    stack: str
    address: str
    record: Record
    doubt: str = ""

    @property
    def is_canary(self) -> bool:
        return self.address.endswith(f".{CANARY}")

    @property
    def place(self) -> tuple[str, str, str]:
        return self.record.check, self.stack, self.address

    @property
    def weight(self) -> int:
        """What of several results of a check at an address counts: the heaviest. 0 says nothing."""
        if self.record.result is CheckovResult.FAILED and not self.doubt:
            return 4
        if self.doubt:
            return 1 if self.record.result is CheckovResult.UNDECIDED else 3
        return 2 if self.record.result is CheckovResult.PASSED else 0


class Scanner:
    """One process that scans both shapes: started at once, so that our rules judge beside it."""

    def __init__(
        self, configuration: Configuration, stacks: Iterable[str], command: tuple[str, ...] = COMMAND
    ) -> None:
        """Write the copies of these stacks and start to scan. `command` stands in for checkov in tests of
        its failures.
        """
        self._temporary = tempfile.TemporaryDirectory(prefix="checkov-")
        root = Path(self._temporary.name)
        self._configuration = configuration
        # Numbered folders: checkov skips hidden ones and names such as node_modules.
        self._stacks = {f"stack-{number:04}": stack for number, stack in enumerate(stacks)}
        # What `dynamic` blocks generate stays out: checks break at them that are not concerned.
        as_taken = (
            replace(each, values=as_written(with_booleans(each.values))) for each in configuration.elements
        )
        planted = Configuration((*as_taken, *_planted(self._stacks.values())))
        self._generating = {
            (each.stack, each.address): each for each in configuration.elements if generated(each.values)
        }
        self._positions: dict[str, Positions] = {}
        self._addresses: dict[tuple[str, str, str], str] = {}
        for folder, stack in self._stacks.items():
            place = root / "scan" / folder
            place.mkdir(parents=True)
            copy = json_shape(planted.by_stack[stack])
            text = written(copy.content)
            self._positions[folder] = Positions(text)
            for address, element in copy.elements.items():
                self._addresses[JSON_SHAPE, stack, address] = element.address
                self._addresses[PLAN_SHAPE, stack, plan_address(element.address)] = element.address
            (place / STACK_FILE).write_text(text, encoding="utf-8")
            (place / f"{folder}.{PLAN_FILE}").write_text(
                json.dumps(plan(stack, planted), indent=1), encoding="utf-8"
            )
        self._output = root / "output.json"
        self._log = root / "log"
        with self._log.open("wb") as log:
            self._process = subprocess.Popen(
                [*command, str(root / "scan"), str(self._output)],
                cwd=root,
                env=_environment(root),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )

    def result(self, timeout: float = TIMEOUT_SECONDS) -> Scan:
        """Wait for the output and read it. Never raises: what is wrong with it becomes a problem."""
        try:
            return self._read(timeout)
        except ScannerError as error:
            return Scan((), (f"checkov: {error}",))
        finally:
            if self._process.poll() is None:
                self._process.kill()
                self._process.wait()
            self._temporary.cleanup()

    def _read(self, timeout: float) -> Scan:
        try:
            status = self._process.wait(timeout)
        except subprocess.TimeoutExpired as error:
            raise ScannerError(f"no answer within {timeout:.0f} s") from error
        if status != 0:
            log = self._log.read_text(encoding="utf-8", errors="replace").strip()
            raise ScannerError(f"it ended with status {status}: {log[-600:] or 'it printed nothing'}")
        output = read_output(self._output, SHAPES, self._stacks)
        located = tuple(self._located(output))
        self._demand_canaries(located)
        genuine = tuple(each for each in located if not each.is_canary)
        wanted = expected()
        problems = tuple(_other_version(output, wanted)) or tuple(
            _silences(output, wanted, self._configuration, genuine)
        )
        doubts = () if problems else tuple(self._unanswered(output, wanted, genuine))
        return Scan(
            findings=_merged((*genuine, *doubts), self._configuration),
            problems=problems,
            version=output.version,
            counts=Counter(
                (each.shape, each.record.check)
                for each in genuine
                if each.record.result in (CheckovResult.PASSED, CheckovResult.FAILED)
            ),
        )

    def _located(self, output: CheckovOutput) -> Iterator[_Located]:
        for (shape, folder), said in output.stacks.items():
            stack = self._stacks[folder]
            for record in said.records:
                try:
                    named = record.address
                    if shape == JSON_SHAPE:
                        named = self._positions[folder].address_at(record.line)
                    address = self._addresses[shape, stack, named]
                except (KeyError, ValueError) as error:
                    raise ScannerError(
                        f"a result of {record.check} names no place that was scanned ({error})"
                    ) from error
                doubt = _doubt(record, self._generating.get((stack, address)))
                yield _Located(shape, stack, address, record, doubt)

    def _demand_canaries(self, located: tuple[_Located, ...]) -> None:
        failed = {
            (each.shape, each.stack, each.record.check, each.address)
            for each in located
            if each.record.result is CheckovResult.FAILED
        }
        for shape, (check, address) in CANARIES.items():
            for stack in self._stacks.values():
                if (shape, stack, check, address) not in failed:
                    raise ScannerError(
                        f"it did not find the defect planted in {stack} as {shape} ({check}), "
                        "so its silence proves nothing"
                    )

    def _unanswered(
        self, output: CheckovOutput, wanted: Expected, genuine: Collection[_Located]
    ) -> Iterator[_Located]:
        """What should have been answered and was not: for elements that checkov cannot read, each of their
        checks; for graph checks that broke in a stack, each element that they judge.
        """
        answered = {(each.shape, *each.place) for each in genuine}
        for (shape, folder), said in output.stacks.items():
            stack = self._stacks[folder]
            unread = {self._addresses.get((shape, stack, each)): why for each, why in said.unread.items()}
            broken = wanted.graph_checks.keys() - said.graph_checks
            for element in self._configuration.by_stack.get(stack, ()):
                why = unread.get(element.address)
                told = f"checkov cannot read it as {shape}" + (f" ({why})" if why else "")
                checks = dict.fromkeys(wanted.of(element, shape), told)
                for check in broken if why is None else wanted.graph_checks:
                    if wanted.graph_judges(check, element):
                        checks[check] = told if why else f"the check broke in {stack} as {shape}"
                for check, doubt in checks.items():
                    if (shape, check, stack, element.address) not in answered:
                        lacking = Record(check, check, "", CheckovResult.BROKE, 0, "")
                        yield _Located(shape, stack, element.address, lacking, doubt)


def _planted(stacks: Iterable[str]) -> Iterator[Resource]:
    """The two defects, in each stack."""
    for stack in stacks:
        for kind, values in _PLANTED.items():
            yield Resource(f"{kind}.{CANARY}", kind, CANARY, values, stack, Context())


def _doubt(record: Record, generating: Resource | None) -> str:
    """Why a result does not stand; empty where it does.

    generating: its element, where `dynamic` blocks generate parts of it.
    """
    if record.result is CheckovResult.BROKE:
        return "the check broke there"
    if record.result is CheckovResult.UNDECIDED:
        return "what it asks for is an expression"
    if generating is not None and record.result in (CheckovResult.PASSED, CheckovResult.FAILED):
        read = {key.partition("/")[0] for key in record.keys}
        # Some checks name none of what they read, or what lies within blocks: such a pass proves nothing.
        proves = read and (record.result is CheckovResult.FAILED or read <= generating.values.keys())
        for attribute in sorted(generated(generating.values)):
            if attribute in read or not proves:
                return f"a dynamic block generates what stands in {attribute}"
    return ""


def generated(values: Mapping[str, Any]) -> frozenset[str]:
    """The arguments of an element in which a `dynamic` block, however deep, generates something."""
    found: set[str] = set()
    for name, value in values.items():
        blocks = [
            block for block in (value if isinstance(value, list) else [value]) if isinstance(block, dict)
        ]
        if name == "dynamic":
            found.update(*blocks)
        elif any(map(generated, blocks)):
            found.add(name)
    return frozenset(found)


def _merged(located: Iterable[_Located], configuration: Configuration) -> tuple[Finding, ...]:
    """One finding a check and address: of the results in both shapes, the one that weighs most."""
    heaviest: dict[tuple[str, str, str], _Located] = {}
    for each in located:
        element = configuration.by_address.get((each.stack, each.address))
        undecided = each.record.result is CheckovResult.UNDECIDED
        if undecided and element is not None and not is_about(each.record.check, element):
            continue
        other = heaviest.get(each.place)
        if each.weight and (other is None or each.weight > other.weight):
            heaviest[each.place] = each
    return tuple(_finding(each, configuration) for each in heaviest.values())


def _finding(located: _Located, configuration: Configuration) -> Finding:
    record = located.record
    element = configuration.by_address.get((located.stack, located.address))
    known = adopted(record.check)
    status = Status.FAIL if record.result is CheckovResult.FAILED else Status.PASS
    if element is not None and not element.by_default and not located.doubt and status is Status.FAIL:
        located = replace(located, doubt="only its count or for_each can tell whether it is made")
    return Finding(
        rule=record.check,
        address=located.address,
        stack=located.stack,
        region=element.region if element else "",
        severity=known.severity,
        status=Status.UNKNOWN if located.doubt else status,
        message=f"{record.title}: checkov cannot tell, since {located.doubt}"
        if located.doubt
        else record.title,
        remediation=f"See checkov's guide to {record.check}: {record.guide or 'checkov.io'}",
        controls=known.controls,
        source=element.source if element else "",
        engine="checkov",
        path=element.path if element else "",
    )


def _other_version(output: CheckovOutput, wanted: Expected) -> Iterator[str]:
    if output.version != wanted.version:
        yield (
            f"checkov: it is version {output.version}, and what it must answer is listed for "
            f"{wanted.version}. Install the locked version, or run 'make generated' and review the change."
        )


def _silences(
    output: CheckovOutput, wanted: Expected, configuration: Configuration, located: Collection[_Located]
) -> Iterator[str]:
    """What checkov should have answered whatever the stacks hold, and did not."""
    if lacking := sorted(wanted.ids - output.loaded):
        yield f"checkov: {_some(lacking)} did not load"
    for shape in SHAPES:
        told = {folder: said for (form, folder), said in output.stacks.items() if form == shape}
        if any(not said.graph_checks for said in told.values()):
            yield f"checkov: {_some(sorted(wanted.graph_checks))} did not run on the stacks as {shape}"
        yield from _silent_checks(shape, wanted, configuration, located)


def _silent_checks(
    shape: str, wanted: Expected, configuration: Configuration, located: Collection[_Located]
) -> Iterator[str]:
    """Checks without an answer for an element of which others told: it was read, and they did not run."""
    answered = {each.place for each in located if each.shape == shape}
    read = {(stack, address) for _, stack, address in answered}
    there = [element for element in configuration.elements if (element.stack, element.address) in read]
    for check, missed in wanted.missing(there, shape, answered).items():
        places = [f"{element.stack}: {element.address}" for element in missed]
        yield f"checkov: {check} has no answer as {shape} for {_some(places)}"


def _some(names: list[str]) -> str:
    more = f" and {len(names) - 1} more" if len(names) > 1 else ""
    return f"{names[0]}{more}"


def _environment(root: Path) -> dict[str, str]:
    """Nothing of the user's that could switch checks off or call out: no settings file, no API key."""
    kept = {name: os.environ[name] for name in ("PATH", "LANG", "LC_ALL") if name in os.environ}
    return kept | {"HOME": str(root), "LOG_LEVEL": "ERROR"}

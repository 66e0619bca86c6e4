"""How `diff` learns of two gates: from the report that the base's own gate made of the head, and from both
checkouts. Nothing of the base is imported here; its code ran in a process of its own.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any, Final

from policies.counting import counted
from policies.diff.gate import (
    Gate,
    GateChange,
    GateDiff,
    Judgement,
    Outcome,
    RuleTerms,
    compare_gates,
    worst_first,
)
from policies.diff.posture import FindingCounts
from policies.frameworks import FrameworkError, read_frameworks
from policies.gate.evaluation import Evaluation
from policies.gate.waivers.file import WaiverError, read_waivers
from policies.gate.waivers.waiver import Waiver
from policies.model import Finding, Severity, Status
from policies.report.build import build_report
from policies.report.changes import changes
from policies.report.inputs import CHECKOUT, KINDS, inputs_of
from policies.report.sealing import SealError, faults, opened

AROUND: Final[Mapping[str, tuple[str, ...]]] = {
    "of what tells and clears": tuple(
        f"policies/{room}" for room in ("commands", "report", "diff", "checkov_ext")
    ),
    "of what enforces at synthesis": ("main.py", "aspects"),
    "of what runs the gate": (
        *(".ci", ".github", ".pre-commit-hooks.yaml", "Makefile", "bootstrap.py", "provisioning"),
        *("Pipfile", "conftest.py", "pyproject.toml"),
    ),
}
"""What decides beside the inputs of a report: files and folders, by what a sentence says of their files."""


def compare_with_base(head: Evaluation, checkout: Path, report: Path, waivers: Path | None) -> GateDiff:
    """The gate of the base against the one that runs.

    head: what the gate that runs says of the head.
    checkout: the base.
    report: the `compliance.json` that the base's own gate made of the head.
    waivers: those of the head.
    """
    said: Any = asdict(build_report(head))
    own = _judgement(said, said["summary"]["engines"])
    files = tuple(_files_changed(checkout))
    try:
        told = _told(report, said["digest"]["sha256"])
        engines = {*told["summary"]["engines"]} & {*said["summary"]["engines"]}
        judged, rules = _judgement(told, engines), _rules(told, engines)
    except OSError as error:
        return GateDiff(own, worst_first(files), unjudged=f"there is no report of it: {error.strerror}")
    except (SealError, KeyError, TypeError, AttributeError, ValueError) as error:
        return GateDiff(own, worst_first(files), unjudged=f"its report cannot be used: {error}")
    base, ours = Gate(rules, (), {}), Gate(_rules(said, engines), (), {})
    try:
        accepted = read_waivers(waivers) if waivers else ()
        base, ours = (
            replace(base, waivers=_waivers_of(checkout), controls=_controls_of(checkout)),
            replace(ours, waivers=accepted, controls=_controls_of(CHECKOUT)),
        )
    except (WaiverError, FrameworkError) as error:  # rules and files are compared all the same
        files = (*files, GateChange("unreadable", str(error)))
    options = {rule.id: rule.options for rule in head.verdict.rules.values()}
    return GateDiff(own, worst_first((*compare_gates(base, ours, options), *files)), judged)


def _told(report: Path, digest: str) -> Any:  # noqa: ANN401 - JSON has every type
    """What a report says that is whole, and of the output with that digest. Raises OSError, SealError."""
    sealed = opened(report.read_bytes())
    if changed := next(faults(sealed), ""):
        raise SealError(changed)
    if not digest or sealed.content["digest"]["sha256"] != digest:
        raise SealError("it is of another output than the head's")
    return sealed.content


def files_around(checkout: Path) -> Mapping[str, Mapping[str, str]]:
    """By what a sentence says of them, the files of a checkout that decide, with their digests.

    Raises OSError for a file that cannot be read.
    """
    policies = checkout / "policies"
    inputs = inputs_of(checkout, waivers=policies / "waivers.toml", settings=policies / "settings.toml")
    found = {KINDS[each.kind]: {file.path: file.sha256 for file in each.files} for each in inputs}
    for kind, names in AROUND.items():
        found[kind] = {
            path.relative_to(checkout).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
            for name in names
            for path in _below(checkout / name)
        }
    return found


def _below(path: Path) -> Iterator[Path]:
    if path.is_file():
        yield path
    elif path.is_dir():
        for each in sorted(path.rglob("*")):
            if each.is_file() and "__pycache__" not in each.parts:
                yield each


def _files_changed(base: Path) -> Iterator[GateChange]:
    """Which files decide otherwise; the sentence has their number, the details have their names."""
    before, after = files_around(base.resolve()), files_around(CHECKOUT)
    for kind in before:
        became: dict[str, list[str]] = defaultdict(list)
        for path, how in changes(before[kind], after[kind]):
            became[how].append(path)
        for how, paths in became.items():
            change = _BECAME[how]
            yield GateChange(change, f"{counted(len(paths), 'file', 'files')} {kind}", (), tuple(paths))


_OUTCOMES: Final[Mapping[str, Outcome]] = {"pass": "pass", "fail": "fail", "error": "error"}
_BECAME: Final = {"is gone": "removed", "was added": "added", "was changed": "changed"}


def _waivers_of(checkout: Path) -> tuple[Waiver, ...]:
    file = checkout / "policies" / "waivers.toml"
    return read_waivers(file) if file.is_file() else ()


def _controls_of(checkout: Path) -> Mapping[str, str]:
    found = read_frameworks(checkout / "policies" / "frameworks")
    return {
        control.key: f"{control.title} (by {control.evidence})"
        for framework in found.values()
        for control in framework.controls.values()
    }


def _rules(said: Mapping[str, Any], engines: Collection[str]) -> Mapping[str, RuleTerms]:
    """What each rule and check of these engines asks, as a report tells it."""
    return {
        each["id"]: RuleTerms(
            severity=Severity(each["severity"]),
            waivable=each["waivable"],
            types=frozenset(each["types"]),
            controls=frozenset(each["controls"]),
            requirements=frozenset(each["rows"]),
            options={option["name"]: _value(option["value"]) for option in each["options"]},
        )
        for each in said["rules"]
        if each["engine"] in engines
    }


def _value(said: Any) -> int | tuple[str, ...]:  # noqa: ANN401 - JSON has every type
    return tuple(said) if isinstance(said, (list, tuple)) else int(said)


def _judgement(said: Mapping[str, Any], engines: Collection[str]) -> Judgement:
    """What a report says of the head; its failures by these engines."""
    summary = said["summary"]
    counts = {name: int(summary["counts"][name]) for name in ("failed", "waived", "unknown", "passed")}
    places = {each["id"]: each for each in said["resources"]}
    rules = [each for each in said["rules"] if each["engine"] in engines]
    return Judgement(
        outcome=_OUTCOMES[summary["verdict"]],
        counts=FindingCounts(rules=len(said["rules"]), **counts),
        failures=tuple(sorted(_failures(rules, places), key=lambda each: each.order)),
        problems=tuple(summary["problems"]),
    )


def _failures(rules: Iterable[Mapping[str, Any]], places: Mapping[str, Any]) -> Iterator[Finding]:
    for rule in rules:
        for result in rule["results"]:
            if result["status"] != "failed":
                continue
            stack, _, address = result["resource"].partition("/")
            place = places.get(result["resource"], {})
            yield Finding(
                rule=rule["id"],
                address=place.get("address", address),
                stack=place.get("stack", stack),
                region=place.get("region", ""),
                severity=Severity(rule["severity"]),
                status=Status.FAIL,
                message=result["message"],
                remediation=rule["remediation"],
                controls=tuple(rule["controls"]),
                source=place.get("source", ""),
                engine=rule["engine"],
            )

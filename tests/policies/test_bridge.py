"""The aspect, the gate, and a plain checkov with the bridge say the same on every example of every rule."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from policies.engine import unknown_as_failures
from policies.gate.engines.positions import Positions, written
from policies.gate.proving import metadata_of
from policies.gate.reading.canonical import canonical
from policies.gate.reading.folder import read
from policies.gate.reading.metadata import write_metadata
from policies.gate.verdict import RulesResult, Verdict, conclude, evaluate_rules, separated
from policies.model import Status
from policies.places import WITHOUT_A_PLACE, types_by_block
from policies.registry import load
from tests.policies.stacks import write_manifest, write_stack
from tests.shared import every_case, made_once

pytestmark = pytest.mark.synth

PROJECT = Path(__file__).resolve().parents[2]
RULES = load().rules
EXAMPLES = {
    f"{rule.id}-{label}{name}": (rule, stack)
    for rule in RULES
    for label, _, example in rule.examples
    for name, stack in example.get("stacks", {"": example}).items()
}
NOWHERE = {rule.id for rule in RULES if not types_by_block(rule)}
"""Rules about nothing that checkov has a place for."""
UNREAD = {
    "terraform-no-modules-failing-3",
    *(name for name, (_, stack) in EXAMPLES.items() if stack.keys() & {"import", "moved", "removed"}),
}
"""A module in a form that Terraform takes, and sections, that checkov cannot parse; the gate judges them."""
UNTOLD = {
    *("terraform-backend", "terraform-state-key", "parity-regions", "route53-certified-name"),
    "terraform-remote-state",
    *("alarms-lag", "alarms-latency", "alarms-service", "alarms-undelivered"),
}
"""What stands in the examples of other rules, as a security group whose rules are generated, keeps all of
theirs from being decided.
"""

OF_A_WHOLE_SYSTEM = {"dashboards-whole", "parity-regions", "terraform-exact-provider", "terraform-state-key"}
"""What they ask of the settings and the backends of a system's stacks, all examples together do not have."""

WITHOUT_ITS_LOG = (
    "import logging, runpy; logging.disable(logging.DEBUG); "
    "runpy.run_module('checkov.main', run_name='__main__')"
)
"""checkov, and no line for each check and element in the log that it keeps in memory for its makers."""

Key = tuple[str, str]
"""A rule and an address."""


def checkov(
    folder: Path, out: Path, project: Path = PROJECT, started: tuple[str, ...] = ("-m", "checkov.main")
) -> subprocess.CompletedProcess[str]:
    """The command of the bridge's docstring, started in the scanned folder."""
    return subprocess.run(
        [
            *(sys.executable, *started, "-d", str(folder), "--framework", "terraform_json"),
            *("--skip-download", "--external-checks-dir", str(project / "policies" / "checkov_ext")),
            *("--output", "json", "--output-file-path", str(out), "--soft-fail", "--compact"),
            *("--skip-check", "CKV*"),  # stock checks would take most of the time
        ],
        cwd=folder,
        check=False,
        capture_output=True,
        text=True,
    )


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Every example as a stack."""
    root = tmp_path_factory.mktemp("examples")
    for name, (_, stack) in EXAMPLES.items():
        # checkov reads no file with a required version, which is for the gate's own scan to fix.
        shown = {key: value for key, value in canonical(stack).items() if key != "terraform"}
        write_stack(root, name, written({"provider": {"aws": [{"region": "xx-test-1"}]}, **shown}))
    write_metadata(root, metadata_of(*EXAMPLES))
    write_manifest(root, *EXAMPLES)
    return root


@pytest.fixture(scope="module")
def judged(folder: Path) -> RulesResult:
    """What the gate says."""
    result = evaluate_rules(read(folder).configuration)
    assert result.problems == ()
    return result


@pytest.fixture(scope="module")
def gate(judged: RulesResult) -> dict[str, dict[Key, Status]]:
    """By example, what the gate says of what checkov has a place for."""
    said: dict[str, dict[Key, Status]] = {example: {} for example in EXAMPLES}
    for found in sorted(judged.findings, key=lambda found: found.order, reverse=True):
        has_a_place = found.address.split(".")[0] not in WITHOUT_A_PLACE and found.rule not in NOWHERE
        if found.status in (Status.PASS, Status.FAIL) and has_a_place:
            said[found.stack][found.rule, found.address.partition("[")[0]] = found.status
    return said


@pytest.fixture(scope="module")
def bridge(
    folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, dict[Key, tuple[Status, dict[str, Any]]]]:
    """By example, what checkov says of our rules, and its words."""

    def scan(out: Path) -> None:
        ran = checkov(folder, out, started=("-c", WITHOUT_ITS_LOG))
        assert ran.returncode == 0, ran.stderr

    out = made_once(tmp_path_factory, "bridge", scan)
    results = json.loads((out / "results_json.json").read_text())["results"]
    unread = {Path(path).parent.name for path in results["parsing_errors"]}
    assert unread == UNREAD, "these checkov could not parse, and that is all it says of them"
    positions = {name: Positions((folder / "stacks" / name / "cdk.tf.json").read_text()) for name in EXAMPLES}
    ours = {rule.id for rule in RULES}
    said: dict[str, dict[Key, tuple[Status, dict[str, Any]]]] = {example: {} for example in EXAMPLES}
    for status, checks in ((Status.FAIL, results["failed_checks"]), (Status.PASS, results["passed_checks"])):
        for check in checks:
            if check["check_id"] in ours:
                stack = Path(check["file_path"]).parent.name
                address = positions[stack].address_at(check["file_line_range"][0])
                said[stack][check["check_id"], address] = (status, check)
    return said


@every_case("example", sorted(EXAMPLES.keys() - UNREAD))
def test_the_bridge_says_what_the_gate_says(
    example: str,
    gate: dict[str, dict[Key, Status]],
    bridge: dict[str, dict[Key, tuple[Status, dict[str, Any]]]],
) -> None:
    assert {key: status for key, (status, _) in bridge[example].items()} == gate[example]


def test_ids_severities_and_guidelines_are_those_of_the_rules(
    bridge: dict[str, dict[Key, tuple[Status, dict[str, Any]]]],
) -> None:
    rules = {rule.id: rule for rule in RULES}
    judged = set()
    for said in bridge.values():
        for (rule_id, _), (_, check) in said.items():
            rule = rules[rule_id]
            assert (check["check_name"], check["severity"]) == (rule.title, rule.severity.name)
            assert check["guideline"] == f"docs/rules.md#{rule_id}"
            judged.add(rule_id)
    assert NOWHERE <= rules.keys() - judged <= NOWHERE | UNTOLD


def test_the_aspect_says_what_a_strict_gate_says(folder: Path, judged: RulesResult, tmp_path: Path) -> None:
    from cdktf import App

    from aspects import Enforcement
    from infra.provenance import Provenance

    synthesized = tmp_path / "cdktf.out"
    shutil.copytree(folder, synthesized)
    enforcement = Enforcement(App(outdir=str(synthesized)), Provenance(), today=date(2026, 1, 1))
    # As if cdktf had written the examples, and the mutators had seen each resource.
    enforcement._stacks.update(metadata_of(*EXAMPLES).stacks)
    elements = judged.configuration.elements
    enforcement.journal.seen.update(element.stack for element in elements if element.is_managed)
    enforcement.validate()
    assert enforcement.verdict is not None
    assert enforcement.verdict.problems == ()
    strict = tuple(unknown_as_failures(judged.findings))
    said = statuses(enforcement.verdict)
    assert said == statuses(conclude(replace(judged, findings=strict), today=enforcement.verdict.today))
    assert {rule for _, rule, _ in said} == {rule.id for rule in RULES} - OF_A_WHOLE_SYSTEM


def statuses(verdict: Verdict) -> dict[tuple[str, str, str], Status]:
    """By stack, rule and address."""
    return {(found.stack, found.rule, found.address): found.status for found in separated(verdict.findings)}


@pytest.mark.parametrize("spoiled", ["{", '{"strange": {}}'])
def test_what_cannot_be_read_ends_checkov(tmp_path: Path, spoiled: str) -> None:
    write_stack(tmp_path, "x", spoiled)
    ran = checkov(tmp_path, tmp_path / "out")
    assert ran.returncode == 2, ran.stdout
    assert "bridge: " in ran.stderr


@pytest.mark.parametrize(
    ("module", "text", "reason"),
    [
        ("rules/kms/broken.py", "import nowhere_to_be_found", "ModuleNotFoundError"),
        ("rules/kms/broken.py", "RULE = None", "it defines no RULE"),
        ("gate/reading/folder.py", "read = (", "SyntaxError"),
    ],
)
def test_a_rule_or_module_that_does_not_import_ends_checkov(
    tmp_path: Path, project_copy: Path, module: str, text: str, reason: str
) -> None:
    out = tmp_path / "cdktf.out"
    (project_copy / "policies" / module).write_text(text)
    (out / "stacks" / "x").mkdir(parents=True)
    (out / "stacks" / "x" / "cdk.tf.json").write_text("{}")
    ran = checkov(out, tmp_path / "out", project=project_copy)
    assert ran.returncode == 2, ran.stdout
    assert "bridge: " in ran.stderr
    assert reason in ran.stderr

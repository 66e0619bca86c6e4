"""The README keeps its promises: every command in it is run by CI, and what it names is there."""

from __future__ import annotations

import json
import re
from pathlib import Path

from infra.systems import SYSTEMS
from policies.gate.waivers.file import read_waivers

PROJECT = Path(__file__).resolve().parents[1]
README = (PROJECT / "README.md").read_text(encoding="utf-8")
GOLDEN = PROJECT / "tests" / "golden"
CI = (PROJECT / ".ci" / "run").read_text(encoding="utf-8").splitlines()


def test_every_command_of_the_readme_is_run_by_ci() -> None:
    commands = re.findall(r"^\$ (.+)$", README, flags=re.MULTILINE)
    ran = {re.split(r" 2?>| \|", line.strip().removeprefix("refused "))[0] for line in CI}
    assert commands
    assert [command for command in commands if command not in ran] == []


def test_a_plain_checkov_skips_the_checks_that_are_waived_and_no_other() -> None:
    (skipped,) = re.findall(r"--skip-check (\S+)", README)
    waived = {waiver.rule for waiver in read_waivers() if waiver.rule.startswith("CKV")}
    assert sorted(skipped.split(",")) == sorted(waived)


def test_every_path_that_the_readme_names_is_there() -> None:
    made = ("cdktf.out", "cfn-outputs/", "reports/", ".venv", "policies/rules/<service>", "handlers/")
    paths = re.findall(r"`([\w.-]+/[\w./<>-]*|[\w-]+\.(?:py|toml|json|md|lock))`", README)
    assert [path for path in paths if not path.startswith(made) and not (PROJECT / path).exists()] == [
        "bindings.py",
        "benchmarks/",
    ], "what is named without its folder stands in infra/ and tests/"


def test_each_system_has_a_line_with_its_command_its_stacks_and_its_diagram() -> None:
    lines = re.findall(
        r"^\| `(\w+)` \| [^|]+ \| `make synth SYSTEM=(\w+)` \| (\d+) \| \[(\w+)\]\((docs/\S+)\) \|$",
        README,
        flags=re.MULTILINE,
    )
    stacks = {system: len(json.loads((GOLDEN / f"{system}.census.json").read_text())) for system in SYSTEMS}
    assert {line[0]: int(line[2]) for line in lines} == stacks
    for system, synthesized, _, shown, diagram in lines:
        assert system == synthesized == shown == Path(diagram).stem
        assert (PROJECT / diagram).exists(), diagram


def test_r31_guardduty_is_named_as_a_manual_step() -> None:
    assert "GuardDuty should be enabled manually at account level" in " ".join(README.split())

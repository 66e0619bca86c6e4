"""Each rule's own examples, judged as the gate judges; and what is true of every rule."""

from __future__ import annotations

from pathlib import Path

import pytest

from policies.engine import judge, strictly
from policies.estate import Context, Estate
from policies.gate.reading.folder import Overrides, build
from policies.gate.reading.metadata import Metadata, StackMetadata
from policies.model import NOBODY_JUDGES, Rule, Status, Terraform
from policies.registry import RULES, load

REGISTRY = load()
ROTATION = "from policies.rules.kms.key_rotation import RULE"
CONTEXT = Context(system="example", suffix="zq7", profile="ephemeral")
CASES = [
    pytest.param(rule, status, stack, id=f"{rule.id}-{label}")
    for rule in REGISTRY.rules
    for label, status, stack in rule.examples
]


def estate_of(example: Terraform) -> Estate:
    stacks = example.get("stacks") or {"example": example}
    belongs = StackMetadata(CONTEXT.system, CONTEXT.suffix, CONTEXT.profile)
    with_provider = {"provider": {"aws": [{"region": "xx-test-1"}]}}
    return build(
        {name: {**with_provider, **stack} for name, stack in stacks.items()},
        Metadata(stacks=dict.fromkeys(stacks, belongs)),
        Overrides(),
    )


def verdict_on(rule: Rule, estate: Estate, *, strict: bool = False) -> tuple[Status, str]:
    """The verdict on what is named `example`: a failure of any, else an unknown, else a pass of all."""
    judged = judge(estate, [rule])
    assert not judged.errors, judged.errors
    # A type that nobody judges is unknown, and fails where the gate is strict: only there it can.
    findings = (
        tuple(strictly(judged.findings, {rule.id: rule}))
        if strict and rule.id == NOBODY_JUDGES
        else judged.findings
    )
    found = [finding for finding in findings if is_example(finding.address)]
    statuses = {finding.status for finding in found}
    for status in (Status.FAIL, Status.UNKNOWN, Status.PASS):
        if status in statuses:
            return status, "; ".join(f.message for f in found if f.status is status)
    return Status.NOT_APPLICABLE, ""


def is_example(address: str) -> bool:
    return address.partition("[")[0].rsplit(".", 1)[-1] == "example" or address.startswith(
        ("terraform", "provider")
    )


def test_every_rule_loads() -> None:
    assert REGISTRY.errors == ()
    assert len(REGISTRY.rules) == len([path for path in RULES.rglob("*.py") if path.name[0] != "_"])


def test_a_helper_is_no_rule_and_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / "kms").mkdir()
    (tmp_path / "kms" / "_uses.py").write_text("KEYS = ('aws_kms_key',)")
    (tmp_path / "kms" / "key_rotation.py").write_text(ROTATION)
    registry = load(tmp_path)
    assert ([rule.id for rule in registry.rules], registry.errors) == (["kms-key-rotation"], ())


@pytest.mark.parametrize("name", ["_uses", "__init__"])
def test_a_rule_in_a_helper_is_not_passed_over(tmp_path: Path, name: str) -> None:
    (tmp_path / "kms").mkdir()
    (tmp_path / "kms" / f"{name}.py").write_text(ROTATION)
    (error,) = load(tmp_path).errors
    assert str(error).endswith(f"kms/{name}.py: it defines a RULE, and a helper's file (_*.py) is no rule")


def test_a_helper_that_does_not_load_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "kms").mkdir()
    (tmp_path / "kms" / "_uses.py").write_text("KEYS = (")
    (error,) = load(tmp_path).errors
    assert "kms/_uses.py: it does not load: SyntaxError" in str(error)


@pytest.mark.parametrize(("rule", "status", "stack"), CASES)
def test_example(rule: Rule, status: Status, stack: Terraform) -> None:
    found, messages = verdict_on(rule, estate_of(stack), strict=status is Status.FAIL)
    assert found is status, f"{found}: {messages}"


@pytest.mark.parametrize("rule", REGISTRY.rules, ids=lambda rule: rule.id)
def test_has_passing_and_failing_examples(rule: Rule) -> None:
    assert rule.examples.passing
    assert rule.examples.failing
    assert rule.examples.unknown[0] in (Status.UNKNOWN, Status.FAIL), "a value nobody knows is never a pass"


@pytest.mark.parametrize("rule", REGISTRY.rules, ids=lambda rule: rule.id)
def test_maps_to_both_frameworks(rule: Rule) -> None:
    assert {key.split(":")[0] for key in rule.controls} >= {"pci-dss-4.0.1", "nist-800-53-r5"}


@pytest.mark.parametrize("rule", REGISTRY.rules, ids=lambda rule: rule.id)
def test_judges_a_requirement(rule: Rule) -> None:
    assert rule.rows


@pytest.mark.parametrize(
    ("rule", "status", "stack"), [case for case in CASES if case.values[0].scope == "resource"]
)
def test_resource_scope_needs_no_other_resource(rule: Rule, status: Status, stack: Terraform) -> None:
    estate = estate_of(stack)
    alone = Estate(tuple(element for element in estate.elements if is_example(element.address)))
    for element in alone.elements:
        lonely = Estate((element,))
        assert judge(lonely, [rule]).findings == tuple(
            finding for finding in judge(estate, [rule]).findings if finding.address == element.address
        ), status

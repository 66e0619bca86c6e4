"""Each rule's own examples, judged as the gate judges; and what is true of every rule."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from policies.configuration import Configuration
from policies.engine import judge
from policies.gate.explaining import explained
from policies.gate.proving import behaviours, configuration_of, is_example, verdict_on
from policies.model import Rule, Status
from policies.registry import RULES, load

REGISTRY = load()
ROTATION = "from policies.rules.kms.key_rotation import RULE"
CASES = [
    pytest.param(rule, status, stack, id=f"{rule.id}-{label}")
    for rule in REGISTRY.rules
    for label, status, stack in rule.examples
]
EACH_RULE = pytest.mark.parametrize("rule", REGISTRY.rules, ids=lambda rule: rule.id)


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


@pytest.mark.parametrize(
    ("edit", "reason"),
    [
        (
            'types=("aws_sns_topik",)',
            "its RULE judges 'aws_sns_topik', and there is no such type; the nearest",
        ),
        ('types=("data.aws_kms_kee",)', "its RULE judges 'data.aws_kms_kee', and there is no such type"),
        ('types=("aws_kms_key")', "types is 'aws_kms_key', and must be a tuple"),
        ('severity="high"', "severity is 'high', and must be a Severity"),
        ('controls="nist-800-53-r5:SC-12"', "controls is 'nist-800-53-r5:SC-12', and must be a tuple"),
    ],
)
def test_a_rule_that_would_judge_nothing_is_an_error(tmp_path: Path, edit: str, reason: str) -> None:
    (tmp_path / "kms").mkdir()
    (tmp_path / "kms" / "key_rotation.py").write_text(
        f"from dataclasses import replace\n{ROTATION} as SOUND\nRULE = replace(SOUND, {edit})\n"
    )
    registry = load(tmp_path)
    assert registry.rules == ()
    (error,) = registry.errors
    assert "kms/key_rotation.py" in str(error)
    assert reason in str(error)


@EACH_RULE
def test_each_example_is_judged_as_it_says(rule: Rule) -> None:
    unsound = [behaviour for behaviour in behaviours(rule) if not behaviour.is_sound]
    assert not unsound, "\n".join(map(explained, unsound))


@EACH_RULE
def test_a_verdict_says_who_instead_of_nobody(rule: Rule) -> None:
    """A caller, a topic, an operator: whoever reads it has to know what to add, and for whom."""
    said = [rule.title, *(verdict_on(rule, configuration_of(stack))[1] for *_, stack in rule.examples)]
    assert [each for each in said if re.search(r"\b(no|some|any)body\b", each, re.IGNORECASE)] == []


@EACH_RULE
def test_each_rule_has_the_parts_that_a_rule_has(rule: Rule) -> None:
    assert rule.examples.passing
    assert rule.examples.failing
    assert rule.examples.unknown[0] in (Status.UNKNOWN, Status.FAIL), "a value nobody knows is never a pass"
    assert {key.split(":")[0] for key in rule.controls} >= {"pci-dss-4.0.1", "nist-800-53-r5"}
    assert rule.requirements, "it judges a requirement"


@pytest.mark.parametrize(
    "rule", [rule for rule in REGISTRY.rules if rule.scope == "resource"], ids=lambda rule: rule.id
)
def test_resource_scope_needs_no_other_resource(rule: Rule) -> None:
    wrong = []
    for label, _, stack in rule.examples:
        configuration = configuration_of(stack)
        together = judge(configuration, [rule]).findings
        for element in filter(lambda element: is_example(element.address), configuration.elements):
            alone = judge(Configuration((element,)), [rule]).findings
            if alone != tuple(finding for finding in together if finding.address == element.address):
                wrong.append(f"{label}: {element.address}")
    assert wrong == []

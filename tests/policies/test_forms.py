"""A stack, its plan and its state get the same verdict, for every rule and each of its examples.

No pass in one form is a fail in another. What a form cannot answer is unknown, or not there; never a pass.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pytest

from policies.context import Form
from policies.examples import stacks_of
from policies.gate.engines.forms import UNANSWERED
from policies.gate.reading.build import Overrides, build
from policies.gate.reading.metadata import Metadata, StackMetadata
from policies.gate.reading.shown import refusal
from policies.gate.verdict import evaluate_rules
from policies.model import Rule, Status, Terraform
from policies.registry import Registry, load
from tests.policies.shown_stacks import NotShownError, declared, plan_of, state_of
from tests.shared import every_case

pytestmark = pytest.mark.fuzz

RULES = load().rules
SHOWN: dict[Form, Callable[[Terraform], dict[str, Any]]] = {Form.PLAN: plan_of, Form.STATE: state_of}
CASES = [
    pytest.param(rule, stack, id=f"{rule.id}-{label}") for rule in RULES for label, _, stack in rule.examples
]
Verdicts = Mapping[tuple[str, str], Status]


def verdicts(rule: Rule, stacks: Mapping[str, Any], likewise: Mapping[str, Terraform]) -> Verdicts:
    """The rule's verdicts by stack and address; the metadata is that of `likewise` stacks."""
    metadata = Metadata(stacks={name: StackMetadata("pay", "zq7", "ephemeral") for name in likewise})
    configuration = build(stacks, metadata, Overrides())
    answer = evaluate_rules(configuration, registry=Registry((rule,), ()))
    assert not answer.problems, answer.problems
    return {(finding.stack, finding.address): finding.status for finding in answer.findings}


_REQUIRED = ("terraform-provider-pinned", "terraform-provider-allowed")


@pytest.mark.parametrize("form", SHOWN)
@every_case(("rule", "example"), CASES)
def test_no_pass_in_one_form_is_a_fail_in_another(rule: Rule, example: Terraform, form: Form) -> None:
    stacks = {name: declared(stack) for name, stack in stacks_of(example).items()}
    try:
        shown = {name: SHOWN[form](stack) for name, stack in stacks.items()}
    except NotShownError:
        return  # Terraform refuses it, or tells more than these few lines do
    assert not any(map(refusal, shown.values()))
    written, told = verdicts(rule, stacks, stacks), verdicts(rule, shown, stacks)
    if rule.id in UNANSWERED[form]:
        assert set(told.values()) <= {Status.UNKNOWN}
    if rule.id in _REQUIRED and form is Form.PLAN:
        # A plan does not tell a provider that nobody requires from one that is required in any version.
        written, told = (
            {("", ""): min(said.values(), key=list(Status).index, default=Status.PASS)}
            for said in (written, told)
        )
    opposite = {Status.PASS: Status.FAIL, Status.FAIL: Status.PASS}
    differing = {
        place: (status, told[place])
        for place, status in written.items()
        if place in told and opposite.get(status) is told[place]
    }
    assert not differing

"""docs/payments.md says what the tables of the code say."""

from __future__ import annotations

from handlers.domain.payment import TRANSITIONS
from handlers.domain.workflows import DOUBT, FLOWS
from handlers.local.handbook import FILE, render, specs


def test_the_handbook_is_current() -> None:
    assert FILE.read_text(encoding="utf-8") == render(), "docs/payments.md is stale. Run 'make generated'."


def test_it_tells_every_transition() -> None:
    text = render()
    assert all(f"| {step.source or ''} | {step.target} | {step.meaning} |" in text for step in TRANSITIONS)


def test_every_step_of_a_workflow_is_a_function() -> None:
    steps = {step for flow in FLOWS for step in flow.steps}
    assert steps | {DOUBT.function} <= {spec.name for spec in specs()}


def test_a_function_is_called_what_its_folder_is_called() -> None:
    assert all(spec.entry_point == f"handlers.functions.{spec.name}.handler.handler" for spec in specs())

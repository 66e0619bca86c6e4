"""Each step of a workflow is reached."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from policies.configuration import Configuration
from policies.examples import TASK, UNDEFINED_MACHINE, UNKNOWN_MACHINE, definition_text, machine, without
from policies.model import Examples, Judgement, Rule, Severity, Status, fail
from policies.related.machines import MACHINE, State, StateGroup, definition, scopes
from policies.resource import Resource


def check(found: Resource, _configuration: Configuration) -> Iterator[Judgement]:
    """Some way, be it that of a caught error, leads from the first state of a group to each other one."""
    whole = definition(found)
    if isinstance(whole, Judgement):
        yield whole
        return
    for scope, first in zip(scopes(whole), _firsts(whole), strict=True):
        reached = _reached(scope, first)
        for name in scope.states:
            if name not in reached:
                yield fail(f"no way leads from '{first}' to '{name}'", name)


def _firsts(block: State) -> Iterator[str]:
    """Where each group of states starts, in the order of `scopes`."""
    yield str(block.get("StartAt"))
    for state in block.get("States", {}).values():
        if isinstance(state, Mapping):
            for nested in (*state.get("Branches", ()), state.get("ItemProcessor"), state.get("Iterator")):
                if isinstance(nested, Mapping):
                    yield from _firsts(nested)


def _reached(scope: StateGroup, first: str) -> set[str]:
    reached: set[str] = set()
    pending = [first]
    while pending:
        name = pending.pop()
        if name not in reached:
            reached.add(name)
            caught = scope.states.get(name, {}).get("Catch", ())
            pending += [*scope.followers(name), *(str(each.get("Next")) for each in caught)]
    return reached


_ON = {**without(TASK, "End"), "Next": "screen"}

RULE = Rule(
    id="workflows-reached",
    title="Each step of a state machine is reached",
    severity=Severity.HIGH,
    types=(MACHINE,),
    check=check,
    rationale=(
        "A step that nothing leads to is skipped, and its code, its permissions and its alarms look as if it "
        "were not: payments that are no more screened are authorized all the same."
    ),
    remediation="Lead to the state by Next, Default, a choice or a Catch, or remove it.",
    controls=("pci-dss-4.0.1:6.2.4", "nist-800-53-r5:SI-10", "nist-800-53-r5:SC-24"),
    requirements=("R69", "R80"),
    examples=Examples(
        passing=(machine(definition_text()), machine(definition_text(task=_ON, screen=TASK))),
        failing=(
            machine(definition_text(screen=TASK)),
            machine(definition_text(task=without(TASK, "Catch"))),
        ),
        absent=(Status.FAIL, UNDEFINED_MACHINE),
        unknown=(Status.UNKNOWN, UNKNOWN_MACHINE),
    ),
)

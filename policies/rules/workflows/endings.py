"""What ends a workflow after one step ends it after each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any, Final

from policies.configuration import Configuration
from policies.examples import TASK, UNDEFINED_MACHINE, UNKNOWN_MACHINE, definition_text, machine, without
from policies.model import NOT_APPLICABLE, Examples, Judgement, Rule, Severity, Status, Terraform, fail
from policies.related.machines import MACHINE, State, StateGroup, definition, scopes
from policies.resource import Resource

_EQUALS: Final = "StringEquals"
_ENDS: Final = ("Succeed", "Fail")

_Case = tuple[str, str]
"""A variable, and the value that it is compared with."""


def check(found: Resource, _configuration: Configuration) -> Iterator[Judgement]:
    """A value of a variable that one choice takes for the end is named by each choice on that variable.

    What a choice does not name goes its default way, on to the next step.
    """
    whole = definition(found)
    if isinstance(whole, Judgement):
        yield whole
        return
    named = [(scope, _choices(scope)) for scope in scopes(whole)]
    if not any(len(choices) > 1 for _, choices in named):
        yield NOT_APPLICABLE
    for scope, choices in named:
        yield from _unnamed(scope, choices)


def _unnamed(scope: StateGroup, choices: Mapping[str, State]) -> Iterator[Judgement]:
    ending: dict[_Case, str] = {}
    for name, choice in choices.items():
        for rule in choice.get("Choices", ()):
            if _ends(scope, rule.get("Next")):
                ending.update(dict.fromkeys(_chosen(rule), name))
    for name, choice in choices.items():
        cases = _cases(choice.get("Choices"))
        if _ends(scope, choice.get("Default")):
            continue
        for variable in sorted({variable for variable, _ in cases}):
            for value in sorted(value for of, value in ending if of == variable):
                if (variable, value) not in cases:
                    yield fail(
                        f"the choice '{name}' does not name {variable} = '{value}', which ends it at "
                        f"'{ending[variable, value]}': it goes on to '{choice.get('Default')}'",
                        f"{name}: {value}",
                    )


def _choices(scope: StateGroup) -> Mapping[str, State]:
    return {name: state for name, state in scope.states.items() if state.get("Type") == "Choice"}


def _ends(scope: StateGroup, name: object) -> bool:
    return scope.states.get(str(name), {}).get("Type") in _ENDS


def _chosen(rule: State) -> Iterator[_Case]:
    """The cases of which each alone is enough for a rule of a choice."""
    for each in rule.get("Or", (rule,)):
        if _EQUALS in each:
            yield str(each.get("Variable")), str(each[_EQUALS])


def _cases(value: Any) -> frozenset[_Case]:  # noqa: ANN401 - what stands in a definition
    """Every case that is named, however it is joined with others."""
    found: dict[str, set[str]] = defaultdict(set)
    pending = [value]
    while pending:
        each = pending.pop()
        if isinstance(each, Mapping):
            if _EQUALS in each:
                found[str(each.get("Variable"))].add(str(each[_EQUALS]))
            pending.extend(each.values())
        elif isinstance(each, list):
            pending.extend(each)
    return frozenset((variable, value) for variable, values in found.items() for value in values)


def _is(value: str, variable: str = "$.state") -> State:
    return {"Variable": variable, _EQUALS: value}


def _after(*cases: State, default: str = "settle", **rule: object) -> State:
    return {"Type": "Choice", "Choices": [{"Or": [*cases], "Next": "left", **rule}], "Default": default}


def _two(first: State, second: State) -> Terraform:
    task = {**without(TASK, "End"), "Next": "first"}
    return machine(
        definition_text(task=task, first=first, second=second, left={"Type": "Succeed"}, settle=TASK)
    )


_BOTH: Final = _after(_is("declined"), _is("failed"))

RULE = Rule(
    id="workflows-endings",
    title="Choices of a state machine know every value that ends it",
    severity=Severity.HIGH,
    types=(MACHINE,),
    check=check,
    rationale=(
        "A choice goes on with whatever it does not name. A payment that was declined, and is known as such "
        "after every other step, would go on to the next one after this."
    ),
    remediation="Compare the variable with the value in every Choice state that asks for it.",
    controls=("pci-dss-4.0.1:6.2.4", "nist-800-53-r5:SI-10", "nist-800-53-r5:SC-24"),
    requirements=("R69", "R80"),
    examples=Examples(
        passing=(
            _two(_BOTH, _BOTH),
            _two(_BOTH, _after(_is("failed"), default="left")),
            _two(_BOTH, _after(_is("high", "$.risk"))),
            _two(_BOTH, _after(_is("declined"), Or=[{"Not": _is("declined")}, _is("failed")])),
        ),
        failing=(
            _two(_BOTH, _after(_is("failed"))),
            _two(_after(_is("failed"), Next="settle"), _BOTH),
            _two(_after(_is("failed")), {**_BOTH, "Choices": [{**_is("declined"), "Next": "left"}]}),
        ),
        absent=(Status.FAIL, UNDEFINED_MACHINE),
        unknown=(Status.UNKNOWN, UNKNOWN_MACHINE),
    ),
)

"""What is tried again is not tried by everybody at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from policies.configuration import Configuration
from policies.examples import TASK, UNDEFINED_MACHINE, UNKNOWN_MACHINE, definition_text, machine, without
from policies.model import Examples, Judgement, Rule, Severity, Status, Terraform, fail
from policies.related.machines import MACHINE, State, StateGroup, each_task
from policies.resource import Resource


def check(found: Resource, _configuration: Configuration) -> Iterator[Judgement]:
    """The waits between retries have a limit and are spread by chance, however few and short they are."""
    yield from each_task(found, _scattered)


def _scattered(_name: str, task: State, _scope: StateGroup) -> Iterator[Judgement]:
    for retrier in task.get("Retry", ()):
        if isinstance(retrier, Mapping) and retrier.get("MaxAttempts") != 0:
            if "MaxDelaySeconds" not in retrier:
                yield fail("retries without MaxDelaySeconds", "MaxDelaySeconds")
            if retrier.get("JitterStrategy") != "FULL":
                yield fail("retries without JitterStrategy FULL", "JitterStrategy")


def _retrying(*left_out: str, **changed: object) -> Terraform:
    retrier = without({**TASK["Retry"][0], **changed}, *left_out)
    return machine(definition_text(task={**TASK, "Retry": [retrier]}))


RULE = Rule(
    id="workflows-retries-scattered",
    title="Waits of state machines between retries are limited and scattered",
    severity=Severity.MEDIUM,
    types=(MACHINE,),
    check=check,
    rationale=(
        "Retried in step, all that were turned away come back together and are turned away again, as long as "
        "the waits grow."
    ),
    remediation='Add "MaxDelaySeconds": 20 and "JitterStrategy": "FULL" to each retrier.',
    controls=("pci-dss-4.0.1:10.7.2", "nist-800-53-r5:CP-10(2)", "nist-800-53-r5:SC-5(2)"),
    requirements=("R69",),
    examples=Examples(
        passing=(
            machine(definition_text()),
            machine(definition_text(task=without(TASK, "Retry"))),
            _retrying("JitterStrategy", MaxAttempts=0),
        ),
        failing=(_retrying(JitterStrategy="NONE"), _retrying("MaxDelaySeconds")),
        absent=(Status.FAIL, UNDEFINED_MACHINE),
        unknown=(Status.UNKNOWN, UNKNOWN_MACHINE),
    ),
)

"""A definition says what runs, before it runs."""

from __future__ import annotations

from collections.abc import Iterator

from policies.configuration import Configuration
from policies.examples import UNDEFINED_MACHINE, UNKNOWN_MACHINE, definition_text, machine
from policies.model import Examples, Judgement, Rule, Severity, Status, fail
from policies.related.machines import MACHINE, definition
from policies.resource import Resource


def check(found: Resource, _configuration: Configuration) -> Iterator[Judgement]:
    """The definition is literal JSON with states; what it refers to may be known later."""
    whole = definition(found)
    if isinstance(whole, Judgement):
        yield fail(whole.message)


RULE = Rule(
    id="workflows-readable",
    title="Definitions of state machines are literal JSON",
    severity=Severity.MEDIUM,
    types=(MACHINE,),
    check=check,
    rationale=(
        "A definition that is computed when Terraform runs is one that no reviewer, rule or linter has "
        "read: what it calls, retries and swallows is found out in production."
    ),
    remediation="Render the definition with json.dumps, with references inside of its strings.",
    controls=("pci-dss-4.0.1:6.2.3", "nist-800-53-r5:CM-2", "nist-800-53-r5:CM-3"),
    requirements=("R69",),
    examples=Examples(
        passing=(machine(definition_text()),),
        failing=(
            machine("{"),
            machine("[]"),
            machine('{"StartAt": "capture"}'),
            machine('{"States": {}, "States": {}}'),
            machine("${jsonencode({})}"),
        ),
        absent=(Status.FAIL, UNDEFINED_MACHINE),
        unknown=(Status.FAIL, UNKNOWN_MACHINE),
    ),
)

"""What a plan and a state cannot answer: said as unknown, once a rule, and never as a pass.

A plan shows neither the backend nor `lifecycle`; a state shows, besides, no provider, no provisioner and no
expression, so that nobody can tell from it what was written and what was computed
(https://developer.hashicorp.com/terraform/internals/json-format).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Final

from policies.configuration import Configuration
from policies.context import Form
from policies.gate.engines.expected import expected
from policies.gate.reading.shown_values import NOT_TOLD
from policies.model import Finding, Rule, Status
from policies.resource import Resource

_BACKEND: Final = "the backend"
_REFERENCES: Final = "how references are written"
_WRITTEN: Final = "what was written and what was computed"
_AS_WRITTEN: Final = "how the parts of an API are written, of which the triggers are a digest"
_PROVIDERS: Final = "the providers and their settings"
_OVERRIDES: Final = "the regions without what the settings override"
_COMPARING: Final = ("parity-attributes", "parity-regions", "parity-verdicts")
_LIFECYCLE: Final = dict.fromkeys(
    (
        *("acm-replaced-first", "deploy-blue-green", "deploy-service", "rds-global-member"),
        "terraform-ignored-changes",
    ),
    "lifecycle",
)
UNANSWERED: Final[Mapping[Form, Mapping[str, str]]] = {
    Form.SYNTHESIS: {},
    Form.PLAN: {
        "api-redeployment": _AS_WRITTEN,
        "terraform-backend": _BACKEND,
        "terraform-state-key": _BACKEND,
        **_LIFECYCLE,
        "terraform-dangling-reference": _REFERENCES,
    },
    Form.STATE: {
        "api-redeployment": _AS_WRITTEN,
        "acm-validated-once": _REFERENCES,
        "alarms-dimensions": _REFERENCES,
        "alarms-every-member": _REFERENCES,
        "functions-event-age": _REFERENCES,
        "s3-inline-blocks": _WRITTEN,
        "terraform-secret-literals": _WRITTEN,
        "terraform-backend": _BACKEND,
        "terraform-state-key": _BACKEND,
        **_LIFECYCLE,
        "terraform-dangling-reference": _REFERENCES,
        "terraform-variable-names": _REFERENCES,
        "dashboards-regions": _PROVIDERS,
        "naming-hard-coded-account": _WRITTEN,
        "naming-hard-coded-region": _WRITTEN,
        "parity-attributes": _PROVIDERS,
        "parity-regions": _PROVIDERS,
        "parity-verdicts": _PROVIDERS,
        "terraform-exact-provider": _PROVIDERS,
        "terraform-explicit-provider": _PROVIDERS,
        "terraform-provider-allowed": _PROVIDERS,
        "terraform-provider-pinned": _PROVIDERS,
        "terraform-provider-region": _PROVIDERS,
        "terraform-provisioners": "provisioners",
    },
}
"""By form, the rules that cannot be answered from it at all, and what it lacks for that."""

_PARTLY: Final[Mapping[tuple[Form, str, str], str]] = {
    (
        Form.STATE,
        "functions-https-urls",
        "aws_ssm_parameter",
    ): "the values of parameters, which are sensitive",
    (Form.STATE, "terraform-unseen-creation", "terraform_data"): "provisioners",
}
"""The same for rules that can be answered, save of one type."""


def limited_by_form(findings: Iterable[Finding], configuration: Configuration) -> Iterator[Finding]:
    """The findings, with one unknown a rule and form for all that the form cannot answer."""
    forms = {element.stack: element.context.form for element in configuration.elements}
    gaps: dict[tuple[str, Form, str], list[Finding]] = {}
    for finding in findings:
        form = forms.get(finding.stack, Form.SYNTHESIS)
        if form is Form.SYNTHESIS:
            yield finding
        elif lacking := _lacking(finding, form, configuration):
            gaps.setdefault((finding.rule, form, lacking), []).append(finding)
        else:
            yield finding
    for (_, form, lacking), found in gaps.items():
        more = f", here and at {len(found) - 1} more" if len(found) > 1 else ""
        yield replace(
            found[0],
            status=Status.UNKNOWN,
            message=f"a {form} does not show {lacking}, on which the verdict depends{more}",
            unspecified=form.value,
        )


def _lacking(finding: Finding, form: Form, configuration: Configuration) -> str:
    """What the form lacks for a verdict; empty where it lacks nothing."""
    if finding.rule in UNANSWERED[form]:
        return UNANSWERED[form][finding.rule]
    element = configuration.by_address.get((finding.stack, finding.address))
    if finding.rule in _COMPARING and element is not None and element.context.overrides:
        return _OVERRIDES
    if finding.engine == "checkov":
        return "lifecycle" if finding.rule in expected().not_in_a_plan else ""
    if finding.status is Status.UNKNOWN and NOT_TOLD in finding.message:
        return "lifecycle"
    return _PARTLY.get((form, finding.rule, element.type if element else ""), "")


def form_notes(configuration: Configuration, rules: Iterable[Rule]) -> Iterator[str]:
    """A sentence for each form that lacks the very elements that rules are about."""
    forms: dict[Form, list[Resource]] = {}
    for element in configuration.elements:
        forms.setdefault(element.context.form, []).append(element)
    types = {Form.PLAN: {"terraform.backend"}, Form.STATE: {"terraform.backend", "terraform", "provider.aws"}}
    for form, lacking in types.items():
        if form in forms:
            silent = sorted(rule.id for rule in rules if set(rule.types) <= lacking | {"variable"})
            said = ", ".join(dict.fromkeys([*UNANSWERED[form], *silent]))
            yield f"a {form} does not answer {said}: the synthesized stack does (docs/forms.md)"

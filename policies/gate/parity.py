"""Verdicts compared between regions: made into an estate of their own, which the rule about them judges."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from policies.engine import Judged, judge
from policies.estate import Estate, Resource
from policies.model import Finding, Rule
from policies.rules.parity import region_of

RULE: Final = "parity-verdicts"
_COMPARING: Final = "parity-"
"""The service of the rules that compare regions themselves: what they find is a difference already."""


def compare(findings: Iterable[Finding], estate: Estate, rules: Mapping[str, Rule]) -> Judged:
    """The findings of the rule `parity-verdicts` on findings of every engine, as they stand after waivers."""
    if RULE not in rules:
        return Judged((), ())
    verdicts = tuple(_verdicts(findings, estate))
    return judge(Estate((*estate.of("provider.aws"), *verdicts)), [rules[RULE]])


def _verdicts(findings: Iterable[Finding], estate: Estate) -> Iterator[Resource]:
    """Each finding as an element, with its `rule` and `status`, wherever it stands in a region."""
    contexts = {element.stack: element.context for element in estate.elements}
    homes = {stack: region_of(stack, estate) or "" for stack in contexts}
    for finding in findings:
        region = finding.region or homes.get(finding.stack, "")
        if region and finding.stack in contexts and not finding.rule.startswith(_COMPARING):
            yield Resource(
                address=finding.address,
                type="verdict",
                name=finding.rule,
                values={"rule": finding.rule, "status": finding.status.value},
                stack=finding.stack,
                context=contexts[finding.stack],
                region=region,
                path=finding.path,
                source=finding.source,
            )

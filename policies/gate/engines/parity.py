"""Verdicts compared between regions: a configuration of their own, which one rule judges."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from policies.configuration import Configuration
from policies.engine import EngineResult, judge
from policies.model import Finding, Rule, Status
from policies.related.regions import place_of, region_of
from policies.resource import Resource

RULE: Final = "parity-verdicts"
_ORDER: Final = {status: place for place, status in enumerate(Status)}
_COMPARING: Final = "parity-"
"""The service of the rules that compare regions themselves: what they find is a difference already."""


def compare(
    findings: Iterable[Finding], configuration: Configuration, rules: Mapping[str, Rule]
) -> EngineResult:
    """The findings of the rule `parity-verdicts` on findings of every engine, as they stand after waivers."""
    if RULE not in rules:
        return EngineResult((), ())
    verdicts = tuple(_verdicts(findings, configuration))
    return judge(Configuration((*configuration.of("provider.aws"), *verdicts)), [rules[RULE]])


def _verdicts(findings: Iterable[Finding], configuration: Configuration) -> Iterator[Resource]:
    """One element for each rule and place, regions left out: its `rule`, and the worst of its `statuses` by
    region. It stands where the worst of all does.
    """
    contexts = {element.stack: element.context for element in configuration.elements}
    homes = {stack: region_of(stack, configuration) or "" for stack in contexts}
    numbers: dict[tuple[str, ...], int] = {}
    places: dict[tuple[str, str], int] = {}  # many findings stand at each
    said: dict[tuple[str, int], dict[str, Finding]] = {}
    for finding in findings:
        region = finding.region or homes.get(finding.stack, "")
        # What nobody said is told at one place for all.
        if region and not (finding.unspecified or finding.rule.startswith(_COMPARING)):
            at = (finding.stack, finding.address)
            number = places.get(at)
            if number is None:
                context = contexts.get(finding.stack)
                if context is None:
                    continue
                place = place_of(context, *at, configuration)
                places[at] = number = numbers.setdefault(place, len(numbers))
            by_region = said.setdefault((finding.rule, number), {})
            other = by_region.get(region)
            if other is None or _precedence(finding) < _precedence(other):
                by_region[region] = finding
    for by_region in said.values():
        statuses = {region: finding.status for region, finding in by_region.items()}
        worst = min(set(statuses.values()), key=_ORDER.__getitem__)
        region = min([region for region, status in statuses.items() if status is worst])
        stands = by_region[region]
        yield Resource(
            address=stands.address,
            type="verdict",
            name=stands.rule,
            values={
                "rule": stands.rule,
                "statuses": statuses,
            },
            stack=stands.stack,
            context=contexts[stands.stack],
            region=region,
            path=stands.path,
            source=stands.source,
        )


def _precedence(finding: Finding) -> tuple[int, str, str, str]:
    """The worst comes first, then the same one in every run: engines answer in no fixed order."""
    return _ORDER[finding.status], finding.stack, finding.address, finding.path

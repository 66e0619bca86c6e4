"""Verdicts compared between regions: a configuration of their own, which one rule judges."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Final

from policies.configuration import Configuration, recalled
from policies.engine import EngineResult, judge
from policies.model import Finding, Rule, Status
from policies.related.copies import copies, evened, kinds, lacked, lacking, place_in_copies, uneven
from policies.related.regions import named_alike, place_of, region_of
from policies.resource import Resource

RULE: Final = "parity-verdicts"
_ORDER: Final = {status: place for place, status in enumerate(Status)}
_COMPARING: Final = "parity-"
"""The service of the rules that compare regions themselves: what they find is a difference already."""

Settle = Callable[[Iterable[Finding]], Iterable[Finding]]
"""Makes of findings what they are after waivers."""

_Said = Mapping[str, Finding]
"""By region, the worst finding of a rule at one place."""


def compare(
    findings: Iterable[Finding], configuration: Configuration, rules: Mapping[str, Rule], settle: Settle
) -> EngineResult:
    """The findings of the rule `parity-verdicts` on findings of every engine, as they stand after waivers."""
    if RULE not in rules:
        return EngineResult((), ())
    findings, plain = tuple(findings), configuration.without_overrides
    comparing = _Comparing(rules, settle)
    verdicts = comparing.of(findings, configuration)
    otherwise = None
    if plain is not configuration:
        anew = comparing.anew(verdicts, configuration, plain)
        changed = _changed(configuration)
        scanned = (each for each in findings if each.engine != "rules" and _named(each, plain) not in changed)
        otherwise = _configuration(comparing.of((*anew, *scanned), plain, changed), plain)
    result = judge(_configuration(verdicts, configuration, otherwise), [rules[RULE]])
    return EngineResult(result.findings, (*comparing.errors, *result.errors))


class _Comparing:
    """Makes verdicts of findings, and judges anew what another configuration would decide.

    errors: the checks that raised there.
    """

    def __init__(self, rules: Mapping[str, Rule], settle: Settle) -> None:
        self._rules = rules
        self._settle = settle
        self.errors: list[str] = []

    def of(
        self, findings: Iterable[Finding], configuration: Configuration, unscanned: Collection[_Named] = ()
    ) -> tuple[Resource, ...]:
        """The verdicts that findings make; those that differ with what there is `without` what some region
        lacks.
        """
        verdicts = tuple(_verdicts(_by_place(findings, configuration), configuration, unscanned))
        if not uneven(configuration):
            return verdicts
        even = evened(configuration)
        said = _by_place(self.anew(verdicts, configuration, even), even)
        without = {_place(verdict, even): verdict.values for verdict in _verdicts(said, even)}
        return tuple(
            replace(each, values={**each.values, "without": without.get(_place(each, even), _NOTHING)})
            if each.name in self._rules and _may_differ(each, configuration)
            else each
            for each in verdicts
        )

    def anew(
        self, verdicts: Iterable[Resource], configuration: Configuration, other: Configuration
    ) -> tuple[Finding, ...]:
        """What the rules say of another configuration whose verdicts differ between regions in this one."""
        differing = {each.name for each in verdicts if _may_differ(each, configuration)} & self._rules.keys()
        judged = judge(other, [self._rules[rule] for rule in sorted(differing)])
        self.errors += judged.errors
        return tuple(self._settle(judged.findings))


_NOTHING: Final[Mapping[str, object]] = {"statuses": {}}
"""No verdict anywhere."""


def _place(verdict: Resource, configuration: Configuration) -> tuple[str, ...]:
    return verdict.name, *place_of(verdict.context, verdict.stack, verdict.address, configuration)


def _configuration(
    verdicts: Iterable[Resource], judged: Configuration, otherwise: Configuration | None = None
) -> Configuration:
    return Configuration((*judged.of("provider.aws"), *verdicts), (), None, otherwise)


def _by_place(findings: Iterable[Finding], configuration: Configuration) -> list[_Said]:
    """By region, the worst finding of each rule at each place."""
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
    return list(said.values())


def _verdicts(
    said: Iterable[_Said], configuration: Configuration, unscanned: Collection[_Named] = ()
) -> Iterator[Resource]:
    """One element for each rule and place, regions left out: its `rule`, and the worst of its `statuses` by
    region. It stands where the worst of all does.

    `absent` are the regions in which nothing is there to judge and `parity-regions` says so, or in which a
    scanner has not seen what is there (`unscanned`). Where nothing is there otherwise, the first rule tells
    it for all, of which there are `also` more.
    """
    contexts = {element.stack: element.context for element in configuration.elements}
    alike = {stack: copies(configuration)[kind] for stack, kind in kinds(configuration).items()}
    bare: dict[_Named, list[Resource]] = {}
    for by_region in said:
        statuses = {region: finding.status for region, finding in by_region.items()}
        worst = min(set(statuses.values()), key=_ORDER.__getitem__)
        region = min([region for region, status in statuses.items() if status is worst])
        stands = by_region[region]
        verdict = Resource(
            address=stands.address,
            type="verdict",
            name=stands.rule,
            values={"rule": stands.rule, "statuses": statuses},
            stack=stands.stack,
            context=contexts[stands.stack],
            region=region,
            path=stands.path,
            source=stands.source,
        )
        stacks = alike.get(stands.stack, {})
        if len(stacks) <= len(statuses):  # nearly always: then none is missing
            yield verdict
            continue
        missing = {where: stack for where, stack in stacks.items() if where not in statuses}
        absent = [
            where
            for where, stack in missing.items()
            if _is_told(stands, where, stack, configuration)
            or (stands.engine != "rules" and _named(stands, configuration, stack) in unscanned)
        ]
        verdict = replace(verdict, values={**verdict.values, "absent": absent})
        left = [stack for where, stack in missing.items() if where not in absent]
        if left and worst is Status.PASS and not any(_is_there(stands, each, configuration) for each in left):
            bare.setdefault(_named(stands, configuration), []).append(verdict)
        else:
            yield verdict
    for found in bare.values():
        first, *others = sorted(found, key=lambda verdict: verdict.name)
        yield replace(first, values={**first.values, "also": len(others)})


def _is_told(stands: Finding, region: str, stack: str, configuration: Configuration) -> bool:
    """Whether `parity-regions` tells why nothing is judged in a copy: it lacks that, or what that names."""
    element = configuration.by_address.get((stands.stack, stands.address))
    if element is None:
        return False
    there = lacking(configuration)[region]
    if element.is_managed:
        return place_in_copies(element, configuration) in there
    named = lacked(element, configuration)
    follows = any(named(text) & there for _, text in element.strings())
    return follows and not _is_there(stands, stack, configuration)


_Named = tuple[str, str]
"""A stack, and an address in it without regions."""


def _named(finding: Finding, configuration: Configuration, stack: str = "") -> _Named:
    """Where a finding stands, or would stand in another stack."""
    return stack or finding.stack, named_alike(configuration)(finding.address)


def _is_there(stands: Finding, stack: str, configuration: Configuration) -> bool:
    """Whether another copy has what was judged."""
    return _named(stands, configuration, stack) in _all_named(configuration)


@recalled
def _all_named(configuration: Configuration) -> frozenset[_Named]:
    named = named_alike(configuration)
    return frozenset((element.stack, named(element.address)) for element in configuration.elements)


def _may_differ(verdict: Resource, configuration: Configuration) -> bool:
    """Whether it is not the same in all regions of which no other finding tells that nothing is there."""
    statuses, absent = verdict.values["statuses"], verdict.values.get("absent", ())
    kind = kinds(configuration).get(verdict.stack)
    return len(set(statuses.values())) > 1 or (
        kind is not None and len(statuses) + len(absent) < len(copies(configuration)[kind])
    )


def _changed(configuration: Configuration) -> frozenset[_Named]:
    """What overrides make, change or take away."""
    named, plain = named_alike(configuration), configuration.without_overrides
    return frozenset(
        (stack, named(address))
        for stack, address in configuration.by_address.keys() | plain.by_address.keys()
        if _values(configuration, stack, address) != _values(plain, stack, address)
    )


def _values(configuration: Configuration, stack: str, address: str) -> object:
    element = configuration.by_address.get((stack, address))
    return element.values if element else None


def _precedence(finding: Finding) -> tuple[int, str, str, str]:
    """The worst comes first, then the same one in every run: engines answer in no fixed order."""
    return _ORDER[finding.status], finding.stack, finding.address, finding.path

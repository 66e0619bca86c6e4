"""What a rule says of a resource, it says in every region."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Final

from policies.estate import Estate, Resource
from policies.model import (
    NOT_APPLICABLE,
    Examples,
    Judgement,
    Rule,
    Severity,
    Status,
    Terraform,
    fail,
    unknown,
)
from policies.rules.parity import place, region_of

_ORDER: Final = [status.value for status in Status]
_ABSENT: Final = "has no verdict"
_SAID: Final = {
    Status.FAIL.value: "fails",
    Status.UNKNOWN.value: "is unknown",
    Status.WAIVED.value: "is waived",
}


def check(verdict: Resource, estate: Estate) -> Iterator[Judgement]:
    """A rule that passes in one region passes at the counterparts in every other.

    It judges verdicts, which the gate makes from the findings of every engine after waivers: each has
    `rule` and `status`, and stands where its finding does. A waiver of one region is seen here, and one
    that covers all regions alike is not; what passes nowhere is not concerned. Where a region's stack is
    there and the verdict is not, what the rule is about is absent. One verdict, the worst, speaks for all
    of its counterparts.
    """
    by_region = _by_worst(estate).get(verdict)
    if by_region is None:
        yield NOT_APPLICABLE
        return
    regions = by_region.keys() | _copies(estate).get(place(verdict, estate)[:-1], frozenset())
    if len(regions) < 2:
        yield NOT_APPLICABLE
        return
    said = {
        region: str(by_region[region].get("status")) if region in by_region else _ABSENT for region in regions
    }
    passing = sorted(region for region, status in said.items() if status == Status.PASS)
    differing = sorted(said.keys() - set(passing))
    if not passing:
        yield NOT_APPLICABLE
    if not (passing and differing):
        return
    told = ", ".join(f"{_SAID.get(said[region], said[region])} in {region}" for region in differing)
    message = f"{verdict.get('rule')} passes in {', '.join(passing)}, and {told}"
    overridden = verdict.context.overridden
    explained = all(map(overridden, differing)) or all(map(overridden, passing))
    declared = ", ".join(overridden(*passing, *differing))
    yield unknown(f"{message}; the settings override {declared}") if explained else fail(message)


def _precedence(verdict: Resource) -> tuple[int, str, str, str, str]:
    """The worst comes first, then the same one in every run: engines answer in no fixed order."""
    worst = _ORDER.index(verdict.values["status"])
    return worst, verdict.region or "", verdict.stack, verdict.address, str(verdict.path)


@lru_cache(maxsize=1)  # every verdict asks for those of the same estate
def _by_worst(estate: Estate) -> Mapping[Resource, Mapping[str, Resource]]:
    """The worst verdict of each region, for each rule and place: by the worst one of all."""
    found: dict[tuple[str, ...], dict[str, Resource]] = {}
    for verdict in estate.of("verdict"):
        rule_and_place = (str(verdict.get("rule")), *place(verdict, estate))
        by_region = found.setdefault(rule_and_place, {})
        other = by_region.get(verdict.region)
        if other is None or _precedence(verdict) < _precedence(other):
            by_region[verdict.region] = verdict
    return {min(by_region.values(), key=_precedence): by_region for by_region in found.values()}


@lru_cache(maxsize=1)
def _copies(estate: Estate) -> Mapping[tuple[str, ...], frozenset[str]]:
    """The regions that have a stack of their own, by the place of the stack."""
    found: dict[tuple[str, ...], set[str]] = {}
    for provider in estate.of("provider.aws"):
        if region := region_of(provider.stack, estate):
            found.setdefault(place(provider, estate)[:-1], set()).add(region)
    return {stack: frozenset(regions) for stack, regions in found.items()}


def _verdicts(*statuses: str) -> Terraform:
    """One stack a region; in each a verdict of the same rule, or none where its status is empty."""
    return {
        "stacks": {
            f"pay-xx-test-{number}": {
                "provider": {"aws": [{"region": f"xx-test-{number}"}]},
                "resource": {"verdict": {"example": {"rule": "sqs-customer-key", "status": status}}}
                if status
                else {},
            }
            for number, status in enumerate(statuses, 1)
        }
    }


RULE = Rule(
    id="parity-verdicts",
    title="What a rule says of a resource, it says in every region",
    severity=Severity.HIGH,
    types=("verdict",),
    scope="estate",
    check=check,
    rationale=(
        "A rule that holds in one region and not in another is a weakness that waits for the failover; "
        "a waiver for the one region takes it out of sight."
    ),
    remediation=(
        "Mend it in that region, waive it in all of them alike, or declare in the settings what differs."
    ),
    controls=("pci-dss-4.0.1:2.2.1", "nist-800-53-r5:CM-2", "nist-800-53-r5:CP-10"),
    rows=("R8",),
    examples=Examples(
        passing=(_verdicts("pass", "pass"), _verdicts("pass", "pass", "pass")),
        failing=(
            _verdicts("pass", "fail"),
            _verdicts("waived", "pass", "pass"),
            _verdicts("pass", "", "pass"),
        ),
        absent=(Status.NOT_APPLICABLE, _verdicts("pass")),
        unknown=(Status.FAIL, _verdicts("pass", "unknown")),
    ),
)

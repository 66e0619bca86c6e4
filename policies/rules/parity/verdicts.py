"""What a rule says of a resource, it says in every region."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any, Final

from policies.configuration import Configuration, recalled
from policies.examples import stack_in_each
from policies.model import (
    NOT_APPLICABLE,
    Examples,
    Judgement,
    Rule,
    Severity,
    Status,
    Terraform,
    fail,
)
from policies.related.regions import place, region_of, stack_of
from policies.resource import Resource
from policies.rules.parity._declared import EVERYWHERE, Among, compared, fails

_ABSENT: Final = "has no verdict"
_SAID: Final = {
    Status.FAIL.value: "fails",
    Status.UNKNOWN.value: "is unknown",
    Status.WAIVED.value: "is waived",
}


def check(verdict: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """A rule that passes in one region passes at the counterparts in every other.

    It judges verdicts, which the gate makes from the findings of every engine after waivers: one for each
    `rule` and place, regions left out, with the worst of its `statuses` in each region; it stands where the
    worst of all does. A waiver of one region is seen here, and one that covers all regions alike is not; what
    passes nowhere is not concerned. Where a region's stack is there and the verdict is not, what the rule is
    about is absent: unless another finding tells that of the region (`absent`), and for `also` more rules.
    What would differ nowhere `without` what some region lacks is told where that is lacking. `compared` says
    how overrides count.
    """
    yield from compared(partial(_compared, verdict, configuration), verdict.context, "", configuration)


def _compared(
    judged: Resource, where: Configuration, configuration: Configuration, among: Among
) -> Judgement | None:
    """How a verdict, as it is in a configuration, differs in some regions."""
    verdict = judged
    if configuration is not where:
        found = _by_rule_and_place(configuration).get(_at(judged, where))
        if found is None:
            return None
        verdict = found
    copies = configuration.recall(("copies", verdict.stack), lambda: _copies_of(verdict, configuration))
    judgement = _difference(verdict.values, copies, among)
    without = verdict.values.get("without")
    if (
        fails(judgement)
        and without
        and not fails(_difference({**verdict.values, "absent": (), **without}, copies, among))
    ):
        return NOT_APPLICABLE
    return judgement


def _difference(values: Mapping[str, Any], copies: frozenset[str], among: Among) -> Judgement | None:
    told: Mapping[str, str] = values["statuses"]
    # One stack is no copy of another: what it makes in a second region need not be in the first.
    regions = told.keys() | copies if len(copies) > 1 else told.keys()
    if absent := values.get("absent"):
        regions = regions - set(absent)
    if among is not EVERYWHERE:  # nearly always it is
        regions = set(filter(among, regions))
    statuses = {region: told[region] for region in regions if region in told}
    if len(regions) < 2:
        return NOT_APPLICABLE
    if len(statuses) == len(regions) and set(statuses.values()) == {Status.PASS}:
        return None
    passing = sorted(region for region in regions if statuses.get(region) == Status.PASS)
    if not passing:
        return NOT_APPLICABLE
    said = {region: statuses.get(region, _ABSENT) for region in sorted(regions - set(passing))}
    differing = ", ".join(f"{_SAID.get(status, status)} in {region}" for region, status in said.items())
    more = f", as {also} more rules" if (also := values.get("also")) else ""
    return fail(f"{values['rule']} passes in {', '.join(passing)}, and {differing}{more}")


_At = tuple[str, tuple[str, ...]]
"""A rule and a place."""


def _at(verdict: Resource, configuration: Configuration) -> _At:
    return verdict.values["rule"], place(verdict, configuration)


@recalled
def _by_rule_and_place(configuration: Configuration) -> Mapping[_At, Resource]:
    return {_at(verdict, configuration): verdict for verdict in configuration.of("verdict")}


def _copies_of(verdict: Resource, configuration: Configuration) -> frozenset[str]:
    """The regions that have a copy of the verdict's stack."""
    stack = stack_of(verdict.context, verdict.stack, configuration)
    return _copies(configuration).get(stack, frozenset())


@recalled
def _copies(configuration: Configuration) -> Mapping[tuple[str, ...], frozenset[str]]:
    """The regions that have a stack of their own, by the place of the stack."""
    found: dict[tuple[str, ...], set[str]] = {}
    for provider in configuration.of("provider.aws"):
        if region := region_of(provider.stack, configuration):
            at = stack_of(provider.context, provider.stack, configuration)
            found.setdefault(at, set()).add(region)
    return {stack: frozenset(regions) for stack, regions in found.items()}


def _verdict(*statuses: str) -> Terraform:
    """One stack a region, and in the first the verdict of a rule: empty where it has none in a region."""
    regions = [f"xx-test-{number}" for number in range(1, len(statuses) + 1)]
    said = {region: status for region, status in zip(regions, statuses, strict=True) if status}
    verdict = {"verdict": {"example": {"rule": "sqs-customer-key", "statuses": said}}}
    return stack_in_each(
        {region: {"resource": verdict if region == regions[0] else {}} for region in regions}
    )


RULE = Rule(
    id="parity-verdicts",
    title="What a rule says of a resource, it says in every region",
    severity=Severity.HIGH,
    types=("verdict",),
    scope="configuration",
    check=check,
    rationale=(
        "A rule that holds in one region and not in another is a weakness that waits for the failover; "
        "a waiver for the one region takes it out of sight."
    ),
    remediation=(
        "Fix it in that region, waive it in all of them alike, or declare in the settings what differs."
    ),
    controls=("pci-dss-4.0.1:2.2.1", "nist-800-53-r5:CM-2", "nist-800-53-r5:CP-10"),
    requirements=("R8",),
    examples=Examples(
        passing=(_verdict("pass", "pass"), _verdict("pass", "pass", "pass")),
        failing=(
            _verdict("pass", "fail"),
            _verdict("waived", "pass", "pass"),
            _verdict("pass", "", "pass"),
        ),
        absent=(Status.NOT_APPLICABLE, _verdict("pass")),
        unknown=(Status.FAIL, _verdict("pass", "unknown")),
    ),
)

"""What changed since the report before: found from what both say of each rule at each resource."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any, Final

from policies.report.model import Difference, EndedWaiver, FrameworkEntry, RuleEntry, Since, WaiverEntry
from policies.report.sealing import Sealed

_Places = Mapping[str, frozenset[tuple[str, str]]]
"""By status, each rule and resource that has it."""

_STATUSES: Final = ("failed", "unknown", "waived", "declared")


def since(
    previous: Sealed,
    rules: Collection[RuleEntry],
    waivers: Iterable[WaiverEntry],
    frameworks: Iterable[FrameworkEntry],
    day: str,
) -> Since:
    """How a report differs from the one that it follows.

    previous: that one, whose integrity was checked.
    day: the UTC date that this one is judged for, by which waivers expire.

    Raises KeyError and TypeError where the previous report lacks what it should hold.
    """
    said = previous.content
    before = _places(
        (each["id"], result["resource"], result["status"])
        for each in said["rules"]
        for result in each["results"]
    )
    after = _places((each.id, result.resource, result.status) for each in rules for result in each.results)
    still = frozenset[tuple[str, str]]().union(*after.values())
    names_before, names_after = {each["id"] for each in said["rules"]}, {each.id for each in rules}
    covered_before = {control["key"] for framework in said["frameworks"] for control in framework["controls"]}
    covered_after = {control.key for framework in frameworks for control in framework.controls}
    return Since(
        seal=str(previous.integrity["seal"]),
        time=str(said["made"]["time"]),
        commit=str(said["commit"]),
        new=_differences(after["failed"] - before["failed"]),
        fixed=_differences(before["failed"] - still),
        open=_differences(before["failed"] & after["failed"]),
        newly_waived=_differences(after["waived"] - before["waived"]),
        newly_unknown=_differences(after["unknown"] - before["unknown"]),
        ended=tuple(_ended(said["waivers"], waivers, day)),
        coverage_gained=tuple(sorted(covered_after - covered_before)),
        coverage_lost=tuple(sorted(covered_before - covered_after)),
        rules_added=tuple(sorted(names_after - names_before)),
        rules_removed=tuple(sorted(names_before - names_after)),
    )


def _places(results: Iterable[tuple[str, str, str]]) -> _Places:
    found: dict[str, set[tuple[str, str]]] = {status: set() for status in _STATUSES}
    for rule, resource, status in results:
        found[status].add((rule, resource))
    return {status: frozenset(places) for status, places in found.items()}


def _differences(places: Iterable[tuple[str, str]]) -> tuple[Difference, ...]:
    by_rule: dict[str, list[str]] = {}
    for rule, resource in sorted(places):
        by_rule.setdefault(rule, []).append(resource)
    return tuple(Difference(rule, tuple(resources)) for rule, resources in by_rule.items())


_WAIVER: Final = ("rule", "system", "stacks", "regions", "addresses", "subjects", "reason")
"""What tells one waiver from another."""


def _ended(
    before: Iterable[Mapping[str, Any]], after: Iterable[WaiverEntry], day: str
) -> Iterator[EndedWaiver]:
    in_use = {tuple(getattr(each, key) for key in _WAIVER) for each in after}
    for each in before:
        if tuple(_hashable(each[key]) for key in _WAIVER) not in in_use:
            expires = str(each["expires"])
            yield EndedWaiver(each["rule"], each["reason"], expires, bool(expires) and expires < day)


def _hashable(value: Any) -> object:  # noqa: ANN401 - of JSON
    return tuple(value) if isinstance(value, list) else value

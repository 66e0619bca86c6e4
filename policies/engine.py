"""Runs rules over an estate. The aspect and the gate both call `judge`: one predicate, every engine."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import chain
from typing import Final

from policies.estate import Estate, Resource, doubts
from policies.model import ITSELF, Finding, Judgement, Rule, Status, unknown


@dataclass(frozen=True, slots=True)
class Judged:
    """The findings by rule, and the rules that broke while judging; with those, nothing has passed."""

    findings: tuple[Finding, ...]
    errors: tuple[str, ...]


def judge(estate: Estate, rules: Iterable[Rule]) -> Judged:
    """Judge every element by every rule that applies to it: one finding a rule and element.

    Never raises: a check that raises is an error of the result.
    """
    findings: list[Finding] = []
    errors: list[str] = []
    for rule in rules:
        concerned = _concerned(rule, estate)
        with doubts() as noted:
            said = {resource: _said(rule, resource, estate, errors, noted) for resource in concerned}
        if estate.is_conditional:
            _compare(rule, said, estate, errors)
        for resource, judgements in said.items():
            finding = None if judgements is None else _finding(rule, resource, judgements)
            if finding is not None:
                findings.append(finding)
    return Judged(tuple(_joined(findings)), tuple(errors))


def _concerned(rule: Rule, estate: Estate) -> tuple[Resource, ...]:
    """The elements of the types that a rule is about."""
    if not any("*" in kind for kind in rule.types):
        return estate.of(*rule.types)
    of_types = (found for found in estate.by_type.values() if rule.applies_to(found[0]))
    return tuple(chain.from_iterable(of_types))


def _joined(findings: Iterable[Finding]) -> Iterator[Finding]:
    """One finding a rule for all that it cannot tell because nobody said the profile, system or suffix.

    It stands at the first place, as unknown: the one answer that is missing decides over every place.
    """
    same: dict[tuple[str, str], list[Finding]] = {}
    for finding in findings:
        if finding.untold:
            same.setdefault((finding.rule, finding.untold), []).append(finding)
        else:
            yield finding
    for found in same.values():
        more = f", here and at {len(found) - 1} more" if len(found) > 1 else ""
        yield replace(found[0], message=f"{found[0].message}{more}")


_TOO_MANY: Final = (unknown("there are too many expressions of count and for_each to look at each"),)

_Said = tuple[Judgement, ...] | None
"""What a check said of a resource; None where it broke."""


def _said(rule: Rule, resource: Resource, estate: Estate, errors: list[str], noted: list[str]) -> _Said:
    """What a check says. Where it leans on what nobody can tell, which `doubts` notes, that is unknown."""
    noted.clear()
    try:
        judgements = tuple(rule.check(resource, estate))
        if not noted:
            return judgements
        leaning = tuple(noted)
        if verdict(judgements) is not Status.FAIL or not _fails_bare(rule, resource, estate):
            judgements = tuple(map(unknown, leaning))
    except Exception as error:  # noqa: BLE001 - whatever a rule raises is reported, none may escape
        where = f"{resource.stack}: {resource.address}"
        errors.append(f"rule {rule.id} broke at {where}: {type(error).__name__}: {error}")
        return None
    return judgements


def _fails_bare(rule: Rule, resource: Resource, estate: Estate) -> bool:
    """Whether a resource fails also where nothing is generated: then what is written fails."""
    bare, same = estate.without_generated
    return verdict(rule.check(same[resource], bare)) is Status.FAIL


def _compare(rule: Rule, said: dict[Resource, _Said], estate: Estate, errors: list[str]) -> None:
    """Make unknown what is said otherwise where Terraform does not make what an expression decides about.

    One view of the estate after the other: what rules keep of an estate, they keep of the last one.
    """
    views: dict[Estate | None, list[Resource]] = defaultdict(list)
    for resource in said:
        views[estate.given(resource)].append(resource)
    for view, concerned in views.items() if rule.scope == "estate" else ():
        for resource in concerned:
            before = said[resource]
            without: _Said = _TOO_MANY
            if view is not None:
                with doubts() as noted:
                    without = _said(rule, resource, view, errors, noted)
            elif before is not None and verdict(before) in (Status.FAIL, Status.NOT_APPLICABLE):
                continue
            if before is None or without is None or verdict(before) is verdict(without):
                continue
            messages = dict.fromkeys(each.message for each in (*before, *without) if each.message)
            said[resource] = (
                unknown(
                    "it leans on what count or for_each decides, which only the plan can tell: "
                    + "; ".join(messages)
                ),
            )
    for resource, judgements in said.items():
        if not resource.by_default and judgements and verdict(judgements) is Status.FAIL:
            said[resource] = tuple(
                unknown(f"only where its count or for_each makes it: {each.message}") for each in judgements
            )


def strictly(findings: Iterable[Finding], rules: Mapping[str, Rule]) -> Iterator[Finding]:
    """The findings, where what cannot be told fails: nothing is admitted unjudged."""
    for finding in findings:
        declared = finding.rule in rules and not rules[finding.rule].strict
        fails = finding.status is Status.UNKNOWN and not declared
        yield replace(finding, status=Status.FAIL) if fails else finding


def verdict(judgements: Iterable[Judgement]) -> Status:
    """One status from all that a check had to say: fail before unknown before not applicable."""
    said = [judgement.status for judgement in judgements]
    for status in _WORST_FIRST if said else ():
        if status in said:
            return status
    return Status.PASS


_WORST_FIRST: Final = (Status.FAIL, Status.UNKNOWN, Status.NOT_APPLICABLE)


def _finding(rule: Rule, resource: Resource, judgements: tuple[Judgement, ...]) -> Finding | None:
    status, decisive = Status.PASS, list[Judgement]()
    if judgements:  # nearly always it passes, and nothing is said
        status = verdict(judgements)
        if status is Status.NOT_APPLICABLE:
            return None
        decisive = [item for item in judgements if item.status is status]
        # What the plan can tell is told first, at each place; what nobody said, if nothing else is missing.
        decisive = [item for item in decisive if not item.untold] or decisive[:1]
    return Finding(
        rule=rule.id,
        address=resource.address,
        stack=resource.stack,
        region=resource.region,
        severity=rule.severity,
        status=status,
        message=("; ".join([item.message for item in decisive]) if decisive else "") or rule.title,
        remediation=rule.remediation,
        controls=rule.controls,
        source=resource.source,
        path=resource.path,
        untold=decisive[0].untold if decisive else "",
        parts=_parts(decisive) if decisive else (),
    )


def _parts(decisive: Iterable[Judgement]) -> tuple[tuple[str, str], ...]:
    """What is said, by subject; none where no subject is said."""
    said = tuple(decisive)
    if not any(item.subject for item in said):
        return ()
    return tuple((item.subject or ITSELF, item.message) for item in said)

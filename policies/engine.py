"""Runs rules over a configuration: the check of a rule is the same in the aspect and in the gate."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import chain
from typing import Final

from policies.configuration import Configuration
from policies.doubts import doubts
from policies.model import ITSELF, Finding, Judgement, Rule, Status, unknown
from policies.resource import Resource


@dataclass(frozen=True, slots=True)
class EngineResult:
    """The findings by rule, and the checks that raised (`errors`); with one of those, nothing has passed."""

    findings: tuple[Finding, ...]
    errors: tuple[str, ...]


def judge(configuration: Configuration, rules: Iterable[Rule]) -> EngineResult:
    """Judge every element by every rule that applies to it: one finding a rule and element.

    Never raises: a check that raises is an error of the result.
    """
    findings: list[Finding] = []
    errors: list[str] = []
    for rule in rules:
        resources = _resources_of(rule, configuration)
        with doubts() as noted:
            judged = {each: _judged(rule, each, configuration, errors, noted) for each in resources}
        if configuration.is_conditional:
            if rule.scope == "configuration":
                _doubt_other_resources(rule, judged, configuration, errors)
            _doubt_what_is_not_made_by_default(judged)
        for resource, judgements in judged.items():
            finding = None if judgements is None else finding_of(rule, resource, judgements)
            if finding is not None:
                findings.append(finding)
    return EngineResult(tuple(_merged_unspecified(findings)), tuple(errors))


def _resources_of(rule: Rule, configuration: Configuration) -> tuple[Resource, ...]:
    """The elements of the types that a rule is about."""
    if not any("*" in kind for kind in rule.types):
        return configuration.of(*rule.types)
    of_types = (found for found in configuration.by_type.values() if rule.applies_to(found[0]))
    return tuple(chain.from_iterable(of_types))


def _merged_unspecified(findings: Iterable[Finding]) -> Iterator[Finding]:
    """The findings; of a rule's that are unknown for one value that nobody said (profile, suffix), the first.

    It counts the others: that value decides the verdict at every place.
    """
    same: dict[tuple[str, str], list[Finding]] = {}
    for finding in findings:
        if finding.unspecified:
            same.setdefault((finding.rule, finding.unspecified), []).append(finding)
        else:
            yield finding
    for found in same.values():
        more = f", here and at {len(found) - 1} more" if len(found) > 1 else ""
        yield replace(found[0], message=f"{found[0].message}{more}")


_TOO_MANY: Final = (unknown("there are too many expressions of count and for_each to look at each"),)

_Judgements = tuple[Judgement, ...] | None
"""What a check said of a resource; None where it raised."""


def _judged(
    rule: Rule, resource: Resource, configuration: Configuration, errors: list[str], noted: list[str]
) -> _Judgements:
    """What a check says of a resource; what it raises is added to `errors`.

    Where the check depends on what nobody can tell (`doubts` adds it to `noted`), that is unknown, unless
    the resource fails by what is written alone.
    """
    noted.clear()
    try:
        judgements = tuple(rule.check(resource, configuration))
        for each in judgements:
            if not isinstance(each, Judgement):
                raise TypeError(f"it yields {each!r}, which is no judgement")  # noqa: TRY301 - told as all else
        if not noted:
            return judgements
        reasons = tuple(noted)  # as they are now: the check of `_fails_bare` adds its own
        if verdict(judgements) is not Status.FAIL or not _fails_bare(rule, resource, configuration):
            judgements = tuple(map(unknown, reasons))
    except (Exception, SystemExit) as error:  # noqa: BLE001 - whatever a rule raises is reported
        where = f"{resource.stack}: {resource.address}"
        errors.append(f"rule {rule.id} broke at {where}: {type(error).__name__}: {error}")
        return None
    return judgements


def _fails_bare(rule: Rule, resource: Resource, configuration: Configuration) -> bool:
    """Whether a resource fails also without what `dynamic` blocks generate: by what is written alone."""
    bare, same = configuration.without_generated
    return verdict(rule.check(same[resource], bare)) is Status.FAIL


def _doubt_other_resources(
    rule: Rule, judged: dict[Resource, _Judgements], configuration: Configuration, errors: list[str]
) -> None:
    """Make unknown, in `judged`, each verdict that is another one without what Terraform may not make.

    Each resource is judged again among those that are surely made where it is (`Configuration.given`).
    """
    for resource, before in judged.items():
        view = configuration.given(resource)
        without: _Judgements = _TOO_MANY
        if view is not None:
            with doubts() as noted:
                without = _judged(rule, resource, view, errors, noted)
        elif before is not None and verdict(before) in (Status.FAIL, Status.NOT_APPLICABLE):
            continue
        if before is None or without is None or verdict(before) is verdict(without):
            continue
        messages = dict.fromkeys(each.message for each in (*before, *without) if each.message)
        judged[resource] = (
            unknown(
                "it depends on what count or for_each decides, which only the plan can tell: "
                + "; ".join(messages)
            ),
        )


def _doubt_what_is_not_made_by_default(judged: dict[Resource, _Judgements]) -> None:
    """Make unknown, in `judged`, what fails at a resource that only a variable that is set makes."""
    for resource, judgements in judged.items():
        if not resource.by_default and judgements and verdict(judgements) is Status.FAIL:
            judged[resource] = tuple(
                unknown(f"only where its count or for_each makes it: {each.message}") for each in judgements
            )


def unknown_as_failures(findings: Iterable[Finding]) -> Iterator[Finding]:
    """The findings, with those that are unknown as failures: nothing is admitted unjudged."""
    for finding in findings:
        yield replace(finding, status=Status.FAIL) if finding.status is Status.UNKNOWN else finding


_WORST_FIRST: Final = (Status.FAIL, Status.UNKNOWN, Status.DECLARED, Status.NOT_APPLICABLE)


def verdict(judgements: Iterable[Judgement]) -> Status:
    """One status from all that a check had to say: fail before unknown before declared before not applicable,
    and that before pass.
    """
    statuses = [judgement.status for judgement in judgements]
    for status in _WORST_FIRST if statuses else ():  # nearly always there are none
        if status in statuses:
            return status
    return Status.PASS


def finding_of(rule: Rule, resource: Resource, judgements: tuple[Judgement, ...]) -> Finding | None:
    """What the gate prints of a resource, by what a check said of it; None where the rule is not about it."""
    if not judgements:  # nearly always
        return _finding(rule, resource, Status.PASS, rule.title)
    status = verdict(judgements)
    if status is Status.NOT_APPLICABLE:
        return None
    decisive = [item for item in judgements if item.status is status]
    # All that the plan can tell; what no option said, once, where nothing else is missing.
    decisive = [item for item in decisive if not item.unspecified] or decisive[:1]
    message = "; ".join([item.message for item in decisive]) or rule.title
    unspecified, parts = decisive[0].unspecified, _parts(decisive)
    return _finding(rule, resource, status, message, unspecified=unspecified, parts=parts)


def _finding(  # noqa: PLR0913 - what of a finding neither the rule nor the resource says
    rule: Rule,
    resource: Resource,
    status: Status,
    message: str,
    *,
    unspecified: str = "",
    parts: tuple[tuple[str, str], ...] = (),
) -> Finding:
    # By their places: the gate makes tens of thousands, and by names each takes twice as long.
    return Finding(
        rule.id,
        resource.address,
        resource.stack,
        resource.region,
        rule.severity,
        status,
        message,
        rule.remediation,
        rule.controls,
        resource.source,
        path=resource.path,
        unspecified=unspecified,
        parts=parts,
    )


def _parts(decisive: Collection[Judgement]) -> tuple[tuple[str, str], ...]:
    """What fails or is unknown, as (subject, message); none where no judgement has a subject."""
    if not any(item.subject for item in decisive):
        return ()
    return tuple((item.subject or ITSELF, item.message) for item in decisive)

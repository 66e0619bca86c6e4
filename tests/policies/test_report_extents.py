"""What the page tells in few words is all that was judged: types, groups within them, counts for filters."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policies.configuration import Configuration
from policies.gate.formats.text import summary
from policies.model import NOT_APPLICABLE, Judgement, Rule, Status, fail
from policies.report.agreement import Agreement
from policies.report.build import build_report
from policies.report.charts import LEAST, WIDTH, bar
from policies.report.extents import Extents, judged
from policies.report.facets import STATUSES, Facets
from policies.report.model import Report
from policies.resource import Resource
from tests.policies.test_report import WAIVER, checkov, rule
from tests.policies.test_report import judged as evaluated

pytestmark = pytest.mark.fuzz

VALUES = st.sampled_from([True, False, None, "${var.x}"])
STACKS = st.dictionaries(
    st.sampled_from(["one", "two"]),
    st.dictionaries(st.sampled_from(["a", "b", "waived", "d"]), st.tuples(VALUES, st.booleans()), max_size=4),
    max_size=2,
)


def is_listed(resource: Resource, _configuration: Configuration) -> Iterator[Judgement]:
    """Says nothing of what is not listed, so that it judges some of a type."""
    if not resource.values.get("listed"):
        yield NOT_APPLICABLE
    elif resource.values.get("good") is False:
        yield fail("it is listed and no good")


RULES: tuple[Rule, ...] = (rule(), rule("kms-listed", check=is_listed), rule("kms-any", types=("*",)))


def report_of(drawn: Mapping[str, Mapping[str, tuple[Any, bool]]]) -> Report:
    stacks = {
        name: {
            "resource": {
                "aws_kms_key": {key: {"good": good, "listed": on} for key, (good, on) in keys.items()}
            }
        }
        for name, keys in drawn.items()
    }
    return build_report(evaluated(stacks, *RULES, waivers=(WAIVER,)))


@given(STACKS)
def test_extents_lead_to_what_each_rule_judged_and_to_nothing_else(
    drawn: Mapping[str, Mapping[str, tuple[Any, bool]]],
) -> None:
    report = report_of(drawn)
    extents = Extents(report)
    listed = {each.anchor: tuple(entry.id for entry in each.resources) for each in extents.types}
    listed |= {group.anchor: group.resources for each in extents.types for group in each.groups}
    for each in report.rules:
        found = extents.of([each.id])
        assert sorted(id_ for part in found for id_ in listed[part.anchor]) == list(judged(each))
        assert all(part.judged == len(listed[part.anchor]) for part in found)
    back = {
        (rule_id, resource.id)
        for kind in extents.types
        for resource in kind.resources
        for rule_id in (
            *kind.rules,
            *(id_ for group in extents.groups_of(resource.id) for id_ in group.rules),
        )
    }
    assert back == {(each.id, resource) for each in report.rules for resource in judged(each)}


@given(STACKS)
def test_filters_count_each_finding_once(drawn: Mapping[str, Mapping[str, tuple[Any, bool]]]) -> None:
    report = report_of(drawn)
    agreement = Agreement(report)
    data = Facets(report, agreement, Extents(report)).data
    counted = dict.fromkeys(STATUSES, 0)
    for _, _, status, _, many in data["findings"]:
        counted[STATUSES[status]] += many
    counts = report.summary.counts
    assert counted == {
        "failed": counts.failed,
        "unknown": counts.unknown,
        "waived": counts.waived,
        "declared": counts.declared,
        "passed": counts.passed,
    }


@pytest.mark.parametrize("status", [Status.FAIL, Status.PASS, Status.UNKNOWN])
def test_what_two_engines_say_alike_is_counted_once(status: Status) -> None:
    good = {Status.FAIL: False, Status.PASS: True, Status.UNKNOWN: "${var.x}"}[status]
    stack = {"resource": {"aws_kms_key": {"bad": {"good": good}}}}
    evaluation = evaluated(
        {"one": stack},
        rule("kms-key-rotation"),
        engines=("rules", "checkov"),
        scanned=(checkov(status, region=""),),
    )
    report = build_report(evaluation)
    assert report.summary.counts.total == 1
    assert [finding.also[0].rule for finding in evaluation.verdict.findings] == ["CKV_AWS_7"]
    assert Agreement(report).repeated == 1
    assert "2 rules and checks (rules, checkov)" in summary(evaluation.verdict), "both ran"


def test_what_two_engines_say_otherwise_stays_two_findings() -> None:
    stack = {"resource": {"aws_kms_key": {"bad": {"good": True}}}}
    report = build_report(
        evaluated(
            {"one": stack}, rule("kms-key-rotation"), engines=("rules", "checkov"), scanned=(checkov(),)
        )
    )
    assert (report.summary.counts.failed, report.summary.counts.passed) == (1, 1)
    assert Agreement(report).repeated == 0


@given(
    st.lists(st.tuples(st.sampled_from(["failing", "waived", "passing"]), st.integers(0, 10**6)), max_size=6)
)
def test_bar_is_filled_exactly_and_shows_what_is_rare(parts: list[tuple[str, int]]) -> None:
    drawn = bar(parts)
    assert [(each.standing, each.number) for each in drawn] == [part for part in parts if part[1]]
    end = 0
    for each in drawn:
        assert each.start == end
        assert each.width >= LEAST
        end += each.width
    assert end == (WIDTH if drawn else 0)

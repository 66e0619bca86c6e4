"""One cause at one place is told once, and no finding is lost by it."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from policies.gate.telling import unrepeated
from policies.gate.verdict import separated
from policies.model import Finding, Severity, Status
from policies.registry import load

RULES = {rule.id: rule for rule in load().rules}
TELLER, REPEATER, LAST = "iam-trust-policy", "iam-cross-account", "naming-hard-coded-account"


def _finding(
    rule: str, *subjects: str, address: str = "aws_iam_role.clerk", status: Status = Status.FAIL
) -> Finding:
    parts = tuple((subject, f"says {subject}") for subject in subjects)
    return Finding(rule, address, "pay", "xx-test-1", Severity.HIGH, status, "says", "mend it", parts=parts)


def test_what_only_repeats_stands_with_the_rule_that_knows_it_best() -> None:
    teller, repeat = _finding(TELLER, "arn:1:root"), _finding(REPEATER, "arn:1:root")
    last = _finding(LAST, "1")
    (told,) = unrepeated([last, repeat, teller], RULES)
    assert told.rule == TELLER
    assert {each.rule for each in told.also} == {REPEATER, LAST}


def test_what_says_something_of_its_own_stands_alone() -> None:
    teller, more = _finding(TELLER, "arn:1:root"), _finding(REPEATER, "arn:1:root", "arn:2:root")
    assert list(unrepeated([teller, more], RULES)) == [teller, more]


def test_what_is_elsewhere_or_waived_is_repeated_by_nothing() -> None:
    teller, elsewhere = _finding(TELLER, "a"), _finding(REPEATER, "a", address="aws_iam_role.other")
    waived = _finding(TELLER, "a", status=Status.WAIVED)
    assert list(unrepeated([teller, elsewhere], RULES)) == [teller, elsewhere]
    assert list(unrepeated([waived, _finding(REPEATER, "a")], RULES)) == [
        waived,
        _finding(REPEATER, "a"),
    ]


def test_checks_of_checkov_go_with_what_they_repeat() -> None:
    check = replace(_finding("CKV_AWS_1"), engine="checkov")
    repeat = replace(_finding(REPEATER, "a"), also=(check,))
    (told,) = unrepeated([_finding(TELLER, "a"), repeat], RULES)
    assert {each.rule for each in told.also} == {REPEATER, "CKV_AWS_1"}


def test_rules_that_tell_are_there_and_are_told_by_none_that_they_tell() -> None:
    def above(rule: str) -> set[str]:
        return set(RULES[rule].told_by).union(*(above(each) for each in RULES[rule].told_by))

    for rule in RULES:
        assert rule not in above(rule), f"{rule} is told by what it tells"


_FINDINGS = st.lists(
    st.builds(
        lambda rule, subjects, address, status: _finding(rule, *subjects, address=address, status=status),
        st.sampled_from(
            [name for rule in RULES.values() if rule.told_by for name in (rule.id, *rule.told_by)]
        ),
        st.lists(st.sampled_from("abc"), max_size=2, unique=True),
        st.sampled_from(("aws_iam_role.clerk", "aws_iam_role.other")),
        st.sampled_from((Status.FAIL, Status.PASS, Status.UNKNOWN)),
    ),
    max_size=12,
    unique_by=lambda finding: (finding.rule, finding.address),
)


@given(_FINDINGS)
def test_no_finding_is_lost_or_told_twice(findings: list[Finding]) -> None:
    told = [replace(each, also=()) for each in separated(unrepeated(findings, RULES))]
    assert sorted(told, key=lambda each: each.order) == sorted(findings, key=lambda each: each.order)

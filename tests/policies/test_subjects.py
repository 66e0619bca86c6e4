"""A waiver allows the subjects that it lists, and nothing beside them; what keys findings follows."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import Any, Final

from policies.diff.posture import compare_posture
from policies.engine import judge
from policies.examples import resources
from policies.gate.formats.sarif import render
from policies.gate.proving import configuration_of
from policies.gate.reading.build import Overrides, build
from policies.gate.reading.metadata import Metadata, StackMetadata
from policies.gate.verdict import Verdict, conclude, evaluate_rules
from policies.gate.waivers.applying import apply_waivers
from policies.gate.waivers.waiver import Waiver, WaiverScope
from policies.model import Finding, Rule, Status, Terraform
from policies.registry import load
from tests.policies.verdicts import FAILED, RULES, TODAY, verdict
from tests.shared import every_case

ONE, TWO = "arn:aws:iam::111122223333:root", "arn:aws:iam::444455556666:root"


def topic(*accounts: str) -> Terraform:
    policy = {
        "Statement": [
            {"Effect": "Allow", "Action": "sns:Publish", "Resource": "*", "Principal": {"AWS": account}}
            for account in accounts
        ]
    }
    return resources(aws_sns_topic_policy={"arn": "topic", "policy": json.dumps(policy)})


def ports(*numbers: int) -> Terraform:
    opened = [
        {"protocol": "tcp", "from_port": port, "to_port": port, "cidr_blocks": ["0.0.0.0/0"]}
        for port in numbers
    ]
    return resources(aws_security_group={"ingress": opened})


def tags(*missing: str) -> Terraform:
    keys = ("App", "CostCenter", "Environment", "EnvironmentSuffix", "ManagedBy", "Project", "Region")
    said = {key: "cdktf" for key in keys if key not in missing}
    return resources(aws_kms_key={"tags": said})


def actions(*names: str) -> Terraform:
    policy = {"Statement": [{"Effect": "Allow", "Action": [*names], "Resource": "*"}]}
    return resources(aws_iam_role_policy={"policy": json.dumps(policy)})


CASES: Final[dict[str, tuple[Any, Any, Any]]] = {
    "iam-cross-account": (topic, ONE, TWO),
    "vpc-open-ingress": (ports, 8080, 9090),
    "tags-required": (tags, "App", "Project"),
    "iam-wildcard-resources": (actions, "s3:DeleteObject", "sqs:SendMessage"),
}
"""By rule: a stack that breaks it for each thing given, and two such things."""


def judged(rule: str, *things: Any, waivers: tuple[Waiver, ...] = ()) -> Verdict:
    metadata = Metadata(stacks={"one": StackMetadata("pay", "zq7", "ephemeral")})
    stack = CASES[rule][0](*things)
    return conclude(
        evaluate_rules(build({"one": stack}, metadata, Overrides())), today=TODAY, waivers=waivers
    )


def waiver_of(rule: str, *subjects: str) -> Waiver:
    scope = WaiverScope("pay", ("*",), stacks=("one",))
    row = RULES[rule].requirements[0]
    people = ("security", "risk")
    return Waiver(rule, scope, "a partner", *people, TODAY, row=row, reviewed=TODAY, subjects=subjects)


def subjects_by_status(verdict: Verdict, rule: str) -> dict[Status, tuple[str, ...]]:
    return {
        found.status: found.subjects
        for found in verdict.findings
        if found.rule == rule and found.status in (Status.FAIL, Status.WAIVED)
    }


@every_case("rule", CASES)
def test_what_a_waiver_lists_is_waived_and_what_comes_later_fails(rule: str) -> None:
    _, one, two = CASES[rule]
    (first,) = subjects_by_status(judged(rule, one), rule)[Status.FAIL]
    waiver = waiver_of(rule, first)
    before, after = judged(rule, one, waivers=(waiver,)), judged(rule, one, two, waivers=(waiver,))
    assert (before.problems, subjects_by_status(before, rule)) == ((), {Status.WAIVED: (first,)})
    later = subjects_by_status(after, rule)
    assert later[Status.WAIVED] == (first,)
    assert len(later[Status.FAIL]) == 1
    assert first not in later[Status.FAIL]
    assert after.problems == ()


@every_case("rule", CASES)
def test_a_waiver_that_lists_nothing_covers_nothing_and_is_told_what_to_list(rule: str) -> None:
    _, one, two = CASES[rule]
    verdict = judged(rule, one, two, waivers=(waiver_of(rule),))
    found = subjects_by_status(verdict, rule)
    assert list(found) == [Status.FAIL]
    (problem,) = verdict.problems
    assert all(f"'{subject}'" in problem for subject in found[Status.FAIL])


@every_case("rule", CASES)
def test_a_subject_that_nothing_fails_for_is_too_much(rule: str) -> None:
    _, one, _ = CASES[rule]
    (first,) = subjects_by_status(judged(rule, one), rule)[Status.FAIL]
    verdict = judged(rule, one, waivers=(waiver_of(rule, first, "gone"),))
    (problem,) = verdict.problems
    assert "it is broader than what fails: nothing fails for 'gone'." in problem


@every_case("rule", CASES)
def test_the_order_of_what_fails_changes_no_subject(rule: str) -> None:
    _, one, two = CASES[rule]
    (found,) = subjects_by_status(judged(rule, one, two), rule).values()
    (turned,) = subjects_by_status(judged(rule, two, one), rule).values()
    assert sorted(found) == sorted(turned)


def test_a_waiver_with_subjects_of_a_rule_that_has_none_covers_nothing() -> None:
    metadata = Metadata(stacks={"one": StackMetadata("pay", "zq7", "ephemeral")})
    key = resources(aws_kms_key={"enable_key_rotation": False})
    rule = "kms-key-rotation"
    verdict = conclude(
        evaluate_rules(build({"one": key}, metadata, Overrides())),
        today=TODAY,
        waivers=(waiver_of(rule, "rotation"),),
    )
    assert "Remove 'subjects'." in verdict.problems[0]
    assert not [found for found in verdict.findings if found.status is Status.WAIVED]


def test_two_waivers_may_share_a_place() -> None:
    rule = "iam-cross-account"
    verdict = judged(rule, ONE, TWO, waivers=(waiver_of(rule, ONE), waiver_of(rule, TWO)))
    assert (verdict.problems, len(verdict.waivers)) == ((), 2)
    assert subjects_by_status(verdict, rule) == {Status.WAIVED: (ONE, TWO)}


PARTED: Final = replace(
    FAILED, message="lets in a; lets in b", parts=(("a", "lets in a"), ("b", "lets in b"))
)


def fingerprints(verdict: Verdict) -> dict[str, str]:
    (run,) = json.loads(render(verdict))["runs"]
    return {each["message"]["text"]: each["fingerprints"]["resource/v1"] for each in run["results"]}


def test_sarif_has_a_result_with_a_fingerprint_of_its_own_for_each_subject() -> None:
    both, one = fingerprints(verdict(PARTED)), fingerprints(verdict(PARTED.about(["a"])))
    assert len(set(both.values())) == 2
    assert one.items() < both.items()


def test_the_diff_tells_what_is_new_at_a_place_that_failed_before() -> None:
    posture = compare_posture(verdict(PARTED.about(["a"])), verdict(PARTED))
    assert [found.subjects for found in posture.new] == [("b",)]
    assert [found.message for found in posture.still_open] == ["lets in a"]
    back = compare_posture(verdict(PARTED), verdict(PARTED.about(["a"])))
    assert [found.message for found in back.fixed] == ["lets in b"]
    assert back.new == ()


def failing(rule: Rule) -> list[Finding]:
    """What fails in the rule's own examples."""
    configurations = [configuration_of(example) for _, _, example in rule.examples]
    found = [finding for configuration in configurations for finding in judge(configuration, [rule]).findings]
    return [finding for finding in found if finding.status is Status.FAIL]


@every_case("rule", load().rules)
def test_a_subject_is_no_message_and_no_place_in_a_list(rule: Rule) -> None:
    for finding in failing(rule):
        assert "" not in finding.subjects
        assert not [message for subject, message in finding.parts if subject == message]
        assert not [subject for subject in finding.subjects if re.search(r"\[\d+\]", subject)]


@every_case("rule", load().rules)
def test_whatever_is_left_out_of_a_waiver_still_fails(rule: Rule) -> None:
    def waived(*subjects: str) -> dict[Status, tuple[str, ...]]:
        waivers = (replace(waiver_of(rule.id, *subjects), scope=scope),)
        after = apply_waivers(
            [finding],
            waivers,
            rules={rule.id: replace(rule, waivable=True)},
            configuration=configuration,
            engines=("rules",),
            today=TODAY,
            whole=False,
        )
        return {found.status: found.subjects for found in after.findings}

    configuration = build(
        {"example": {"resource": {"aws_vpc": {"x": {}}}}}, Metadata(), Overrides(system="pay")
    )
    scope = WaiverScope("pay", ("*",), stacks=("example",))
    for finding in (replace(found, stack="example", rule=rule.id) for found in failing(rule)):
        subjects = finding.subjects
        assert waived(*subjects) == {Status.WAIVED: subjects}
        for left_out in subjects if len(subjects) > 1 else ():
            kept = [subject for subject in subjects if subject != left_out]
            assert waived(*kept) == {Status.WAIVED: tuple(kept), Status.FAIL: (left_out,)}

"""Waivers account for failures exactly where they are; each that does not hold has its own sentence."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policies.context import Context
from policies.gate.reading.build import Overrides, build
from policies.gate.reading.metadata import Metadata, StackMetadata
from policies.gate.verdict import Verdict, conclude, evaluate_rules
from policies.gate.waivers.waiver import Waiver, WaiverScope
from policies.model import Finding, Severity, Status, Terraform

pytestmark = pytest.mark.fuzz

TODAY: Final = date(2026, 11, 22)
RULE: Final = "kms-key-rotation"
OTHER: Final = "kms-key-deletion-window"
KEY: Final = {"enable_key_rotation": True, "deletion_window_in_days": 7}
BAD_KEY: Final = KEY | {"enable_key_rotation": False}
SCOPE: Final = WaiverScope("pay", ("aws_kms_key.data",), stacks=("pay-*",))
APPROVED: Final = TODAY - timedelta(days=30)
BY_DESIGN: Final = Waiver(
    *(RULE, SCOPE, "external key", "security", "risk", APPROVED), row="R37", reviewed=TODAY
)
DATED: Final = replace(
    BY_DESIGN,
    row="",
    ticket="PAY-12",
    reviewed=None,
    expires=TODAY + timedelta(days=90),
    compensating=OTHER,
)


def stack(region: str, **keys: dict[str, Any]) -> Terraform:
    return {"provider": {"aws": [{"region": region}]}, "resource": {"aws_kms_key": keys}}


STACKS: Final = {
    "pay-one": stack("xx-test-1", data=BAD_KEY, other=KEY),
    "pay-two": stack("xx-test-2", data=BAD_KEY, other=KEY),
}


def judged(
    *waivers: Waiver,
    today: date = TODAY,
    engines: tuple[str, ...] = ("rules",),
    scanned: Iterable[Finding] = (),
    problems: tuple[str, ...] = (),
    **changed: Terraform,
) -> Verdict:
    """The verdict on STACKS, of which `changed` (with _ for -) are others or more."""
    stacks = STACKS | {name.replace("_", "-"): content for name, content in changed.items()}
    metadata = Metadata(stacks={name: StackMetadata("pay", "zq7", "ephemeral") for name in stacks})
    answer = evaluate_rules(build(stacks, metadata, Overrides()), engines)
    return conclude(answer, scanned, today=today, waivers=waivers, problems=problems)


def at(verdict: Verdict, rule: str = RULE) -> dict[str, Status]:
    return {
        f"{finding.stack}: {finding.address}": finding.status
        for finding in verdict.findings
        if finding.rule == rule
    }


def sentence(verdict: Verdict, waiver: Waiver) -> str:
    """The one problem, without the name of the waiver."""
    (problem,) = verdict.problems
    assert problem.startswith(f"{waiver.label}: ")
    assert verdict.exit_status == 2
    return problem.removeprefix(f"{waiver.label}: ")


def within(**changes: Any) -> Waiver:
    return replace(BY_DESIGN, scope=replace(SCOPE, **changes))


def test_a_waiver_of_the_profile_holds_and_one_of_another_neither_holds_nor_is_unused() -> None:
    bad = {"pay-one: aws_kms_key.data", "pay-two: aws_kms_key.data"}
    for profiles, status in ((("ephemeral", "throughput"), Status.WAIVED), (("production",), Status.FAIL)):
        verdict = judged(within(profiles=profiles))
        assert verdict.problems == ()
        assert {place for place, found in at(verdict).items() if found is status} == bad


# ---- what holds ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "waiver",
    [
        BY_DESIGN,
        DATED,
        within(stacks=("pay-one", "pay-two")),
        within(stacks=(), regions=("xx-test-1", "xx-test-2")),
        within(stacks=(), regions=("*",)),
    ],
)
def test_a_waiver_covers_what_it_is_for_alone(waiver: Waiver) -> None:
    verdict = judged(waiver)
    assert at(verdict) == {
        "pay-one: aws_kms_key.data": Status.WAIVED,
        "pay-one: aws_kms_key.other": Status.PASS,
        "pay-two: aws_kms_key.data": Status.WAIVED,
        "pay-two: aws_kms_key.other": Status.PASS,
    }
    assert (verdict.problems, verdict.notes, verdict.waivers) == ((), (), (waiver,))


@pytest.mark.parametrize(
    ("waiver", "account"),
    [
        (BY_DESIGN, "external key (R37, security)"),
        (DATED, "external key (PAY-12, security, until 2027-02-20)"),
    ],
)
def test_a_waived_finding_says_who_answers_for_it(waiver: Waiver, account: str) -> None:
    waived = {finding.waiver for finding in judged(waiver).findings if finding.status is Status.WAIVED}
    assert waived == {account}


@pytest.mark.parametrize(
    "waiver",
    [
        within(stacks=("pay-one",)),
        within(stacks=(), regions=("xx-test-1",)),
    ],
)
def test_a_waiver_of_one_place_leaves_the_other_failing(waiver: Waiver) -> None:
    verdict = judged(waiver)
    assert verdict.problems == ()
    assert at(verdict)["pay-one: aws_kms_key.data"] is Status.WAIVED
    assert at(verdict)["pay-two: aws_kms_key.data"] is Status.FAIL


def test_a_checkov_finding_is_waived_like_ours() -> None:
    waiver = replace(within(stacks=("pay-one",)), rule="CKV_AWS_7")
    verdict = judged(waiver, engines=("checkov",), scanned=[checkov("CKV_AWS_7")])
    assert [finding.status for finding in verdict.findings] == [Status.WAIVED]
    assert verdict.problems == ()


def checkov(rule: str, status: Status = Status.FAIL) -> Finding:
    return Finding(
        rule, "aws_kms_key.data", "pay-one", "xx-test-1", Severity.MEDIUM, status, "m", "r", engine="checkov"
    )


# ---- what does not: each told apart ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("waiver", "place"),
    [
        (BY_DESIGN, "pay-three"),
        (within(stacks=("pay-one", "pay-two", "pay-three")), "pay-three"),
        (within(stacks=(), regions=("*",)), "xx-test-3"),
        (within(stacks=(), regions=("xx-test-1", "xx-test-2", "xx-test-3")), "xx-test-3"),
    ],
)
@pytest.mark.parametrize("third", [{"data": KEY}, {"other": KEY}], ids=["passes there", "is not there"])
def test_a_waiver_too_broad_by_one_region(waiver: Waiver, place: str, third: dict[str, Any]) -> None:
    verdict = judged(waiver, pay_three=stack("xx-test-3", **third))
    assert sentence(verdict, waiver) == (
        f"it is broader than what fails: nothing fails in {place}. Leave that out of its scope."
    )


@pytest.mark.parametrize(
    ("waiver", "place"),
    [
        (within(stacks=("pay-*", "pay-gone")), "pay-gone"),
        (within(stacks=(), regions=("*", "xx-gone-1")), "xx-gone-1"),
        (within(addresses=("aws_kms_key.data", "aws_kms_key.gone")), "aws_kms_key.gone"),
    ],
)
def test_a_waiver_that_names_what_is_not_there_is_too_broad(waiver: Waiver, place: str) -> None:
    assert f"nothing fails in {place}." in sentence(judged(waiver), waiver)


def test_a_waiver_that_takes_in_an_address_that_passes_is_too_broad() -> None:
    waiver = within(addresses=("aws_kms_key.*",))
    assert sentence(judged(waiver), waiver) == (
        "it is broader than what fails: the rule passes at pay-one: aws_kms_key.other. "
        "Leave that out of its scope."
    )


def test_a_waiver_that_expired_yesterday_covers_nothing() -> None:
    waiver = replace(DATED, expires=TODAY - timedelta(days=1))
    verdict = judged(waiver)
    assert at(verdict)["pay-one: aws_kms_key.data"] is Status.FAIL
    assert verdict.waivers == ()
    assert sentence(verdict, waiver) == (
        "it expired on 2026-11-21. "
        "Fix what fails and remove the waiver, or have it approved anew with a later date."
    )


def test_a_waiver_of_what_no_longer_fails() -> None:
    fixed = {"pay_one": stack("xx-test-1", data=KEY), "pay_two": stack("xx-test-2", data=KEY)}
    assert sentence(judged(BY_DESIGN, **fixed), BY_DESIGN) == (
        "nothing fails there any more. Remove the waiver."
    )


@pytest.mark.parametrize(
    ("rule", "told"),
    [
        ("kms-key-rotatoin", "there is no such rule."),
        ("CKV_AWS_99999", "there is no such check of checkov 3.3.30."),
    ],
)
@pytest.mark.parametrize("engines", [("rules",), ("checkov",), ("rules", "checkov")])
def test_a_waiver_of_no_rule(rule: str, told: str, engines: tuple[str, ...]) -> None:
    waiver = replace(BY_DESIGN, rule=rule)
    assert (
        sentence(judged(waiver, engines=engines), waiver) == f"{told} Remove the waiver, or correct its rule."
    )


def test_a_check_that_checkov_answered_exists_and_serves_nothing_that_is_adopted() -> None:
    waiver = replace(within(stacks=("pay-one",)), rule="CKV_AWS_99999")
    verdict = judged(waiver, engines=("checkov",), scanned=[checkov("CKV_AWS_99999")])
    assert sentence(verdict, waiver) == (
        "its row R37 is none that policies/adopted.py names for the check. Give it a last day instead."
    )


def test_what_nobody_may_waive_still_fails() -> None:
    policy = '{"Statement": {"Effect": "Allow", "Action": "*"}}'
    queue = {"resource": {"aws_sqs_queue": {"data": {"policy": policy}}}}
    scope = WaiverScope("pay", ("aws_sqs_queue.data",), stacks=("pay-queue",))
    waiver = replace(BY_DESIGN, rule="iam-wildcard-actions", scope=scope)
    verdict = judged(waiver, pay_queue=queue)
    assert at(verdict, "iam-wildcard-actions")["pay-queue: aws_sqs_queue.data"] is Status.FAIL
    assert sentence(verdict, waiver) == (
        "this rule cannot be waived. Fix the resource and remove the waiver."
    )


# ---- compensating rules --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("compensating", "third", "told"),
    [
        ("kms-key-no-such", {}, "kms-key-no-such is no rule. Name one that exists."),
        ("CKV_AWS_7", {}, "CKV_AWS_7 is checkov's, which does not judge at synthesis. Name a rule of ours."),
        (OTHER, {"deletion_window_in_days": 30}, f"{OTHER} fails at pay-three: aws_kms_key.data. Fix that"),
        (
            OTHER,
            {"deletion_window_in_days": "${var.x}"},
            f"{OTHER} is unknown at pay-three: aws_kms_key.data.",
        ),
        (
            "sqs-tls-only",
            {},
            "shares no control with kms-key-rotation. Name one that serves pci-dss-4.0.1:3.7.4 or nist-",
        ),
        ("kms-alias-key", {}, "kms-alias-key does not pass at pay-one: aws_kms_key.data, nor at what refers"),
    ],
)
def test_a_compensating_rule_must_exist_and_pass_wherever_the_waiver_holds(
    compensating: str, third: dict[str, Any], told: str
) -> None:
    waiver = replace(DATED, compensating=compensating)
    verdict = judged(waiver, pay_three=stack("xx-test-3", data=BAD_KEY | third))
    assert told in sentence(verdict, waiver)
    assert Status.WAIVED not in at(verdict).values()


def with_alias(**alias: Any) -> dict[str, Terraform]:
    """STACKS, each with an alias of that kind."""
    made = {"alias/pay-data-zq7": {"name": "alias/pay-data-zq7", **alias}}
    return {
        name.replace("-", "_"): {
            **content,
            "locals": {"key": "${aws_kms_key.data.key_id}"},
            "resource": {**content["resource"], "aws_kms_alias": {"own": made["alias/pay-data-zq7"]}},
        }
        for name, content in STACKS.items()
    }


@pytest.mark.parametrize("target", ["${aws_kms_key.data.key_id}", "${local.key}"])
def test_a_compensating_rule_may_pass_at_what_refers_to_what_fails(target: str) -> None:
    waiver = replace(DATED, compensating="kms-alias-key")
    assert judged(waiver, **with_alias(target_key_id=target)).problems == ()


@pytest.mark.parametrize(
    "alias",
    [
        {"target_key_id": "${aws_kms_key.other.key_id}"},
        {"target_key_id": "${aws_kms_key.other.key_id}", "depends_on": ["aws_kms_key.data"]},
        {"target_key_id": "${aws_kms_key.other.key_id}", "tags": {"Of": "${aws_kms_key.data.id}"}},
    ],
    ids=["another key", "only waits for it", "only labelled by it"],
)
def test_a_compensating_rule_that_passes_elsewhere_in_the_stack_compensates_nothing(
    alias: dict[str, Any],
) -> None:
    waiver = replace(DATED, compensating="kms-alias-key")
    verdict = judged(waiver, **with_alias(**alias))
    assert set(at(verdict, "kms-alias-key").values()) == {Status.PASS}
    assert sentence(verdict, waiver) == (
        "its compensating rule kms-alias-key does not pass at pay-one: aws_kms_key.data, nor at what refers "
        "to it or it refers to. Name one that judges what is there."
    )
    assert Status.WAIVED not in at(verdict).values()


def test_a_compensating_rule_may_fail_where_the_waiver_does_not_hold() -> None:
    waiver = replace(DATED, scope=replace(SCOPE, stacks=("pay-one", "pay-two")))
    third = stack("xx-test-3", data=KEY | {"deletion_window_in_days": 30})
    assert judged(waiver, pay_three=third).problems == ()


def test_a_compensating_rule_that_is_waived_itself_does_not_pass() -> None:
    bad = stack("xx-test-1", data=BAD_KEY | {"deletion_window_in_days": 30})
    scope = replace(SCOPE, stacks=("pay-one",))
    waiver = replace(DATED, scope=scope)
    verdict = judged(waiver, replace(BY_DESIGN, rule=OTHER, row="R28", scope=scope), pay_one=bad)
    assert f"{OTHER} fails at pay-one: aws_kms_key.data" in sentence(verdict, waiver)


def test_a_compensating_rule_that_was_not_asked_is_told() -> None:
    waiver = replace(DATED, rule="CKV_AWS_7", scope=replace(SCOPE, stacks=("pay-one",)))
    found = [checkov("CKV_AWS_7")]
    alone = judged(waiver, engines=("checkov",), scanned=found)
    assert "was not asked. Judge with every engine." in sentence(alone, waiver)
    assert judged(waiver, engines=("rules", "checkov"), scanned=found).problems == ()


# ---- what cannot be told -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("waiver", "options"),
    [
        (within(system="absent"), {}),
        (replace(BY_DESIGN, rule="CKV_AWS_7"), {"engines": ("rules",)}),
        (BY_DESIGN, {"engines": ("checkov",)}),
        (replace(DATED, rule="CKV_AWS_7"), {"engines": ("rules",)}),
    ],
    ids=["system is absent", "checkov did not run", "rules did not run", "nothing to compensate"],
)
def test_a_waiver_is_not_called_unused_by_what_did_not_run(waiver: Waiver, options: dict[str, Any]) -> None:
    assert judged(waiver, **options).problems == ()


def test_a_waiver_is_not_called_unused_where_not_everything_could_be_judged() -> None:
    waiver = replace(BY_DESIGN, rule="CKV_AWS_7")
    broken = judged(waiver, engines=("rules", "checkov"), problems=("checkov: no answer",))
    assert broken.problems == ("checkov: no answer",)


@pytest.mark.parametrize("engines", [("rules",), ("rules", "checkov")])
def test_waivers_of_what_was_not_judged_are_counted(engines: tuple[str, ...]) -> None:
    absent = [
        replace(BY_DESIGN, scope=WaiverScope(name, (address,), stacks=("*",)))
        for name, address in (("web", "aws_kms_key.a"), ("web", "aws_kms_key.b"), ("bank", "*"))
    ]
    verdict = judged(BY_DESIGN, *absent, engines=engines)
    assert (verdict.problems, verdict.waivers) == ((), (BY_DESIGN, *absent))
    (note,) = verdict.notes
    assert note == (
        "3 waivers are of systems that were not judged, so nobody held them against anything: "
        "bank (1), web (2)"
    )


def test_waivers_of_profiles_that_were_not_judged_are_counted() -> None:
    assert judged(within(profiles=("production",))).notes == (
        "1 waiver is of profiles that were not judged, so nobody held them against anything: pay (1)",
    )


def test_an_expired_waiver_is_told_whatever_ran() -> None:
    waiver = replace(DATED, rule="CKV_AWS_7", expires=TODAY - timedelta(days=1))
    assert "it expired" in sentence(judged(waiver), waiver)


# ---- time ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("days", "told"),
    [
        (31, ""),
        (30, "it expires in 30 days, after 2026-12-22"),
        (1, "it expires tomorrow, after 2026-11-23"),
        (0, "it expires today, after 2026-11-22"),
    ],
)
def test_a_warning_comes_30_days_before(days: int, told: str) -> None:
    waiver = replace(DATED, expires=TODAY + timedelta(days=days))
    verdict = judged(waiver)
    expected = f"{waiver.label}: {told}. Fix what fails before, or have it approved anew."
    assert verdict.notes == ((expected,) if told else ())
    assert (verdict.problems, at(verdict)["pay-one: aws_kms_key.data"]) == ((), Status.WAIVED)


@pytest.mark.parametrize(
    ("days", "told"),
    [(366, ""), (367, "it was last reviewed on 2025-11-20, more than a year ago")],
)
def test_what_is_by_design_and_long_not_reviewed_is_warned_of(days: int, told: str) -> None:
    day = TODAY - timedelta(days=days)
    waiver = replace(BY_DESIGN, approved=day, reviewed=day)
    verdict = judged(waiver)
    expected = f"{waiver.label}: {told}. Review whether it is still right, and say in 'reviewed' when."
    assert verdict.notes == ((expected,) if told else ())
    assert (verdict.problems, at(verdict)["pay-one: aws_kms_key.data"]) == ((), Status.WAIVED)


@pytest.mark.parametrize("what", ["approved", "reviewed"])
def test_a_waiver_from_the_future_covers_nothing(what: str) -> None:
    waiver = replace(BY_DESIGN, **{what: TODAY + timedelta(days=1)})
    verdict = judged(waiver)
    assert at(verdict)["pay-one: aws_kms_key.data"] is Status.FAIL
    assert sentence(verdict, waiver) == (
        f"it was {what} on 2026-11-23, after 2026-11-22, the day judged for. "
        f"Correct '{what}', or judge by the waivers of that day."
    )


@given(st.dates(), st.dates(), st.dates())
def test_a_dated_waiver_holds_from_its_approval_through_its_last_day(
    approved: date, expires: date, today: date
) -> None:
    waiver = replace(DATED, approved=approved, expires=expires)
    verdict = judged(waiver, today=today)
    waived = at(verdict)["pay-one: aws_kms_key.data"] is Status.WAIVED
    assert waived is (approved <= today <= expires) is (not verdict.problems)


# ---- rows ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rule", "row", "told"),
    [
        (RULE, "R41", "its row R41 is none that the rule serves. Name one of R37, or give it a last day"),
        (
            "CKV_AWS_7",
            "R41",
            "its row R41 is none that policies/adopted.py names for the check. Name one of R37",
        ),
        (
            "CKV_AWS_139",
            "R37",
            "its row R37 is none that policies/adopted.py names for the check. Name one of C3",
        ),
    ],
)
def test_what_is_by_design_names_a_row_that_its_rule_serves(rule: str, row: str, told: str) -> None:
    waiver = replace(BY_DESIGN, rule=rule, row=row)
    verdict = judged(waiver)
    assert told in sentence(verdict, waiver)
    assert Status.WAIVED not in at(verdict).values()


def test_the_row_of_what_has_a_last_day_may_be_any_that_supports_it() -> None:
    assert judged(replace(DATED, row="R41")).problems == ()


# ---- whatever the waivers ------------------------------------------------------------------------

_PATTERNS = st.lists(st.sampled_from(["*", "pay-*", "pay-one", "pay-two", "gone"]), min_size=1, max_size=2)
_ADDRESSES = st.lists(
    st.sampled_from(["*", "aws_kms_key.*", "aws_kms_key.data", "aws_kms_key.other"]), min_size=1, max_size=2
)
_WAIVERS = st.lists(
    st.builds(
        lambda rule, system, stacks, addresses, days, compensating: Waiver(
            rule,
            WaiverScope(system, tuple(addresses), stacks=tuple(stacks)),
            "why",
            "security",
            "risk",
            APPROVED,
            row="R37",
            expires=None if days is None else TODAY + timedelta(days=days),
            compensating=compensating,
        ),
        st.sampled_from([RULE, OTHER, "tags-required", "iam-wildcard-actions", "CKV_AWS_7", "none-such"]),
        st.sampled_from(["pay", "else"]),
        _PATTERNS,
        _ADDRESSES,
        st.none() | st.integers(-2, 40),
        st.sampled_from(["", OTHER, RULE, "none-such"]),
    ),
    max_size=4,
)


@given(_WAIVERS)
def test_waivers_never_make_a_failure_vanish(waivers: list[Waiver]) -> None:
    before, after = judged(), judged(*waivers)
    was = {(each.rule, each.stack, each.address): each for each in before.findings}
    assert len(after.findings) == len(was)
    for finding in after.findings:
        original = was[finding.rule, finding.stack, finding.address]
        if finding.status is not Status.WAIVED:
            assert finding == original
            continue
        assert original.status is Status.FAIL
        assert any(each.covers(original, Context("pay")) for each in after.waivers)


@given(_WAIVERS)
def test_a_pass_needs_every_waiver_to_be_exact(waivers: list[Waiver]) -> None:
    verdict = judged(*waivers)
    ours = [each for each in waivers if each.scope.system == "pay" and each.rule != "CKV_AWS_7"]
    used = [
        each
        for each in ours
        if any(f.status is Status.WAIVED and each.covers(f, Context("pay")) for f in verdict.findings)
    ]
    if not verdict.problems:
        assert used == ours

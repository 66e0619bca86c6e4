"""The worksheets: what PCI DSS asks of a compensating control, and plainly where a waiver has none."""

from __future__ import annotations

from dataclasses import replace

from policies.gate.waivers.waiver import Waiver
from policies.model import Status
from policies.report.build import build_report
from policies.report.model import Report, Worksheet
from tests.policies.test_report import CONTROL, DATED, WAIVER, checkov, judged, keys, rule

STACKS = {"one": keys(waived=False, other=True)}


def reported(*waivers: Waiver, **more: object) -> Report:
    rules = (rule(), rule("kms-general", title="All keys are kept", check=rule().check))
    return build_report(judged(STACKS, *rules, waivers=waivers, **more))  # type: ignore[arg-type]


def sheet(*waivers: Waiver) -> Worksheet:
    (found,) = reported(*waivers).worksheets
    return found


def test_a_waiver_by_design_says_that_nothing_stands_in_its_stead() -> None:
    found = sheet(WAIVER)
    assert found.resources == ("one/aws_kms_key.waived",)
    assert found.compensating == ""
    assert found.constraints.startswith("It is replaced. Requirement R37 asks for: ")
    assert found.definition == (
        "None: what fails is so by design, as R37 demands, and no rule stands in its stead."
    )
    assert found.objective.startswith(f"What is asked for is: Keys are good. That serves {CONTROL} (")
    assert found.risk == "Bad keys open doors."
    assert found.validation.startswith("Nothing is tested in its stead. ")
    assert found.maintenance == (
        f"security answers for it, and risk allowed it on {WAIVER.approved}. "
        f"It is by design and has no last day; it was reviewed on {WAIVER.reviewed}."
    )


def test_a_waiver_that_ends_says_when_and_that_it_soon_does() -> None:
    found = sheet(replace(DATED, compensating=""))
    assert found.definition == "None: the failure is accepted, and no rule stands in its stead."
    assert found.maintenance == (
        f"security answers for it, and risk allowed it on {DATED.approved}. The ticket is PAY-12. "
        "It holds until 2026-12-01 (UTC), and "
        "fails from then on. Take care: it expires in 9 days, after 2026-12-01."
    )


def test_a_compensating_rule_is_told_with_how_it_stands_in_the_same_stacks() -> None:
    kept = rule("kms-kept", title="Keys are kept", types=("aws_kms_alias",))
    alias = {"aws_kms_alias": {"data": {"good": True, "target_key_id": "${aws_kms_key.waived.key_id}"}}}
    one = keys(waived=False)
    stacks = {"one": {**one, "resource": {**one["resource"], **alias}}, "two": {"resource": alias}}
    waiver = replace(WAIVER, compensating="kms-kept")
    (found,) = build_report(judged(stacks, rule(), kept, waivers=(waiver,))).worksheets
    assert found.definition == "Keys are kept (kms-kept)."
    assert found.validation.startswith(
        "kms-kept was judged at 1 resource of one: 1 passed, 0 failed, 0 unknown, 0 waived. "
    )


def test_a_check_without_a_stated_risk_says_that_the_owner_has_to_state_it() -> None:
    found = checkov(Status.WAIVED, waiver="It is accepted.")
    (told,) = build_report(judged(STACKS, scanned=(found,), engines=("rules", "checkov"))).worksheets
    assert told.risk == "checkov states none, and nothing here does: the owner has to state it."
    assert told.maintenance == "Nobody is known who answers for it."


def test_every_waiver_has_its_worksheet_in_the_same_order() -> None:
    report = reported(WAIVER)
    assert [each.rule for each in report.worksheets] == [each.rule for each in report.waivers]
    assert reported().worksheets == ()

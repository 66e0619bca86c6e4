"""Verdicts compared between regions, after waivers and for both engines; on the platform and on little."""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass, replace
from itertools import permutations
from pathlib import Path

import pytest

from policies.examples import stack_in_each
from policies.gate.evaluation import Terms, evaluate
from policies.gate.formats.output import FORMATS
from policies.gate.reading.build import NO_OVERRIDES, build
from policies.gate.reading.declared import changes
from policies.gate.reading.metadata import Metadata, StackMetadata
from policies.gate.verdict import RulesResult, Verdict, conclude
from policies.gate.waivers.waiver import Waiver, WaiverScope
from policies.model import Finding, Status
from tests.policies.verdicts import FAILED, KEYS, RULES, TODAY

REGIONS = ("xx-test-1", "xx-test-2", "xx-test-3")
KEY = "aws_kms_key.data"


def finding(status: Status, region: str, rule: str = "kms-key-rotation", address: str = KEY) -> Finding:
    engine = "checkov" if rule.startswith("CKV") else "rules"
    return replace(
        FAILED, rule=rule, status=status, stack=f"pay-{region}", region=region, address=address, engine=engine
    )


def judged(*findings: Finding, waivers: tuple[Waiver, ...] = (), overrides: tuple[str, ...] = ()) -> Verdict:
    """What the gate makes of these findings in one stack a region."""
    stacks = stack_in_each(dict.fromkeys(REGIONS, KEYS))["stacks"]
    belongs = StackMetadata("pay", "zq7", "ephemeral", overrides)
    configuration = build(stacks, Metadata(stacks=dict.fromkeys(stacks, belongs)), NO_OVERRIDES)
    return conclude(
        RulesResult(configuration, ("rules", "checkov"), RULES, findings, ()), today=TODAY, waivers=waivers
    )


def told(verdict: Verdict) -> list[tuple[Status, str]]:
    """What the comparison says, without what is alike."""
    return [
        (found.status, found.message)
        for found in verdict.findings
        if found.rule == "parity-verdicts" and found.status is not Status.PASS
    ]


def waiver(*regions: str, rule: str = "kms-key-rotation") -> Waiver:
    scope = WaiverScope("pay", (KEY,), regions=regions)
    row = RULES[rule].requirements[0]
    return Waiver(rule, scope, "external key", "security", "risk", TODAY, row=row, reviewed=TODAY)


def three(*statuses: Status, rule: str = "kms-key-rotation") -> list[Finding]:
    return [finding(status, region, rule) for status, region in zip(statuses, REGIONS, strict=True)]


PASS, FAIL, UNKNOWN = Status.PASS, Status.FAIL, Status.UNKNOWN


@pytest.mark.parametrize("statuses", [(PASS,) * 3, (FAIL,) * 3, (UNKNOWN,) * 3, (FAIL, UNKNOWN, FAIL)])
def test_a_rule_that_passes_in_every_region_or_in_none_differs_nowhere(
    statuses: tuple[Status, Status, Status],
) -> None:
    assert told(judged(*three(*statuses))) == []


@pytest.mark.parametrize("rule", ["kms-key-rotation", "CKV_AWS_7"])
def test_a_rule_or_a_check_that_fails_in_one_region_is_told_with_both(rule: str) -> None:
    assert told(judged(*three(PASS, FAIL, PASS, rule=rule))) == [
        (FAIL, f"{rule} passes in xx-test-1, xx-test-3, and fails in xx-test-2")
    ]


def test_what_only_the_plan_can_tell_in_one_region_is_told() -> None:
    assert told(judged(*three(PASS, PASS, UNKNOWN))) == [
        (FAIL, "kms-key-rotation passes in xx-test-1, xx-test-2, and is unknown in xx-test-3")
    ]


@pytest.mark.parametrize("order", tuple(permutations(range(3))))
def test_the_order_of_the_engines_answers_changes_nothing(order: tuple[int, ...]) -> None:
    for statuses in ((PASS, PASS, PASS), (PASS, FAIL, FAIL)):
        found = three(*statuses, rule="CKV_AWS_7")
        again = judged(*(found[number] for number in order))
        assert sorted(map(str, again.findings)) == sorted(map(str, judged(*found).findings))


def test_two_regions_that_differ_are_one_finding() -> None:
    assert told(judged(*three(FAIL, PASS, UNKNOWN))) == [
        (FAIL, "kms-key-rotation passes in xx-test-2, and fails in xx-test-1, is unknown in xx-test-3")
    ]


def test_what_is_absent_in_one_region_is_told() -> None:
    assert told(judged(*three(PASS, PASS, PASS)[:2])) == [
        (FAIL, "kms-key-rotation passes in xx-test-1, xx-test-2, and has no verdict in xx-test-3")
    ]


def test_a_waiver_for_one_region_does_not_hide_that_it_differs() -> None:
    verdict = judged(*three(PASS, PASS, FAIL), waivers=(waiver("xx-test-3"),))
    assert verdict.problems == ()
    assert told(verdict) == [
        (FAIL, "kms-key-rotation passes in xx-test-1, xx-test-2, and is waived in xx-test-3")
    ]
    assert verdict.exit_status == 1


def test_a_waiver_for_all_regions_alike_is_silent() -> None:
    verdict = judged(*three(FAIL, FAIL, FAIL), waivers=(waiver(*REGIONS),))
    assert (told(verdict), verdict.exit_status) == ([], 0)


def test_the_difference_itself_may_be_waived_by_name() -> None:
    both = (waiver("xx-test-3"), waiver("xx-test-3", rule="parity-verdicts"))
    verdict = judged(*three(PASS, PASS, FAIL), waivers=both)
    assert [status for status, _ in told(verdict)] == [Status.WAIVED]
    assert verdict.exit_status == 0


@dataclass(frozen=True)
class Overridden:
    """Three regions, of which the third has another description of a key by an override, or none of it."""

    overrides: tuple[str, ...] = ("xx-test-3.days",)
    changed: str = KEY.partition(".")[2]

    def judged(self, *findings: Finding) -> Verdict:
        stacks = dict(stack_in_each(dict.fromkeys(REGIONS, KEYS))["stacks"])
        plain = stacks["pay-xx-test-3"]
        keys = plain["resource"]["aws_kms_key"]
        written = {**plain, "resource": {"aws_kms_key": {**keys, self.changed: {"description": "x"}}}}
        stacks["pay-xx-test-3"] = written
        belongs = StackMetadata("pay", "zq7", "ephemeral", self.overrides)
        declared = {
            name: changes(stacks[name], plain if name == "pay-xx-test-3" else stacks[name]) for name in stacks
        }
        metadata = Metadata(stacks=dict.fromkeys(stacks, belongs), declared=declared)
        configuration = build(stacks, metadata, NO_OVERRIDES)
        return conclude(RulesResult(configuration, ("rules", "checkov"), RULES, findings, ()), today=TODAY)


SCANNED = "CKV_AWS_7"


def test_r7_what_a_scanner_finds_at_what_an_override_changes_is_declared() -> None:
    ((status, message),) = told(Overridden().judged(*three(PASS, PASS, FAIL, rule=SCANNED)))
    assert status is Status.DECLARED
    assert message == (
        f"{SCANNED} passes in xx-test-1, xx-test-2, and fails in xx-test-3; "
        "the settings override xx-test-3.days"
    )


def test_what_a_scanner_finds_beside_what_an_override_changes_fails() -> None:
    ((status, _),) = told(Overridden(changed="other").judged(*three(PASS, PASS, FAIL, rule=SCANNED)))
    assert status is FAIL


def test_what_a_scanner_finds_in_regions_that_override_nothing_fails() -> None:
    ((status, _),) = told(Overridden().judged(*three(PASS, FAIL, FAIL, rule=SCANNED)))
    assert status is FAIL


def test_overrides_that_nobody_put_down_excuse_no_verdict() -> None:
    ((status, _),) = told(Overridden(overrides=()).judged(*three(PASS, PASS, FAIL, rule=SCANNED)))
    assert status is FAIL
    ((status, _),) = told(judged(*three(PASS, PASS, FAIL), overrides=("xx-test-3.days",)))
    assert status is FAIL


def test_what_compares_regions_itself_is_not_compared_again() -> None:
    assert told(judged(*three(PASS, PASS, FAIL, rule="parity-attributes"))) == []


def test_the_worst_of_a_region_speaks_for_it() -> None:
    more = [finding(FAIL, region, address=f"aws_kms_key.to_{region.replace('-', '_')}") for region in REGIONS]
    better = [replace(each, address="aws_kms_key.to_xx_test_3", status=PASS) for each in more]
    assert told(judged(*more, *better)) == []


@pytest.fixture
def platform(synthesized: Path, tmp_path: Path) -> Path:
    return shutil.copytree(synthesized, tmp_path / "cdktf.out")


def shorten(folder: Path, *regions: str) -> None:
    """Keep flow logs for a day in these regions."""
    for region in regions:
        path = folder / f"stacks/global_payments-foundation-{region}/cdk.tf.json"
        stack = json.loads(path.read_text())
        stack["resource"]["aws_cloudwatch_log_group"]["flow_log_group"]["retention_in_days"] = 1
        path.write_text(json.dumps(stack))


def waivers_for(tmp_path: Path, *regions: str) -> Path:
    path = tmp_path / "waivers.toml"
    path.write_text(
        '[[waiver]]\nrule = "logs-retention"\nreason = "trial"\nrow = "R46"\nowner = "platform-security"\n'
        'approver = "payments-architecture"\napproved = 2025-06-30\nby_design = true\n'
        "reviewed = 2025-12-31\n"
        'scope = { system = "global_payments", address = "aws_cloudwatch_log_group.flow*", '
        f"region = {json.dumps(regions)} }}\n"
    )
    return path


PLACE = "aws_cloudwatch_log_group.flow_log_group"


@pytest.mark.synth
def test_the_platform_is_alike_in_its_regions(platform: Path) -> None:
    verdict = evaluate(platform, Terms(TODAY), waivers=None).verdict
    assert told(verdict) == []
    assert any(found.rule == "parity-verdicts" for found in verdict.findings)


@pytest.mark.synth
@pytest.mark.parametrize(("waived", "word"), [(False, "fails"), (True, "is waived")])
def test_one_region_of_the_platform_differs(platform: Path, tmp_path: Path, waived: bool, word: str) -> None:
    shorten(platform, "eu-west-1")
    waivers = waivers_for(tmp_path, "eu-west-1") if waived else None
    verdict = evaluate(platform, Terms(TODAY), waivers=waivers).verdict
    assert verdict.problems == ()
    message = f"logs-retention passes in ap-southeast-1, us-east-1, and {word} in eu-west-1"
    assert told(verdict) == [(FAIL, message)]
    found = next(found for found in verdict.failures if found.rule == "parity-verdicts")
    assert (found.stack, found.address) == ("global_payments-foundation-eu-west-1", PLACE)
    assert found.source.startswith("infra/")
    assert [name for name, render in FORMATS.items() if message not in render(verdict)] == []


@pytest.mark.synth
def test_the_platform_may_differ_from_a_rule_alike_in_every_region(platform: Path, tmp_path: Path) -> None:
    regions = ("us-east-1", "eu-west-1", "ap-southeast-1")
    shorten(platform, *regions)
    verdict = evaluate(platform, Terms(TODAY), waivers=waivers_for(tmp_path, *regions)).verdict
    assert (verdict.problems, verdict.failures, verdict.counts[Status.WAIVED]) == ((), (), 3)

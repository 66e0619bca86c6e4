"""`python -m policies explain`: every kind of subject by its names, how it stands, what names nothing."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from policies.__main__ import main
from policies.explain.standing import Judged
from policies.explain.subjects import Check, UnknownSubjectError, subjects
from policies.explain.text import Known, explained
from policies.frameworks import control, frameworks
from policies.gate.reading.metadata import Mutation
from policies.model import Status
from policies.requirements import requirement, requirements
from policies.resource import Resource
from tests.policies.verdicts import EVERYTHING, FAILED, PASSED, RULES, SCANNED, WAIVER, verdict

KNOWN = Known(RULES, (WAIVER,), Judged("cdktf.out", EVERYTHING))
NOTHING = Known(RULES, (), Judged("cdktf.out"))


def answer(name: str, known: Known = KNOWN) -> str:
    judged = known.judged.verdict or EVERYTHING
    return "\n".join(explained(each, known) for each in subjects(name, RULES, judged.configuration))


def flat(text: str) -> str:
    """The text without the places where lines break."""
    return " ".join(text.split())


def test_a_rule_is_told_with_why_how_its_controls_requirements_waivers_and_places() -> None:
    rule, told = RULES[FAILED.rule], flat(answer(FAILED.rule))
    for part in (
        *(rule.title, rule.rationale, rule.remediation, "can be waived"),
        *(f"{key} {control(key).title}" for key in rule.controls),
        *(f"{each} {requirement(each).text}" for each in rule.requirements),
        "in cdktf.out: 1 failed, 1 unknown, 1 waived, 1 passed",
        "failed by kms-key-rotation at pay-one: aws_kms_key.data, made by infra/blocks/security/keys.py:41",
        "by design (R37), approved by risk for security: external key",
    ):
        assert part in told


def test_a_rule_shows_its_shortest_examples_where_that_is_asked_for() -> None:
    told = answer(FAILED.rule, replace(KNOWN, examples=True))
    assert '"enable_key_rotation": true' in told
    assert "\n  fails" in told
    assert "enable_key_rotation" not in answer("s3-versioning", replace(KNOWN, examples=True))


def test_a_check_that_was_asked_says_how_it_stands_and_one_that_was_not_says_so() -> None:
    assert "1 failed" in answer(SCANNED.rule)
    rules_alone = replace(KNOWN, judged=Judged("x", replace(verdict(FAILED), engines=("rules",))))
    assert "checkov was not asked" in answer(SCANNED.rule, rules_alone)
    assert "nothing there" not in answer(SCANNED.rule, rules_alone)


def test_a_control_is_found_by_its_number_in_every_framework_that_has_it_with_its_rules() -> None:
    told = flat(answer("3.7.4"))
    assert told.startswith("pci-dss-4.0.1:3.7.4: ")
    assert f"kms-key-rotation: {RULES['kms-key-rotation'].title}" in told
    assert "1 failed" in told
    for framework in frameworks().values():
        for each in framework.controls.values():
            assert explained(each, NOTHING).startswith(f"{each.key}: {each.title}\n")


def test_a_requirement_says_where_it_shows_which_rules_judge_it_and_what_it_excuses() -> None:
    told = flat(answer("r37"))
    assert requirement("R37").text in told
    assert "it supports kms-key-rotation in pay" in told
    assert "kms-key-rotation: " in told
    for each in requirements().by_id.values():
        text = flat(explained(each, NOTHING))
        judged = any(each.id in rule.requirements for rule in RULES.values())
        assert judged or each.no_rule in text
        assert judged != ("rules none" in text)


@pytest.mark.parametrize(
    "name", ["aws_kms_key.data", "pay-one: aws_kms_key.data", "pay-one/aws_kms_key.data"]
)
def test_an_element_is_found_by_address_and_stack_with_every_verdict_on_it(name: str) -> None:
    told = flat(answer(name))
    assert told.startswith("pay-one: aws_kms_key.data aws_kms_key, pay, ephemeral")
    assert f"failed high kms-key-rotation: {FAILED.message} fix: {FAILED.remediation}" in told
    assert ("pay-two: aws_kms_key.data" in told) is (name == FAILED.address)


def test_an_element_says_which_lines_made_it_and_what_an_aspect_changed() -> None:
    element = Resource(
        *("aws_kms_key.data", "aws_kms_key", "data", {}, "pay-one"),
        context=EVERYTHING.configuration.elements[0].context,
        path="pay-one/data",
        chain=("infra/blocks/security/keys.py:41", "main.py:9"),
    )
    mutation = Mutation("kms", "pay-one", "pay-one/data", "enable_key_rotation", "null", "true")
    told = flat(explained(element, replace(KNOWN, mutations=(mutation,))))
    assert "made by infra/blocks/security/keys.py:41 main.py:9" in told
    assert "the aspect kms: enable_key_rotation: null -> true" in told


def test_places_beyond_the_first_ten_are_counted_and_all_are_named_where_asked() -> None:
    many = verdict(*(replace(FAILED, address=f"aws_kms_key.k{number:02}") for number in range(12)))
    known = Known(RULES, (), Judged("x", many))
    assert "and 2 more (--all names each)" in answer(FAILED.rule, known)
    assert answer(FAILED.rule, replace(known, every=True)).count("failed by") == 12


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("kms-key-rotatoin", "kms-key-rotation"),
        ("CKV_AWS_1444", "CKV_AWS_144"),
        ("pci-dss-4.0.1:3.5.9", "pci-dss-4.0.1:3.5.1"),
        ("aws_kms_key.dta", "aws_kms_key.data"),
    ],
)
def test_what_names_nothing_is_refused_with_what_it_could_mean(name: str, meant: str) -> None:
    with pytest.raises(UnknownSubjectError, match=rf"no .* '{name}'; did you mean .*{meant}"):
        subjects(name, RULES, EVERYTHING.configuration)


def test_every_check_and_rule_can_be_asked_for() -> None:
    assert subjects("ckv_aws_144", RULES, EVERYTHING.configuration) == (Check("CKV_AWS_144"),)
    for rule_id in RULES:
        assert explained(*subjects(rule_id, RULES, EVERYTHING.configuration), NOTHING).startswith(rule_id)


@pytest.mark.parametrize("status", [each for each in Status if each is not Status.NOT_APPLICABLE])
def test_a_finding_of_every_status_has_its_word_and_is_counted(status: Status) -> None:
    known = Known(RULES, (), Judged("x", verdict(replace(FAILED, status=status))))
    word = {"fail": "failed", "pass": "passed", "baseline": "in the baseline"}.get(status, status.value)
    assert f"in x: 1 {word}" in flat(answer(FAILED.rule, known))
    assert (f"{word} by {FAILED.rule} at pay-one" in flat(answer(FAILED.rule, known))) is (
        status is not Status.PASS
    )


def test_no_name_writes_lines_of_the_answer() -> None:
    hostile = replace(PASSED, address="aws_kms_key.data", stack="pay-one", rule="x\n  failed  high y")
    told = answer("aws_kms_key.data", Known(RULES, (), Judged("x", verdict(hostile))))
    assert "\n  failed  high y" not in told


def test_the_command_answers_0_and_2(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["explain", "R37"]) == 0
    assert "nothing was judged" in capsys.readouterr().out
    stack = tmp_path / "cdktf.out" / "stacks" / "pay-one"
    stack.mkdir(parents=True)
    (stack / "cdk.tf.json").write_text(json.dumps({"resource": {"aws_kms_key": {"data": {}}}}))
    assert main(["explain", "aws_kms_key.data"]) == 0
    assert "kms-key-rotation" in capsys.readouterr().out
    assert main(["explain", "nothing-like-it"]) == 2
    assert main(["explain", "R37", str(tmp_path / "none")]) == 2
    assert "none" in capsys.readouterr().err

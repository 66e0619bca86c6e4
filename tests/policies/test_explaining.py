"""An example that does not behave says which it is, what was expected, and what the rule saw of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from policies import expect
from policies.__main__ import main
from policies.configuration import Configuration
from policies.examples import resources
from policies.gate.explaining import explained
from policies.gate.proving import Behaviour, behaviours
from policies.model import Examples, Judgement, Rule, Status, Terraform, fail
from policies.registry import load
from policies.resource import Resource

ROTATION = load()["kms-key-rotation"]
ON = resources(aws_kms_key={"enable_key_rotation": True})
OFF = resources(aws_kms_key={"enable_key_rotation": False})


def rule_of(*passing: Terraform, **changed: object) -> Rule:
    """The rule about rotation with these examples, and what else is changed."""
    examples = Examples(passing, (OFF,), (Status.FAIL, OFF), (Status.FAIL, OFF))
    return replace(ROTATION, examples=examples, **changed)  # type: ignore[arg-type]


def told(rule: Rule) -> str:
    """What is told of its first example."""
    return explained(next(behaviours(rule)))


def test_each_example_of_a_sound_rule_behaves() -> None:
    assert all(behaviour.is_sound for behaviour in behaviours(ROTATION))


def test_an_example_that_should_pass_says_what_was_read_and_what_was_got() -> None:
    bad = resources(aws_kms_key={"enable_key_rotation": True, "rotation_period_in_days": 400})
    why = "rotation_period_in_days is 400; it must be 90 to 365"
    assert told(rule_of(bad)).splitlines() == [
        f"kms-key-rotation: example passing-1: expected pass, found fail: {why}",
        f"  aws_kms_key.example: fail: {why}",
        "    read customer_master_key_spec: not set",
        "    read key_usage: not set",
        "    read custom_key_store_id: not set",
        "    read enable_key_rotation: true",
        "    read rotation_period_in_days: 400",
    ]


def test_values_are_told_as_they_were_resolved() -> None:
    stack = {
        "locals": {"on": False},
        "resource": {
            "aws_kms_key": {"example": {"enable_key_rotation": "${local.on}", "key_usage": "${var.usage}"}}
        },
    }
    lines = told(rule_of(stack))
    assert "read enable_key_rotation: false" in lines
    assert 'read key_usage: "${var.usage}", which only the plan can tell' in lines


def test_other_resources_that_were_read_are_told_with_what_they_refer_to() -> None:
    rule = load()["s3-versioning"]
    stack = {
        "resource": {
            "aws_s3_bucket": {"example": {"bucket": "logs-zq7"}},
            "aws_s3_bucket_versioning": {
                "example": {
                    "bucket": "${aws_s3_bucket.example.id}",
                    "versioning_configuration": [{"status": "Suspended"}],
                }
            },
        }
    }
    examples = replace(rule.examples, passing=(stack,))
    lines = explained(next(behaviours(replace(rule, examples=examples))))
    assert (
        'read bucket of aws_s3_bucket_versioning.example: "${aws_s3_bucket.example.id}", '
        "which is aws_s3_bucket.example"
    ) in lines
    assert 'read versioning_configuration.status of aws_s3_bucket_versioning.example: "Suspended"' in lines


def test_arguments_of_blocks_are_told_by_their_place() -> None:
    def check(table: Resource, _configuration: Configuration) -> Iterator[Judgement]:
        yield from expect.each_block(
            table, "rule", "name", lambda block: expect.between(block, "days.least", 7)
        )

    stack = resources(aws_kms_key={"rule": [{"name": "a", "days": [{"least": 9}]}, {"name": "b"}]})
    lines = told(rule_of(stack, check=check))
    assert "read rule[0].days.least: 9" in lines
    assert "read rule[1].days.least: not set" in lines


def test_what_nothing_is_about_is_told() -> None:
    lines = told(rule_of(resources(aws_sqs_queue={"name": "inbox"})))
    assert "expected pass, found not_applicable" in lines
    assert "nothing named `example` is of a type that it judges (aws_kms_key):" in lines
    assert "there is aws_sqs_queue.example, provider.aws" in lines


def test_a_rule_that_reads_nothing_says_so() -> None:
    rule = rule_of(ON, check=lambda *_: [fail("no")])
    assert "aws_kms_key.example: fail: no\n    it read nothing of it" in told(rule)


def test_a_check_that_raises_is_told_with_what_it_read_until_then() -> None:
    def check(key: Resource, _configuration: Configuration) -> Iterator[Judgement]:
        yield fail(str(int(key.get("enable_key_rotation"))))
        raise ZeroDivisionError(key.values["description"])

    lines = told(rule_of(ON, check=check))
    assert (
        "passing-1: expected pass, the rule breaks: BrokenCheckError: rule kms-key-rotation broke at" in lines
    )
    assert "aws_kms_key.example: the check raised KeyError: 'description'" in lines
    assert "read enable_key_rotation: true" in lines


def test_what_goes_through_all_of_a_resource_is_told_so() -> None:
    rule = rule_of(ON, check=lambda key, _: [fail("x") for _ in key.strings()] or [fail("y")])
    assert "read *: all of it" in told(rule)


def test_an_example_that_is_no_stack_is_told() -> None:
    assert "the example is no stack: AttributeError" in told(rule_of(4))  # type: ignore[arg-type]


def test_long_values_are_cut() -> None:
    lines = told(rule_of(resources(aws_kms_key={"enable_key_rotation": "x" * 500})))
    assert max(len(line) for line in lines.splitlines() if "read" in line) < 200


def test_an_unknown_that_passes_is_told() -> None:
    behaviour = Behaviour(ROTATION, "unknown", ON, Status.UNKNOWN, Status.PASS, "")
    first, *_ = explained(behaviour).splitlines()
    assert first == "kms-key-rotation: example unknown: expected unknown, found pass"


def test_the_command_tells_each_example_of_a_rule(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["examples", "kms-key-rotation"]) == 0
    printed = capsys.readouterr().out.splitlines()
    assert "kms-key-rotation: failing-3: fail, as it should" in printed
    assert printed[-1] == f"{len(list(ROTATION.examples))} examples of 1 rule: none misbehaving"


def test_the_command_shows_what_was_seen_where_that_is_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["examples", "kms-key-rotation", "--saw"]) == 0
    assert "    read rotation_period_in_days: 366" in capsys.readouterr().out


def test_the_command_fails_where_one_misbehaves(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "acme").mkdir()
    (tmp_path / "acme" / "rotation.py").write_text(
        "from dataclasses import replace\nfrom policies.rules.kms.key_rotation import RULE as SOUND\n"
        "RULE = replace(SOUND, id='acme-rotation', check=lambda *_: ())\n"
    )
    assert main(["examples", "acme-rotation", "--rules-from", str(tmp_path)]) == 1
    printed = capsys.readouterr().out
    assert "acme-rotation: example failing-1: expected fail, found pass" in printed
    assert printed.splitlines()[-1].endswith("5 misbehaving")


@pytest.mark.parametrize(
    ("rule", "sentence"),
    [
        ("kms-key-rotatoin", "examples: there is no rule 'kms-key-rotatoin'; did you mean kms-key-rotation"),
        ("zzz", "examples: there is no rule 'zzz'\n"),
    ],
)
def test_a_rule_that_there_is_not_is_status_2(
    rule: str, sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["examples", rule]) == 2
    assert capsys.readouterr().err.startswith(sentence)

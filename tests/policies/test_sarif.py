"""SARIF: valid by the official schema, and what its readers rely on beyond that."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from policies.gate.evaluation import Terms, evaluate
from policies.gate.formats import sarif as sarif_format
from policies.gate.reading.build import Overrides, build
from policies.gate.verdict import Verdict, conclude, evaluate_rules
from policies.model import Finding, Severity
from tests.policies.verdicts import EVERYTHING, FAILED, METADATA, REVIEWED, RULES, SCANNED, TODAY, verdict

RULES_PAGE = Path(__file__).parents[2] / "docs" / "rules.md"
SCHEMA = json.loads((Path(__file__).parent / "schemas" / "sarif-schema-2.1.0.json").read_text("utf-8"))


def run_of(judged: Verdict) -> dict[str, Any]:
    """The one run of the log, which the official schema has accepted, formats of values included."""
    log = json.loads(sarif_format.render(judged))
    checker = jsonschema.Draft4Validator.FORMAT_CHECKER
    jsonschema.Draft4Validator(SCHEMA, format_checker=checker).validate(log)
    (run,) = log["runs"]
    return dict(run)


def result_of(finding: Finding) -> dict[str, Any]:
    (result,) = run_of(verdict(finding))["results"]
    return dict(result)


def test_the_log_names_the_schema_that_it_is_validated_by() -> None:
    assert SCHEMA["id"] == sarif_format.SCHEMA


def test_every_status_but_a_pass_is_told_with_its_kind_and_level() -> None:
    assert [
        (result["ruleId"], result["kind"], result["level"], len(result["suppressions"]))
        for result in run_of(EVERYTHING)["results"]
    ] == [
        ("kms-key-rotation", "fail", "error", 0),
        ("CKV_AWS_144", "fail", "warning", 0),
        ("kms-key-rotation", "open", "none", 0),
        ("kms-key-rotation", "fail", "error", 1),
    ]


def test_a_waiver_is_a_suppression_with_its_reason() -> None:
    assert run_of(EVERYTHING)["results"][3]["suppressions"] == [
        {"kind": "external", "status": "accepted", "justification": "external key (R37, security)"}
    ]


def test_every_result_refers_to_its_own_rule() -> None:
    run = run_of(EVERYTHING)
    rules = run["tool"]["driver"]["rules"]
    assert [rules[result["ruleIndex"]]["id"] for result in run["results"]] == [
        result["ruleId"] for result in run["results"]
    ]


def test_a_rule_brings_its_help_its_controls_and_a_severity_that_github_reads() -> None:
    rules = {rule["id"]: rule for rule in run_of(EVERYTHING)["tool"]["driver"]["rules"]}
    rule = rules["kms-key-rotation"]
    assert FAILED.remediation in rule["help"]["text"]
    assert set(FAILED.controls) < set(rule["properties"]["tags"])
    assert rules["CKV_AWS_144"]["shortDescription"]["text"] == "Is replicated"
    bands = {
        rule["defaultConfiguration"]["level"]: float(rule["properties"]["security-severity"])
        for rule in rules.values()
        if rule["id"] != "CKV_AWS_144"
    }
    assert bands["error"] >= 7 > bands["warning"] >= 4 > bands["note"] > 0
    # GitHub takes twenty tags of a rule.
    assert max(len(rule["properties"]["tags"]) for rule in rules.values()) <= 20


def test_the_place_is_the_line_of_python_and_the_resource() -> None:
    (location,) = result_of(FAILED)["locations"]
    assert location["physicalLocation"] == {
        "artifactLocation": {"uri": "infra/blocks/security/keys.py", "uriBaseId": "%SRCROOT%"},
        "region": {"startLine": 41},
    }
    assert location["logicalLocations"][0]["fullyQualifiedName"] == "pay-one/aws_kms_key.data"


@pytest.mark.parametrize(
    "source", ["", "keys.py", "/etc/keys.py:4", "../keys.py:4", "keys.py:0", "c:/k.py:4"]
)
def test_without_a_line_of_the_project_the_place_is_the_stacks_file(source: str) -> None:
    (location,) = result_of(replace(FAILED, source=source))["locations"]
    assert location["physicalLocation"] == {
        "artifactLocation": {"uri": "stacks/pay-one/cdk.tf.json", "uriBaseId": "SYNTHESIZED"}
    }


def test_the_other_lines_of_the_chain_are_related_and_those_outside_the_project_are_not() -> None:
    chain = (FAILED.source, "/usr/lib/x.py:3", "infra/systems/pay/stacks.py:9", "main.py:4")
    metadata = replace(METADATA, chains={"pay-one/data": chain})
    stack = {"resource": {"aws_kms_key": {"data": {"//": {"metadata": {"path": "pay-one/data"}}}}}}
    configuration = build({"pay-one": stack}, metadata, Overrides())
    found = evaluate_rules(configuration)
    (finding,) = (each for each in found.findings if each.rule == FAILED.rule)
    assert finding.source == "infra/systems/pay/stacks.py:9", "the line of its system"
    judged = conclude(found, today=TODAY)
    (result,) = (each for each in run_of(judged)["results"] if each["ruleId"] == FAILED.rule)
    (place,) = result["locations"]
    assert place["physicalLocation"]["artifactLocation"]["uri"] == "infra/systems/pay/stacks.py"
    assert [
        (each["id"], each["physicalLocation"]["artifactLocation"]["uri"], each["physicalLocation"]["region"])
        for each in result["relatedLocations"]
    ] == [(1, "infra/blocks/security/keys.py", {"startLine": 41}), (2, "main.py", {"startLine": 4})]


def test_rules_and_checks_lead_to_where_they_are_documented_and_the_tool_has_a_version() -> None:
    guided = replace(SCANNED, remediation="See checkov's guide to CKV_AWS_144: https://docs.example/x-1")
    driver = run_of(verdict(FAILED, guided))["tool"]["driver"]
    assert re.fullmatch(r"\d+\.\d+\.\d+", driver["semanticVersion"])
    rules = {rule["id"]: rule for rule in driver["rules"]}
    assert rules["CKV_AWS_144"]["helpUri"] == "https://docs.example/x-1"
    headings = set(re.findall(r"^#+ (.+)$", RULES_PAGE.read_text("utf-8"), re.MULTILINE))
    for rule in RULES:
        page, _, heading = rules[rule]["helpUri"].partition("#")
        assert page.endswith("/docs/rules.md")
        assert heading in headings


def test_fingerprints_stay_when_lines_words_and_severity_change_and_tell_resources_apart() -> None:
    first = result_of(FAILED)
    moved = result_of(replace(FAILED, source="infra/other.py:9", message="else", severity=Severity.LOW))
    other = result_of(replace(FAILED, address="aws_kms_key.other"))
    for kind in ("fingerprints", "partialFingerprints"):
        assert first[kind] == moved[kind], "the same resource"
        assert first[kind] != other[kind], "another resource of the same line"


def test_what_kept_it_from_judging_is_a_notification_and_no_success() -> None:
    (invocation,) = run_of(EVERYTHING)["invocations"]
    assert (invocation["executionSuccessful"], invocation["exitCode"]) == (False, 2)
    assert [
        (said["level"], said["message"]["text"]) for said in invocation["toolExecutionNotifications"]
    ] == [("error", "a stack is missing"), ("note", "n")]


def test_a_text_makes_no_link_and_no_placeholder() -> None:
    text = result_of(replace(FAILED, message="[click](https://evil.example) {0} ${aws_kms_key.x}"))[
        "message"
    ]["text"]
    assert "[click] (https" in text
    assert "{{0}} ${{aws_kms_key.x}}" in text


@pytest.mark.synth
def test_the_log_of_the_synthesized_stacks_is_valid(synthesized: Path) -> None:
    judged = evaluate(synthesized, Terms(REVIEWED)).verdict
    assert run_of(judged)["invocations"][0]["executionSuccessful"]

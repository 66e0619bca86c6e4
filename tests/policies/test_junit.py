"""JUnit XML: only what Jenkins' schema allows, and no status told as another."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from junitparser import Failure, JUnitXml

from policies.gate.formats import junit as junit_format
from policies.gate.verdict import Verdict
from tests.policies.verdicts import EVERYTHING, FAILED, PASSED, verdict


def parsed(text: str) -> ET.Element:
    return ET.fromstring(text)  # noqa: S314 - our own text, and the schema


XS = "{http://www.w3.org/2001/XMLSchema}"
SCHEMA = parsed((Path(__file__).parent / "schemas" / "junit-10.xsd").read_text("utf-8"))
ELEMENTS = {element.get("name"): element for element in SCHEMA.findall(f"{XS}element")}
BEYOND = {"testcase": {"file", "line"}}
"""What GitLab, CircleCI and Buildkite read beyond Jenkins' schema."""


def breaches(element: ET.Element) -> list[str]:
    """What the schema does not allow: elements, attributes, sub-elements, or something missing.

    It reads the parts of XML Schema that this schema uses for them; the order inside is free there.
    """
    declared = ELEMENTS.get(element.tag)
    if declared is None:
        return [f"<{element.tag}> is not declared"]
    attributes = {each.get("name"): each for each in declared.iter(f"{XS}attribute")}
    children = {each.get("ref") for each in declared.iter(f"{XS}element")}
    allowed = attributes.keys() | BEYOND.get(element.tag, set())
    found = [f"{element.tag} {name}=" for name in element.attrib if name not in allowed]
    found += [
        f"{element.tag} lacks {name}"
        for name, each in attributes.items()
        if each.get("use") == "required" and name not in element.attrib
    ]
    for child in element:
        found += breaches(child) if child.tag in children else [f"<{child.tag}> in <{element.tag}>"]
    return found


def suites_of(judged: Verdict) -> dict[str, ET.Element]:
    root = parsed(junit_format.render(judged))
    assert breaches(root) == []
    return {str(suite.get("name")): suite for suite in root}


def test_a_case_leads_to_its_line_and_a_second_parser_reads_the_same() -> None:
    read = JUnitXml.fromstring(junit_format.render(EVERYTHING).encode())
    assert (read.tests, read.failures, read.errors) == (6, 2, 1)
    cases = {(suite.name, case.classname, case.name): case for suite in read for case in suite}
    failed = cases["pay-one", "pay-one.kms-key-rotation", FAILED.address]
    assert [(type(result), result.message) for result in failed.result] == [
        (Failure, "enable_key_rotation is false")
    ]
    assert (failed._elem.get("file"), failed._elem.get("line")) == (
        "infra/blocks/security/keys.py",
        "41",
    )
    assert cases["pay-one", "pay-one.kms-key-rotation", "aws_kms_key.other"]._elem.get("file") is None


@pytest.mark.parametrize(
    "bad",
    [
        "<testsuites><suite/></testsuites>",
        "<testsuites><testcase name='x'/></testsuites>",
        "<testsuites><testsuite name='x' tests='0' failures='0'/></testsuites>",
        "<testsuites skipped='1'/>",
    ],
)
def test_the_reading_of_the_schema_refuses_what_it_does_not_allow(bad: str) -> None:
    assert breaches(parsed(bad))


def test_each_status_is_told_as_what_it_is() -> None:
    suites = suites_of(EVERYTHING)
    told = {
        (name, case.get("classname"), case.get("name")): [(child.tag, child.get("message")) for child in case]
        for name, suite in suites.items()
        for case in suite
    }
    assert told == {
        ("pay-one", "pay-one.CKV_AWS_144", "aws_kms_key.data"): [("failure", "Is replicated")],
        ("pay-one", "pay-one.kms-key-rotation", "aws_kms_key.data"): [("failure", FAILED.message)],
        ("pay-one", "pay-one.kms-key-rotation", "aws_kms_key.other"): [
            ("skipped", "waived: external key (R37, security)")
        ],
        ("pay-two", "pay-two.kms-key-rotation", "aws_kms_key.data"): [],
        ("pay-two", "pay-two.kms-key-rotation", "aws_kms_key.other"): [
            ("skipped", f"unknown until the plan: {FAILED.message}")
        ],
        ("gate", "gate", "problem 1"): [("error", "a stack is missing")],
    }


def test_the_numbers_are_those_of_the_cases() -> None:
    root = parsed(junit_format.render(EVERYTHING))
    assert [root.get(name) for name in ("tests", "failures", "errors")] == ["6", "2", "1"]
    assert {suite.get("name"): suite.get("skipped") for suite in root} == {
        "pay-one": "1",
        "pay-two": "1",
        "gate": "0",
    }


def test_a_failure_brings_the_remedy_and_the_line() -> None:
    (failure,) = suites_of(verdict(FAILED))["pay-one"].iter("failure")
    assert failure.text == (
        f"fix: {FAILED.remediation}\nat: pay-one/data\nmade by: infra/blocks/security/keys.py:41"
    )


def test_where_everything_could_be_judged_a_case_says_so() -> None:
    (case,) = suites_of(verdict(PASSED))["gate"]
    assert (case.get("name"), list(case)) == ("everything could be judged", [])

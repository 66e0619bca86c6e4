"""OSCAL: compliance-trestle takes the documents, and they say what the report says."""

from __future__ import annotations

import json
from argparse import Namespace
from collections.abc import Iterator, Mapping
from dataclasses import asdict, replace
from functools import cache
from typing import Any

import jsonschema
import pydantic
import pytest
from trestle.common.const import VAL_MODE_ALL
from trestle.core.control_interface import ControlInterface
from trestle.core.validator_factory import validator_factory
from trestle.oscal import OSCAL_VERSION
from trestle.oscal.assessment_results import Model as AssessmentResults
from trestle.oscal.component import Model as ComponentDefinition
from trestle.oscal.poam import Model as PlanOfAction

from policies.report.build import build_report
from policies.report.forms.oscal.basis import VERSION, control_id, markup
from policies.report.forms.oscal.documents import render
from policies.report.model import Made, Report
from policies.report.sealing import content_digest
from tests.policies.test_report import CONTROL, DATED, MIXED, ODD, judged, keys, reported, rule
from tests.policies.test_report_forms import HOSTILE, hostile

pytestmark = pytest.mark.fuzz

MODELS: Mapping[str, type[pydantic.BaseModel]] = {
    "component-definition": ComponentDefinition,
    "assessment-results": AssessmentResults,
    "plan-of-action-and-milestones": PlanOfAction,
}


@cache
def schema(name: str) -> jsonschema.Draft202012Validator:
    """The JSON schema of a document, from the models that the locked compliance-trestle ships."""
    return jsonschema.Draft202012Validator(MODELS[name].model_json_schema())


def documents(report: Report) -> dict[str, Any]:
    """Each document's content by the name of its model."""
    files = render(report, content_digest(asdict(report)))
    found: dict[str, Any] = {}
    for file, data in files.items():
        (name, content) = next(iter(json.loads(data).items()))
        assert file == f"oscal-{name}.json"
        found[name] = content
    return found


def check(name: str, content: Any) -> None:
    """Raises what compliance-trestle, or the schema of its models, has against a document."""
    whole = {name: content}
    schema(name).validate(whole)
    model = MODELS[name].model_validate(whole)
    document = getattr(model, name.replace("-", "_"))
    assert validator_factory.get(Namespace(mode=VAL_MODE_ALL)).model_is_valid(document, quiet=True), name
    identifiers = list(_values(content, "uuid"))
    assert len(identifiers) == len(set(identifiers)), name
    known = set(identifiers)
    for key in ("subject-uuid", "observation-uuid", "risk-uuid", "component-uuid", "actor-uuid"):
        assert set(_values(content, key)) <= known, key


def _values(value: Any, key: str) -> Iterator[str]:
    """Every value of a key, however deep."""
    if isinstance(value, dict):
        for name, each in value.items():
            if name == key:
                yield each
            yield from _values(each, key)
    elif isinstance(value, list):
        for each in value:
            yield from _values(each, key)


def props(element: Mapping[str, Any], name: str) -> list[str]:
    return [each["value"] for each in element.get("props", ()) if each["name"] == name]


@pytest.fixture(scope="module", params=ODD, ids=list(ODD))
def odd(request: pytest.FixtureRequest) -> Report:
    """The report of an odd verdict."""
    return build_report(judged(**ODD[request.param]))


def test_trestle_takes_every_document(odd: Report) -> None:
    found = documents(odd)
    assert {"component-definition", "assessment-results"} <= set(found)
    for name, content in found.items():
        check(name, content)


@pytest.mark.parametrize("text", HOSTILE)
def test_trestle_takes_hostile_texts_and_they_are_no_markup(text: str) -> None:
    for name, content in documents(hostile(text)).items():
        check(name, content)
        for key in ("title", "description", "statement"):
            for value in _values(content, key):
                assert "\n" not in value
                assert not value.replace("\\<", "").count("<"), value


def test_version_is_that_of_the_locked_trestle() -> None:
    assert VERSION == OSCAL_VERSION


@pytest.mark.parametrize(
    ("where", "value"),
    [
        (("uuid",), "no uuid"),
        (("metadata", "last-modified"), "yesterday"),
        (("metadata", "title"), "two\nlines"),
        (("surprise",), "a key that OSCAL has not"),
    ],
)
@pytest.mark.parametrize("name", MODELS)
def test_a_broken_document_is_refused(name: str, where: tuple[str, ...], value: str) -> None:
    content = documents(reported(**MIXED))[name]
    check(name, content)
    place = content
    for key in where[:-1]:
        place = place[key]
    place[where[-1]] = value
    with pytest.raises((pydantic.ValidationError, jsonschema.ValidationError)):
        check(name, content)


def test_a_system_has_the_controls_that_its_rules_show() -> None:
    found = documents(reported(**MIXED))["component-definition"]
    system, *engines = found["components"]
    assert (system["title"], [each["type"] for each in engines]) == ("payments", ["validation", "validation"])
    pci = next(
        each
        for each in system["control-implementations"]
        if "pci-dss-4.0.1" in {one["control-id"].split("_")[0] for one in each["implemented-requirements"]}
    )
    requirement = next(
        each for each in pci["implemented-requirements"] if each["control-id"] == "pci-dss-4.0.1_3.7.4"
    )
    assert props(requirement, "Rule_Id") == ["kms-good"]
    assert props(requirement, "implementation-status") == ["planned"]
    assert props(requirement, "standing") == ["failing"]


def test_trestle_reads_the_rules_of_a_component() -> None:
    report = reported(**MIXED)
    model = ComponentDefinition.model_validate(
        {"component-definition": documents(report)["component-definition"]}
    )
    rules, _ = ControlInterface.get_rules_dict_from_item(model.component_definition.components[0])
    assert rules == {
        f"{each.engine}:{each.id}": {"name": each.id, "description": each.title} for each in report.rules
    }


def test_results_are_a_finding_a_control_and_an_observation_a_rule() -> None:
    report = reported(**MIXED)
    (result,) = documents(report)["assessment-results"]["results"]
    assert len(result["findings"]) == sum(len(each.controls) for each in report.frameworks)
    observed = {
        (props(each, "Rule_Id")[0], props(each, "status")[0]): len(each["subjects"])
        for each in result["observations"]
    }
    assert observed == {
        ("kms-good", "failed"): 1,
        ("kms-good", "unknown"): 1,
        ("kms-good", "waived"): 1,
        ("kms-good", "passed"): 2,
        ("CKV_AWS_7", "failed"): 2,
        ("CKV_AWS_7", "passed"): 1,
    }
    found = next(each for each in result["findings"] if each["target"]["target-id"] == "pci-dss-4.0.1_3.7.4")
    assert found["target"]["status"] == {"state": "not-satisfied", "reason": "fail"}
    assert len(found["related-observations"]) == 4
    failed = next(each for each in result["observations"] if props(each, "status") == ["failed"])
    assert failed["relevant-evidence"][0]["description"] == "good is False"
    subject = failed["subjects"][0]["subject-uuid"]
    items = result["local-definitions"]["inventory-items"]
    assert props(next(each for each in items if each["uuid"] == subject), "address") == ["aws_kms_key.bad"]
    reviewed = {
        each["control-id"]
        for selection in result["reviewed-controls"]["control-selections"]
        for each in selection["include-controls"]
    }
    assert reviewed == {each["target"]["target-id"] for each in result["findings"]}


def test_only_what_passes_whole_is_satisfied(odd: Report) -> None:
    (result,) = documents(odd)["assessment-results"]["results"]
    satisfied = {
        each["target"]["target-id"]
        for each in result["findings"]
        if each["target"]["status"]["state"] == "satisfied"
    }
    assert satisfied == {
        control_id(framework.id, each.id)
        for framework in odd.frameworks
        for each in framework.controls
        if each.standing == "passing" and not each.missing and each.evidence == "configuration"
    }


def test_the_plan_says_who_accepts_what_until_when_and_what_makes_it_go_away() -> None:
    general = rule("kms-general", check=lambda *_: ())
    report = reported({"one": keys(bad=False, waived=False)}, rule(), general, waivers=(DATED,))
    plan = documents(report)["plan-of-action-and-milestones"]
    failing, waived = plan["poam-items"]
    assert failing["title"] == "kms-good fails: Keys are good"
    assert waived["title"] == "kms-good is waived: Keys are good"
    assert waived["description"] == "It is replaced."
    assert {name: props(waived, name) for name in ("owner", "approver", "last-day", "ticket")} == {
        "owner": ["security"],
        "approver": ["risk"],
        "last-day": ["2026-12-01"],
        "ticket": ["PAY-12"],
    }
    assert props(waived, "resource") == ["one/aws_kms_key.waived"]
    assert props(failing, "resource") == ["one/aws_kms_key.bad"]
    assert failing["remarks"] == "What makes it go away: Set good=True."
    open_, accepted = plan["risks"]
    assert (open_["status"], accepted["status"]) == ("open", "deviation-approved")
    assert accepted["deadline"] == "2026-12-01T23:59:59Z"
    assert accepted["mitigating-factors"][0]["description"] == (
        "The rule kms-general passes in the same stacks."
    )
    assert accepted["remediations"][0]["description"] == "Set good=True."
    assert accepted["characterizations"][0]["facets"][0]["value"] == "high"


def test_nothing_open_is_no_plan() -> None:
    assert "plan-of-action-and-milestones" not in documents(reported({"one": keys(well=True)}))


def test_no_control_is_no_results() -> None:
    report = replace(reported({"one": keys(well=True)}), frameworks=())
    assert set(documents(report)) == {"component-definition"}


def test_what_lasts_is_known_again_in_the_next_report() -> None:
    first = documents(reported(**MIXED))["plan-of-action-and-milestones"]
    other = {**MIXED, "stacks": {**MIXED["stacks"], "three": keys(well=True)}}
    second = documents(reported(**other))["plan-of-action-and-milestones"]
    assert first["uuid"] != second["uuid"]
    for section in ("poam-items", "risks"):
        assert [each["uuid"] for each in first[section]] == [each["uuid"] for each in second[section]]


def test_time_is_that_of_the_report_and_no_clock() -> None:
    timed = build_report(judged(**MIXED), "c0ffee", Made("2026-11-22T08:30:00Z", "--time"))
    untimed = build_report(judged(**MIXED), "c0ffee")
    for name, content in documents(timed).items():
        assert content["metadata"]["last-modified"] == "2026-11-22T08:30:00Z", name
        assert "remarks" not in content["metadata"]
    for name, content in documents(untimed).items():
        assert content["metadata"]["last-modified"] == "2026-11-22T00:00:00Z", name
        assert content["metadata"]["remarks"].startswith("No time was given")


def test_controls_have_the_ids_of_their_catalogue() -> None:
    assert control_id("nist-800-53-r5", "AC-2(4)") == "ac-2.4"
    assert control_id("pci-dss-4.0.1", CONTROL.split(":")[1]) == "pci-dss-4.0.1_3.7.4"


def test_texts_are_no_markup() -> None:
    assert markup("*a* <b> [c](d) {{ e }}") == r"\*a\* \<b\> \[c\](d) \{\{ e \}\}"
    assert markup(" \n") == "?"

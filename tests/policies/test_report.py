"""The compliance report: what it counts, what it never calls a pass, and that it is well-formed JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from policies.configuration import Configuration
from policies.frameworks import frameworks
from policies.gate.engines.scan import Scan
from policies.gate.evaluation import Evaluation
from policies.gate.reading.build import Overrides
from policies.gate.reading.folder import Reading
from policies.gate.reading.metadata import Metadata, Mutation, StackMetadata
from policies.gate.verdict import conclude, evaluate_rules
from policies.gate.waivers.waiver import Waiver, WaiverScope
from policies.model import (
    NOT_APPLICABLE,
    Examples,
    Finding,
    Judgement,
    Rule,
    Severity,
    Status,
    Terraform,
    declared,
    fail,
    unknown,
)
from policies.registry import LoadError, Registry
from policies.report import build as report_build
from policies.report import json_format
from policies.report.build import build_report, write_report
from policies.report.controls import unjudged_requirements
from policies.report.model import Counts, Report, Standing, WaiverEntry
from policies.requirements import requirement, requirements
from policies.resource import Resource
from policies.values import is_known

SCHEMA = json.loads((Path(report_build.__file__).parent / "compliance.schema.json").read_text("utf-8"))
NO_EXAMPLES = Examples((), (), (Status.FAIL, {}), (Status.UNKNOWN, {}))
TODAY = date(2026, 11, 22)
WAIVER = Waiver(
    "kms-good",
    WaiverScope("payments", ("aws_kms_key.waived",), stacks=("one",)),
    "It is replaced.",
    "security",
    "risk",
    TODAY - timedelta(days=90),
    row="R37",
    reviewed=TODAY - timedelta(days=9),
)
DATED = replace(
    WAIVER,
    scope=WaiverScope("payments", ("aws_kms_key.waived",), regions=("xx-test-1",)),
    row="",
    ticket="PAY-12",
    reviewed=None,
    expires=TODAY + timedelta(days=9),
    compensating="kms-general",
)
CONTROL = "pci-dss-4.0.1:3.7.4"


def is_good(resource: Resource, _configuration: Configuration) -> Iterator[Judgement]:
    """Passes where `good` is true, says nothing where it is null, and may be declared."""
    value = resource.values.get("good")
    if value is None:
        yield NOT_APPLICABLE
    elif value == "declared":
        yield declared("good is declared; the settings override xx-test-1.good")
    elif not is_known(value):
        yield unknown(f"good is {value}")
    elif value is not True:
        yield fail(f"good is {value}")


def rule(slug: str = "kms-good", **changes: Any) -> Rule:
    made = Rule(
        id=slug,
        title="Keys are good",
        severity=Severity.HIGH,
        types=("aws_kms_key",),
        check=is_good,
        rationale="Bad keys open doors.",
        remediation="Set good=True.",
        controls=(CONTROL,),
        requirements=("R37",),
        examples=NO_EXAMPLES,
    )
    return replace(made, **changes)


def keys(**good: object) -> dict[str, Any]:
    """A stack of one key for each name."""
    return {
        "provider": {"aws": [{"region": "xx-test-1"}]},
        "resource": {
            "aws_kms_key": {
                name: {"good": value, "//": {"metadata": {"path": f"one/{name}"}}}
                for name, value in good.items()
            }
        },
    }


def judged(
    stacks: Mapping[str, Terraform],
    *rules: Rule,
    waivers: tuple[Waiver, ...] = (),
    scanned: tuple[Finding, ...] = (),
    problems: tuple[str, ...] = (),
    engines: tuple[str, ...] = ("rules",),
    mutations: tuple[Mutation, ...] = (),
    errors: tuple[LoadError, ...] = (),
) -> Evaluation:
    metadata = Metadata(
        stacks={name: StackMetadata("payments", "zq7", "ephemeral") for name in stacks},
        chains={"one/bad": ("infra/keys.py:12",)},
        mutations=mutations,
    )
    reading = Reading(stacks, metadata, Overrides(), (), ())
    answer = evaluate_rules(reading.configuration, engines, Registry(rules or (rule(),), errors))
    verdict = conclude(answer, scanned, today=TODAY, waivers=waivers, problems=problems)
    return Evaluation(reading, verdict, Scan((), (), "3.3.30" if "checkov" in engines else ""))


def reported(stacks: Mapping[str, Terraform], *rules: Rule, **options: Any) -> Report:
    return build_report(judged(stacks, *rules, **options), "c0ffee")


def control(report: Report, key: str = CONTROL) -> Standing:
    return next(
        each.standing for framework in report.frameworks for each in framework.controls if each.key == key
    )


def checkov(status: Status = Status.FAIL, address: str = "aws_kms_key.bad", **changes: Any) -> Finding:
    found = Finding(
        "CKV_AWS_7", address, "one", "xx-test-1", Severity.MEDIUM, status, "Keys rotate", "See the guide."
    )
    return replace(found, engine="checkov", **changes)


EVERYTHING = {"one": keys(bad=False, waived=False, open="${var.x}", well=True), "two": keys(well=True)}

MIXED: dict[str, Any] = {
    "stacks": EVERYTHING,
    "waivers": (WAIVER,),
    "engines": ("rules", "checkov"),
    "scanned": (checkov(), checkov(Status.PASS, "aws_kms_key.well"), checkov(address="terraform")),
    "mutations": (
        Mutation("rotation", "one", "one/bad", "enable_key_rotation", "null", "true"),
        Mutation("tags", "one", "one/gone", "tags", '{"App": "a"}', '{"App": "a", "Owner": "o"}'),
    ),
}

ODD: dict[str, dict[str, Any]] = {
    "mixed": MIXED,
    "no stack": {"stacks": {}, "problems": ("nothing was read",)},
    "empty stack": {"stacks": {"one": {}}},
    "nothing fails": {"stacks": {"one": keys(well=True)}},
    "a declared difference": {"stacks": {"one": keys(well=True, otherwise="declared")}},
    "no resource to judge": {"stacks": {"one": {"resource": {"aws_sns_topic": {"a": {}}}}}},
    "checkov alone": {"stacks": EVERYTHING, "engines": ("checkov",), "scanned": (checkov(),)},
    "finding in no stack": {"stacks": {}, "scanned": (checkov(stack="nowhere"),)},
    "a rule did not load": {"stacks": EVERYTHING, "errors": (LoadError("rules/x.py", "it is broken"),)},
    "lone surrogate": {"stacks": {"one": keys(**{"a\ud800": False})}},
}


@pytest.fixture(scope="module", params=ODD, ids=list(ODD))
def odd(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Any]:
    """The JSON of a report on an odd verdict."""
    _, path = write_report(tmp_path_factory.mktemp("report"), judged(**ODD[request.param]))
    content: Mapping[str, Any] = json.loads(path.read_bytes())
    return content


def test_json_follows_its_schema(odd: Mapping[str, Any]) -> None:
    jsonschema.Draft202012Validator(SCHEMA).validate(odd)


def test_every_key_of_the_schema_is_documented() -> None:
    undocumented = [
        f"{where}.{key}"
        for where, part in [("", SCHEMA), *SCHEMA["$defs"].items()]
        for key, value in part.get("properties", {}).items()
        if "description" not in value and "$ref" not in value
    ]
    assert undocumented == []


@pytest.mark.parametrize("breakdown", ["by_engine", "by_severity", "by_stack", "by_region", "by_system"])
def test_breakdown_adds_up(odd: Mapping[str, Any], breakdown: str) -> None:
    summary = odd["summary"]
    for verdict, number in summary["counts"].items():
        assert sum(each["counts"][verdict] for each in summary[breakdown]) == number, verdict


def test_every_finding_is_at_one_rule_and_one_resource(odd: Mapping[str, Any]) -> None:
    known = {each["id"] for each in odd["resources"]}
    named = [
        resource
        for each in odd["rules"]
        for resource in [*each["passed"], *(result["resource"] for result in each["results"])]
    ]
    assert set(named) <= known
    assert len(named) == sum(odd["summary"]["counts"].values())


def test_coverage_denominators_add_up(odd: Mapping[str, Any]) -> None:
    for framework in odd["frameworks"]:
        coverage = framework["coverage"]
        assert coverage["controls"] == coverage["configuration"] + coverage["process"]
        assert coverage["configuration"] == coverage["covered"] + coverage["uncovered"]
        assert coverage["covered"] == sum(coverage["standings"].values())
        assert len(framework["uncovered"]) == coverage["uncovered"]
        assert len(framework["controls"]) == coverage["covered"] + coverage["process_supported"]


def test_denominator_is_every_control_that_configuration_can_evidence() -> None:
    report = reported({"one": keys(well=True)})
    found = {each.id: (each.coverage.controls, each.coverage.configuration) for each in report.frameworks}
    assert found == {
        each.id: (
            len(each.controls),
            sum(control.evidence == "configuration" for control in each.controls.values()),
        )
        for each in frameworks().values()
    }


def test_process_control_is_supported_and_not_covered() -> None:
    process = "pci-dss-4.0.1:1.1.1"
    report = reported({"one": keys(well=True)}, rule(controls=(CONTROL, process)))
    coverage = next(each.coverage for each in report.frameworks if each.id == "pci-dss-4.0.1")
    assert (coverage.covered, coverage.process_supported) == (1, 1)


@pytest.mark.parametrize(
    ("good", "standing"),
    [
        ({"a": False, "b": True, "c": "${var.x}"}, Standing.FAILING),
        ({"b": True, "c": "${var.x}"}, Standing.UNKNOWN),
        ({"waived": False, "b": True}, Standing.WAIVED),
        ({"waived": False, "c": "${var.x}"}, Standing.UNKNOWN),
        ({"b": True}, Standing.PASSING),
        ({"b": None}, Standing.NO_RESOURCE),
        ({}, Standing.NO_RESOURCE),
    ],
)
def test_control_stands_as_its_worst_finding(good: dict[str, object], standing: Standing) -> None:
    report = reported({"one": keys(**good)}, waivers=(WAIVER,) if "waived" in good else ())
    assert control(report) is standing
    assert [row.standing for row in report.rows] == [standing]


def test_each_requirement_of_what_was_judged_is_told_once_with_its_sentence() -> None:
    told = reported({"one": keys(well=True)}, rule(requirements=("R37", "R62", "C16")))
    assert [(row.row, row.applies, row.rules) for row in told.rows] == [
        ("R37", True, ("kms-good",)),
        ("R62", False, ("kms-good",)),
        ("C16", True, ("kms-good",)),
    ]
    assert told.rows[1].systems == ("global_payments",)
    every = [each for each in requirements().by_id.values() if not (each.systems or each.settles)]
    assert [row.row for row in told.unjudged_rows] == [each.id for each in every if each.id != "R37"]
    for row in (*told.rows, *told.unjudged_rows):
        assert row.text == requirement(row.row).text


def test_what_no_rule_sees_of_a_requirement_says_where_it_shows() -> None:
    told = reported({"one": keys(well=True)}, rule(requirements=("R37", "R39")))
    assert [row.besides for row in told.rows] == [(), ("tests",)]
    assert next(row.layers for row in told.unjudged_rows if row.row == "R57") == ("tests", "a deployment")


def test_a_system_is_asked_for_its_own_requirements() -> None:
    report = build_report(judged({"one": keys(well=True)}))
    alone = {row.row for row in report.unjudged_rows}
    named = unjudged_requirements(report.rules, {"global_payments"})
    assert {row.row for row in named} - alone == {
        each.id
        for each in requirements().by_id.values()
        if "global_payments" in each.systems and not each.settles
    }


def test_control_of_several_rules_stands_as_the_worst() -> None:
    rules = (rule("kms-a", types=("aws_sns_topic",)), rule("kms-b"), rule("kms-c", check=lambda *_: ()))
    assert control(reported({"one": keys(bad=False)}, *rules)) is Standing.FAILING


def test_control_of_a_mapped_checkov_check_counts_it() -> None:
    report = reported(
        {"one": keys(bad=True)},
        engines=("rules", "checkov"),
        scanned=(checkov(controls=("nist-800-53-r5:SC-12",)),),
    )
    assert control(report, "nist-800-53-r5:SC-12") is Standing.FAILING


def test_nothing_passes_in_an_error() -> None:
    report = reported({"one": keys(well=True)}, problems=("a file does not parse",))
    assert report.summary.verdict == "error"
    assert control(report) is Standing.NOT_JUDGED
    assert {each.standing for each in report.rules} == {Standing.NOT_JUDGED}


def test_failures_stay_failures_in_an_error() -> None:
    assert (
        control(reported({"one": keys(bad=False)}, problems=("a file does not parse",))) is Standing.FAILING
    )


def test_rules_that_did_not_run_prove_nothing() -> None:
    assert control(reported(EVERYTHING, engines=("checkov",))) is Standing.NOT_JUDGED


def test_waived_and_unknown_are_no_passes() -> None:
    report = reported(**MIXED)
    assert report.summary.counts == Counts(failed=3, unknown=1, waived=1, passed=3)
    ours = next(each for each in report.rules if each.id == "kms-good")
    assert ours.passed == ("one/aws_kms_key.well", "two/aws_kms_key.well")
    assert [(each.status, each.resource) for each in ours.results] == [
        ("failed", "one/aws_kms_key.bad"),
        ("unknown", "one/aws_kms_key.open"),
        ("waived", "one/aws_kms_key.waived"),
    ]


def test_waiver_tells_who_answers_for_what() -> None:
    (entry,) = reported(**MIXED).waivers
    assert entry == WaiverEntry(
        rule="kms-good",
        reason="It is replaced.",
        resources=("one/aws_kms_key.waived",),
        system="payments",
        stacks=("one",),
        addresses=("aws_kms_key.waived",),
        row="R37",
        owner="security",
        approver="risk",
        approved="2026-08-24",
        by_design=True,
        reviewed="2026-11-13",
    )


def test_waiver_that_soon_expires_is_told_at_the_waiver_and_in_the_summary() -> None:
    general = rule("kms-general", check=lambda *_: ())
    report = reported({"one": keys(waived=False)}, rule(), general, waivers=(DATED,))
    (entry,) = report.waivers
    assert (entry.ticket, entry.expires, entry.by_design) == ("PAY-12", "2026-12-01", False)
    assert entry.regions == ("xx-test-1",)
    assert entry.compensating == "kms-general"
    assert entry.warning == "it expires in 9 days, after 2026-12-01"
    (note,) = report.summary.notes
    assert entry.warning in note
    jsonschema.Draft202012Validator(SCHEMA).validate(json.loads(json_format.render(report)))


def test_waived_finding_of_no_known_waiver_is_shown_by_its_reason() -> None:
    evaluation = judged(**MIXED)
    unexplained = replace(evaluation, verdict=replace(evaluation.verdict, waivers=()))
    (entry,) = build_report(unexplained).waivers
    assert entry.reason == "It is replaced. (R37, security)"
    assert entry.resources == ("one/aws_kms_key.waived",)


def test_unknown_tells_what_is_missing() -> None:
    (entry,) = reported(**MIXED).unknowns
    assert (entry.missing, entry.resources) == ("good is ${var.x}", ("one/aws_kms_key.open",))


def test_declared_difference_is_told_apart_and_is_no_pass() -> None:
    report = reported(**ODD["a declared difference"])
    assert report.summary.counts == Counts(declared=1, passed=1)
    assert (report.summary.verdict, control(report)) == ("pass", Standing.DECLARED)
    (entry,) = report.declared
    assert entry.difference == "good is declared; the settings override xx-test-1.good"
    assert (entry.rule, entry.resources) == ("kms-good", ("one/aws_kms_key.otherwise",))
    assert report.unknowns == ()
    jsonschema.Draft202012Validator(SCHEMA).validate(json.loads(json_format.render(report)))


def test_declared_difference_is_not_judged_where_the_gate_could_not() -> None:
    report = reported(**ODD["a declared difference"], problems=("a file does not parse",))
    assert control(report) is Standing.NOT_JUDGED


def test_change_is_evidence_at_its_resource() -> None:
    report = reported(**MIXED)
    assert report.changes[0].resources == ("one/aws_kms_key.bad",)
    assert next(each.changes for each in report.resources if each.id == "one/aws_kms_key.bad") == (0,)


def test_change_without_a_resource_is_kept() -> None:
    assert reported(**MIXED).changes[1].resources == ()


def test_source_line_is_evidence_at_its_resource() -> None:
    sources = {each.id: each.source for each in reported(**MIXED).resources}
    assert sources["one/aws_kms_key.bad"] == "infra/keys.py:12"


def test_type_that_only_general_rules_judge_is_listed() -> None:
    general = rule("kms-general", types=("*",), check=lambda *_: ())
    stack = keys(well=True)
    stack["resource"]["aws_sns_topic"] = {"a": {}, "b": {}}
    report = reported(
        {"one": stack},
        rule(),
        general,
        engines=("rules", "checkov"),
        scanned=(checkov(address="aws_sns_topic.a"),),
    )
    assert [(each.type, each.resources, each.checkov) for each in report.unjudged_types] == [
        ("aws_sns_topic", 2, 1)
    ]


def test_values_of_resources_are_not_printed(tmp_path: Path) -> None:
    stack = keys(bad=False)
    stack["resource"]["aws_kms_key"]["bad"]["password"] = "hunter2"  # noqa: S105 - a made-up secret
    for path in write_report(tmp_path, judged({"one": stack})):
        assert "hunter2" not in path.read_text("utf-8"), path.name


def test_missing_versions_are_said() -> None:
    report = build_report(judged({"one": keys(well=True)}, engines=("rules",)))
    assert {each.name: each.note for each in report.versions if not each.version} == {
        "checkov": "it was not asked to judge"
    }

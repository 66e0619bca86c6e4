"""What an override declares is excused, and nothing else: of the same region, the same resource, the same
argument. The record of what overrides change is believed as far as the stacks say the same.
"""

from __future__ import annotations

import copy
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policies.configuration import Configuration
from policies.diff.posture import compare_posture
from policies.gate.evaluation import Terms, evaluate
from policies.gate.formats.output import FORMATS
from policies.gate.reading.build import NO_OVERRIDES, build
from policies.gate.reading.declared import ABSENT, Change, changes, read_change, undone
from policies.gate.reading.metadata import (
    METADATA_FILE,
    Metadata,
    MetadataError,
    StackMetadata,
    read_metadata,
    write_metadata,
)
from policies.gate.verdict import Verdict, conclude, evaluate_rules
from policies.model import Finding, Status
from policies.registry import Registry, load
from tests.policies.shown_stacks import declared as literal
from tests.policies.shown_stacks import plan_of
from tests.policies.verdicts import FAILED, TODAY, verdict

REGIONS = ("xx-test-1", "xx-test-2", "xx-test-3")
THIRD = "pay-xx-test-3"
OVERRIDES = ("xx-test-3.log_retention_days",)
RULES = ("parity-attributes", "parity-regions", "parity-verdicts", "logs-retention")
REGISTRY = Registry(tuple(load()[rule] for rule in RULES), ())
Stacks = dict[str, dict[str, Any]]
Edit = Callable[[dict[str, Any]], None]


def stack(region: str, days: int = 365) -> dict[str, Any]:
    return {
        "provider": {"aws": [{"region": region}]},
        "terraform": {"required_version": ">= 1"},
        "resource": {
            "aws_cloudwatch_log_group": {
                "calls": {"name": f"calls-{region}", "retention_in_days": days, "tags": {"App": "pay"}},
                "flows": {"name": f"flows-{region}", "retention_in_days": days},
            },
            "aws_sqs_queue": {
                "inbox": {
                    "delay_seconds": 1,
                    "policy": json.dumps({"Statement": [{"Effect": "Deny", "Action": "sqs:*"}]}),
                }
            },
        },
        "output": {"inbox": {"value": "${aws_sqs_queue.inbox.arn}"}},
    }


def stacks(days: int = 365) -> Stacks:
    """Three regions, of which the third keeps logs for so many days."""
    return {f"pay-{region}": stack(region, days if region == REGIONS[-1] else 365) for region in REGIONS}


def record(written: Stacks, plain: Stacks) -> dict[str, tuple[Change, ...]]:
    return {name: changes(copy.deepcopy(content), plain[name]) for name, content in written.items()}


def configuration(
    written: Stacks,
    declared: Mapping[str, tuple[Change, ...]],
    overrides: tuple[str, ...] = OVERRIDES,
    profile: str = "ephemeral",
) -> Configuration:
    belongs = StackMetadata("pay", "zq7", profile, overrides)
    metadata = Metadata(stacks=dict.fromkeys(written, belongs), declared=declared)
    return build(written, metadata, NO_OVERRIDES)


def judged(made: Configuration) -> Verdict:
    return conclude(evaluate_rules(made, registry=REGISTRY), today=TODAY)


def told(made: Configuration) -> list[tuple[str, str, str, str]]:
    """What does not pass, as (status, rule, stack, address)."""
    said = judged(made)
    assert said.problems == ()
    return [
        (found.status.value, found.rule, found.stack, found.address)
        for found in said.findings
        if found.status is not Status.PASS
    ]


def of_parity(made: Configuration, status: Status) -> list[Finding]:
    found = [each for each in judged(made).findings if each.status is status]
    return [each for each in found if each.rule.startswith("parity-")]


DECLARED = [
    ("declared", "parity-attributes", THIRD, "aws_cloudwatch_log_group.calls"),
    ("declared", "parity-attributes", THIRD, "aws_cloudwatch_log_group.flows"),
]


# ---- what is excused, and what is not ------------------------------------------------------------


@pytest.mark.parametrize("profile", ["ephemeral", "production", "throughput"])
def test_r7_what_an_override_changes_is_declared(profile: str) -> None:
    written = stacks(731)
    assert told(configuration(written, record(written, stacks()), profile=profile)) == DECLARED


def test_a_declared_difference_says_how_regions_differ_and_by_which_override() -> None:
    written = stacks(731)
    found = of_parity(configuration(written, record(written, stacks())), Status.DECLARED)[0]
    assert found.message == (
        "retention_in_days is 731, there 365: not as in pay-xx-test-1: aws_cloudwatch_log_group.calls; the "
        "settings override xx-test-3.log_retention_days"
    )


WEAKENINGS: Mapping[str, Edit] = {
    "another resource": lambda made: made["resource"]["aws_sqs_queue"]["inbox"].update(delay_seconds=900),
    "another argument": lambda made: made["resource"]["aws_cloudwatch_log_group"]["calls"].update(
        skip_destroy=True
    ),
    "a statement": lambda made: made["resource"]["aws_sqs_queue"]["inbox"].update(policy="{}"),
    "a resource that is gone": lambda made: made["resource"]["aws_sqs_queue"].clear(),
    "a resource that is added": lambda made: made["resource"]["aws_sqs_queue"].update(open={}),
    "a tag": lambda made: made["resource"]["aws_cloudwatch_log_group"]["calls"]["tags"].update(App="x"),
}


@pytest.mark.parametrize("weaken", WEAKENINGS.values(), ids=WEAKENINGS)
def test_a_harmless_override_excuses_no_other_difference_of_its_region(weaken: Edit) -> None:
    """The attack: with any override of the region, each of these was unknown, and the gate passed."""
    written, plain = stacks(731), stacks()
    for made in (written, plain):  # the code makes the weakening, with the override and without it
        weaken(made[THIRD])
    found = of_parity(configuration(written, record(written, plain)), Status.FAIL)
    assert {each.stack for each in found} == {THIRD}


@pytest.mark.parametrize("weaken", WEAKENINGS.values(), ids=WEAKENINGS)
def test_what_is_weakened_after_the_synthesis_is_not_in_its_record(weaken: Edit) -> None:
    written = stacks(731)
    declared = record(written, stacks())
    weaken(written[THIRD])
    found = of_parity(configuration(written, declared), Status.FAIL)
    assert {each.stack for each in found} == {THIRD}
    assert DECLARED[1] in told(configuration(written, declared)), "what was not touched stays declared"


def test_a_difference_beyond_the_override_at_the_very_same_argument_fails() -> None:
    written, plain = stacks(731), stacks()
    plain[THIRD]["resource"]["aws_cloudwatch_log_group"]["calls"]["retention_in_days"] = 1
    (found,) = of_parity(configuration(written, record(written, plain)), Status.FAIL)
    assert (found.stack, found.message.partition(":")[0]) == (THIRD, "retention_in_days is 1, there 365")


def test_an_override_of_another_region_excuses_nothing() -> None:
    written, plain = stacks(), stacks()
    for made, days in ((written, 731), (plain, 365)):
        made["pay-xx-test-1"]["resource"]["aws_cloudwatch_log_group"]["calls"]["retention_in_days"] = days
    judged_so = configuration(written, record(written, plain))
    assert {each.stack for each in of_parity(judged_so, Status.FAIL)} == {"pay-xx-test-1", "pay-xx-test-2"}
    assert of_parity(judged_so, Status.DECLARED) == []


def test_two_overrides_are_declared_each_with_its_own_region() -> None:
    written, plain = stacks(731), stacks()
    written["pay-xx-test-2"]["resource"]["aws_sqs_queue"]["inbox"]["delay_seconds"] = 5
    both = (*OVERRIDES, "xx-test-2.delay")
    made = configuration(written, record(written, plain), both)
    assert told(made) == [
        ("declared", "parity-attributes", "pay-xx-test-2", "aws_sqs_queue.inbox"),
        *DECLARED,
    ]
    first, second, _ = of_parity(made, Status.DECLARED)
    assert first.message.endswith("; the settings override xx-test-2.delay")
    assert second.message.endswith("; the settings override xx-test-3.log_retention_days")


def test_where_most_regions_override_the_one_that_does_not_differs() -> None:
    written = stacks(731)
    written["pay-xx-test-2"] = stack("xx-test-2", 731)
    both = (*OVERRIDES, "xx-test-2.log_retention_days")
    found = of_parity(configuration(written, record(written, stacks()), both), Status.DECLARED)
    assert {each.stack for each in found} == {"pay-xx-test-1"}
    assert found[0].message.endswith(
        "; the settings override xx-test-3.log_retention_days, xx-test-2.log_retention_days"
    )


@pytest.mark.parametrize("adds", [True, False])
def test_r7_a_resource_that_an_override_adds_or_takes_away_is_declared_once(adds: bool) -> None:
    written, plain = stacks(), stacks()
    (written if not adds else plain)[THIRD]["resource"]["aws_sqs_queue"].clear()
    (written if not adds else plain)[THIRD]["output"].clear()
    if adds:  # the others have none
        for made in (written, plain):
            for region in REGIONS[:2]:
                made[f"pay-{region}"]["resource"]["aws_sqs_queue"].clear()
                made[f"pay-{region}"]["output"].clear()
    found = told(configuration(written, record(written, plain)))
    assert found == [("declared", "parity-regions", THIRD, "terraform")]


def test_a_resource_that_an_override_adds_is_the_one_in_the_record() -> None:
    written, plain = stacks(), stacks()
    written[THIRD]["resource"]["aws_sqs_queue"]["more"] = {"delay_seconds": 1}
    declared = record(written, plain)
    written[THIRD]["resource"]["aws_sqs_queue"]["more"]["delay_seconds"] = 900
    assert told(configuration(written, declared)) == [("fail", "parity-regions", THIRD, "terraform")]


def test_a_resource_that_is_gone_is_not_put_back_by_a_change_within_it() -> None:
    written = stacks(731)
    declared = record(written, stacks())
    del written[THIRD]["resource"]["aws_cloudwatch_log_group"]["flows"]
    made = configuration(written, declared)
    assert told(made) == [("fail", "parity-regions", THIRD, "terraform"), DECLARED[0]]


# ---- verdicts ------------------------------------------------------------------------------------


def test_a_verdict_that_differs_only_by_an_override_is_declared() -> None:
    written = stacks(1)
    found = told(configuration(written, record(written, stacks())))
    assert [each for each in found if each[1] == "parity-verdicts"] == [
        ("declared", "parity-verdicts", THIRD, "aws_cloudwatch_log_group.calls"),
        ("declared", "parity-verdicts", THIRD, "aws_cloudwatch_log_group.flows"),
    ]


def test_a_verdict_that_differs_without_the_override_too_fails() -> None:
    written, plain = stacks(731), stacks()
    for made in (written, plain):
        made[THIRD]["resource"]["aws_cloudwatch_log_group"]["calls"]["retention_in_days"] = 1
    found = told(configuration(written, record(written, plain)))
    at = (THIRD, "aws_cloudwatch_log_group.calls")
    assert [each for each in found if each[2:] == at] == [
        ("fail", "logs-retention", *at),
        ("fail", "parity-attributes", *at),
        ("fail", "parity-verdicts", *at),
    ]


# ---- the record ----------------------------------------------------------------------------------


def test_overrides_without_a_record_excuse_nothing() -> None:
    found = of_parity(configuration(stacks(731), {}), Status.FAIL)
    assert {each.address for each in found} == {each[3] for each in DECLARED}


def test_a_record_without_overrides_excuses_nothing() -> None:
    written = stacks(731)
    made = configuration(written, record(written, stacks()), ())
    assert {each.address for each in of_parity(made, Status.FAIL)} == {each[3] for each in DECLARED}
    assert made.without_overrides is made


def test_a_record_of_other_values_excuses_nothing() -> None:
    declared = record(stacks(400), stacks())
    found = of_parity(configuration(stacks(731), declared), Status.FAIL)
    assert {each.address for each in found} == {each[3] for each in DECLARED}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A synthesis whose third region overrides how long logs are kept."""
    written = stacks(731)
    for name, content in written.items():
        place = tmp_path / "stacks" / name / "cdk.tf.json"
        place.parent.mkdir(parents=True)
        place.write_text(json.dumps(content))
    listed = {name: {"synthesizedStackPath": f"stacks/{name}/cdk.tf.json"} for name in written}
    (tmp_path / "manifest.json").write_text(json.dumps({"stacks": listed}))
    belongs = StackMetadata("pay", "zq7", "ephemeral", OVERRIDES)
    declared = record(written, stacks())
    write_metadata(tmp_path, Metadata(stacks=dict.fromkeys(written, belongs), declared=declared))
    return tmp_path


def rewritten(folder: Path, edit: Edit) -> None:
    file = folder / METADATA_FILE
    content = json.loads(file.read_text())
    edit(content)
    file.write_text(json.dumps(content))


def of_the_gate(folder: Path) -> Verdict:
    return evaluate(folder, Terms(TODAY, registry=REGISTRY, strict=True), waivers=None).verdict


def test_a_declared_difference_does_not_fail_where_the_gate_is_strict(folder: Path) -> None:
    said = of_the_gate(folder)
    assert (said.outcome, said.counts[Status.DECLARED], said.notes) == ("pass", 2, ())


@pytest.mark.parametrize("name", FORMATS)
def test_a_declared_difference_is_told_in_every_format(folder: Path, name: str) -> None:
    text = FORMATS[name](of_the_gate(folder))
    assert "declared" in text.lower()
    assert "unknown until" not in text


def test_a_missing_record_is_noted(folder: Path) -> None:
    rewritten(folder, lambda content: content.pop("declared"))
    said = of_the_gate(folder)
    assert said.outcome == "fail"
    assert (
        f"{folder}: estate.json names overrides of {THIRD} and not what they change, so they excuse no "
        "difference between regions. Synthesize again."
    ) in said.notes


def test_a_record_of_something_else_than_the_stack_says_is_noted(folder: Path) -> None:
    file = folder / "stacks" / THIRD / "cdk.tf.json"
    file.write_text(file.read_text().replace("731", "1", 1))
    said = of_the_gate(folder)
    assert said.outcome == "fail"
    (note,) = said.notes
    assert note == (
        f"{folder}: 1 change of {THIRD} that estate.json puts down to overrides, such as "
        "resource.aws_cloudwatch_log_group.calls.retention_in_days, is not what the stack says, and excuses "
        "no difference between regions. Synthesize again."
    )


def test_a_record_for_a_stack_without_overrides_is_noted(folder: Path) -> None:
    rewritten(folder, lambda content: content["stacks"][THIRD].update(overrides=[]))
    said = of_the_gate(folder)
    assert said.outcome == "fail"
    assert "says what overrides change in pay-xx-test-3, of which it names none" in said.notes[-1]


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"at": "resource", "with": 1}, "the place of a change is 'resource', not a list of keys"),
        ({"at": [], "with": 1}, "the place of a change is [], not a list of keys"),
        ({"at": ["resource", 1], "with": 1}, "the place of a change is ['resource', 1], not a list of keys"),
        ({"at": ["resource"]}, "the change at resource has not 'with' or 'without', and nothing else"),
        ({"at": ["resource", "a"], "with": 1}, "at resource.a is of no element that an override may change"),
        ({"at": ["provider", "aws"], "with": 1}, "provider.aws is of no element that an override may change"),
        (
            {"at": ["resource", "a", "b"], "without": 1},
            "without the change at resource.a.b no element would stand there, but 1",
        ),
        (
            {"at": ["resource"], "with": 1, "because": 2},
            "the change at resource has not 'with' or 'without', and nothing else",
        ),
        ({"with": 1}, "missing 1 required keyword-only argument: 'at'"),
        ("all", "argument after ** must be a mapping"),
    ],
)
def test_a_malformed_record_is_refused(folder: Path, change: object, sentence: str) -> None:
    rewritten(folder, lambda content: content["declared"].update({THIRD: [change]}))
    with pytest.raises(MetadataError) as refused:
        read_metadata(folder)
    assert sentence in str(refused.value)


def test_a_record_is_read_as_it_was_written(folder: Path) -> None:
    assert read_metadata(folder).declared == record(stacks(731), stacks())


def test_a_plan_does_not_tell_what_overrides_change() -> None:
    written = stacks(731)
    plans = {name: plan_of(literal(content)) for name, content in written.items()}
    made = configuration(plans, record(written, stacks()))
    assert {(status, rule) for status, rule, *_ in told(made)} == {
        ("unknown", "parity-attributes"),
        ("unknown", "parity-regions"),
        ("unknown", "parity-verdicts"),
    }
    (found, *_) = of_parity(made, Status.UNKNOWN)
    assert found.decided_by == "the synthesized stack"
    assert "a plan does not show the regions without what the settings override" in found.message


def test_what_becomes_declared_is_not_fixed_and_the_diff_tells_it() -> None:
    failing, declared = FAILED, replace(FAILED, status=Status.DECLARED, message="x; the settings override y")
    posture = compare_posture(verdict(failing), verdict(declared))
    assert (posture.fixed, posture.newly_declared) == ((), (declared,))
    assert (posture.base.declared, posture.head.declared) == (0, 1)
    back = compare_posture(verdict(declared), verdict(failing))
    assert (back.new, back.newly_declared) == ((failing,), ())


# ---- any change ----------------------------------------------------------------------------------

SCALARS = st.one_of(st.none(), st.booleans(), st.integers(0, 3), st.text("ab", max_size=2))
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text("ab", max_size=1), inner, max_size=2),
    max_leaves=6,
)
OBJECTS = st.dictionaries(st.text("ab", min_size=1, max_size=1), VALUES, max_size=2)
ELEMENTS = st.dictionaries(st.sampled_from(("one", "two")), OBJECTS, max_size=2)
CONTENTS = st.fixed_dictionaries(
    {},
    optional={
        "resource": st.dictionaries(st.sampled_from(("aws_sqs_queue", "aws_sns_topic")), ELEMENTS),
        "output": ELEMENTS,
        "locals": OBJECTS,
    },
)


def bare(content: Mapping[str, Any]) -> dict[str, Any]:
    """Without sections and types in which there is nothing."""
    kept = {
        section: {key: each for key, each in inner.items() if each or section != "resource"}
        for section, inner in content.items()
    }
    return {section: inner for section, inner in kept.items() if inner}


@given(CONTENTS, CONTENTS)
def test_what_is_noted_leads_from_what_is_written_to_what_would_be(
    written: dict[str, Any], plain: dict[str, Any]
) -> None:
    noted = changes(written, plain)
    assert [read_change(**json.loads(json.dumps(each.as_json()))) for each in noted] == list(noted)
    made, foreign = undone(written, noted)
    assert foreign == ()
    assert json.dumps(bare(made), sort_keys=True) == json.dumps(bare(plain), sort_keys=True)
    assert (changes(written, written), undone(written, ())[0]) == ((), written)


def test_a_change_is_of_the_very_value_and_not_of_one_like_it() -> None:
    change = Change(("output", "a", "value"), 1, 2)
    for value in (True, 1.5, "1", [1], None):
        said = {"output": {"a": {"value": value}}}
        assert undone(said, [change]) == (said, (change,))
    others: tuple[dict[str, Any], ...] = ({}, {"output": {"a": 1}}, {"output": []})
    for content in others:
        assert undone(content, [Change(("output", "a", "value"), ABSENT, 2)])[0] == content


def places(value: object, at: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The way to every value within a value."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, each in inner:
        yield (*at, key)
        yield from places(each, (*at, key))


EDITS: tuple[Callable[[Any, Any], None], ...] = (
    lambda within, key: within.pop(key),
    lambda within, key: within.__setitem__(key, "changed"),
    lambda within, key: within.__setitem__(key, {"changed": 7}),
    lambda within, key: within.__setitem__(key, 7),
)


@pytest.mark.parametrize("days", [365, 731])
@given(data=st.data())
def test_any_single_change_of_a_region_that_is_not_in_the_record_is_found(
    days: int, data: st.DataObject
) -> None:
    written = stacks(days)
    declared = record(written, stacks())
    name = data.draw(st.sampled_from(sorted(written)))
    resources = written[name]["resource"]
    *at, key = data.draw(st.sampled_from([each for each in places(resources) if len(each) > 1]))
    within = resources
    for part in at:
        within = within[part]
    before = copy.deepcopy(resources)
    data.draw(st.sampled_from(EDITS))(within, key)
    if resources == before:
        return
    if len(at) == 1 and not isinstance(within.get(key, {}), dict):
        return  # no object is no element, which is status 2
    found = of_parity(configuration(written, declared), Status.FAIL)
    assert found, f"{'.'.join(map(str, (name, *at, key)))} was changed, and nothing is found"

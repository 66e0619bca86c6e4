"""What every rule says of an example stays true however Terraform is told to make it.

Generated from the examples of all rules: values written as text, blocks that `dynamic` generates,
resources that `count` and `for_each` make, may make, or do not make.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from typing import Any

import pytest

from policies.configuration import Configuration
from policies.doubts import doubts
from policies.gate.proving import configuration_of, is_example, verdict_on
from policies.model import Rule, Status, Terraform
from policies.registry import load
from policies.resource import Resource
from tests.policies.test_rules import CASES
from tests.shared import every_case

pytestmark = pytest.mark.fuzz

NOTHING: tuple[tuple[str, object], ...] = (
    *(("count", nothing) for nothing in (0, "0", "${0}", "${length([])}")),
    *(("for_each", nothing) for nothing in ({}, [], "${toset([])}", "${{}}")),
)
MAPS = frozenset(
    {
        *(
            "connection",
            "dimensions",
            "lifecycle",
            "provisioner",
            "request_parameters",
            "statuses",
            "tags",
            "triggers",
        ),
        "variables",
    }
)
"""What is no block that `dynamic` could generate."""
READ_WITHIN = ("kms-own-region-key", "terraform-text-region")
"""They read what `dynamic` blocks would hold, where that is written there."""
NUMBERS = dict.fromkeys(
    ("functions-own-share-failing-5", "functions-reserved-concurrency-failing-4"),
    'true is no number, and "1" is one',
)
JUDGED = [case for case in CASES if isinstance(case.values[2], Mapping)]


def changed(
    example: Terraform, change: Callable[[str, str, Mapping[str, Any]], Mapping[str, Any] | None]
) -> Terraform:
    """The example with each resource as `change` makes it of (type, name, values); None leaves it out."""

    def stack(content: Mapping[str, Any]) -> dict[str, Any]:
        resources = {
            kind: {
                name: made
                for name, values in named.items()
                if isinstance(values, Mapping) and (made := change(kind, name, values)) is not None
            }
            for kind, named in content.get("resource", {}).items()
        }
        return {**content, "resource": resources} if resources else dict(content)

    if "stacks" in example:
        return {"stacks": {name: stack(content) for name, content in example["stacks"].items()}}
    return stack(example)


def as_text(value: Any) -> Any:
    """Booleans and numbers as the texts that Terraform takes for them."""
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, int | float):
        return str(value)
    if isinstance(value, Mapping):
        return {key: as_text(item) for key, item in value.items()}
    return [as_text(item) for item in value] if isinstance(value, list) else value


@every_case(("rule", "status", "example"), [case for case in JUDGED if case.id not in NUMBERS])
def test_booleans_and_numbers_may_be_texts(rule: Rule, status: Status, example: Terraform) -> None:
    written = changed(example, lambda _kind, _name, values: as_text(values))
    found, messages = verdict_on(rule, configuration_of(written), strict=status is Status.FAIL)
    assert found is status, f"{found}: {messages}"


def is_block(value: object) -> bool:
    return isinstance(value, Mapping) or (
        isinstance(value, list) and bool(value) and all(isinstance(item, Mapping) for item in value)
    )


def with_dynamic(attribute: str, as_list: bool) -> Callable[[str, str, Mapping[str, Any]], Mapping[str, Any]]:
    """Writes the blocks of one attribute of `example` as `dynamic`, for each of which it has one."""

    def change(_kind: str, name: str, values: Mapping[str, Any]) -> Mapping[str, Any]:
        if name != "example" or attribute not in values:
            return values
        rest = {key: value for key, value in values.items() if key != attribute}
        blocks = values[attribute] if isinstance(values[attribute], list) else [values[attribute]]
        dynamic = {attribute: [{"for_each": [1], "content": block} for block in blocks]}
        return {**rest, "dynamic": [dynamic] if as_list else dynamic}

    return change


def blocks_of(example: Terraform) -> set[str]:
    stacks = example.get("stacks", {"": example}).values()
    return {
        attribute
        for stack in stacks
        for named in stack.get("resource", {}).values()
        if isinstance(named.get("example"), Mapping)
        for attribute, value in named["example"].items()
        if is_block(value) and attribute not in {"dynamic", *MAPS}
    }


GENERATED = [
    pytest.param(
        *case.values, attribute, as_list, id=f"{case.id}-{attribute}-{'list' if as_list else 'object'}"
    )
    for case in JUDGED
    for attribute in sorted(blocks_of(case.values[2]))
    for as_list in (False, True)
]


@every_case(("rule", "status", "example", "attribute", "as_list"), GENERATED)
def test_what_is_generated_neither_passes_nor_fails(
    rule: Rule, status: Status, example: Terraform, attribute: str, as_list: bool
) -> None:
    written = changed(example, with_dynamic(attribute, as_list))
    without = changed(
        example,
        lambda _kind, name, values: (
            {key: value for key, value in values.items() if key != attribute} if name == "example" else values
        ),
    )
    found, messages = verdict_on(rule, configuration_of(written))
    bare, _ = verdict_on(rule, configuration_of(without))
    if found is not status:
        assert found is Status.UNKNOWN, f"{found}: {messages}"
    elif status in (Status.PASS, Status.FAIL) and "dynamic." not in messages and rule.id not in READ_WITHIN:
        # The same verdict is honest where the block plays no part in it, and for a literal within it.
        assert bare is status, f"{found} on what is generated: {messages}"


def has_related(example: Terraform) -> bool:
    seen: list[str] = []
    changed(example, lambda _kind, name, _values: seen.append(name) or None)  # type: ignore[func-returns-value]
    return any(name != "example" for name in seen)


RELATED = [case for case in JUDGED if has_related(case.values[2])]


def refers(example: Terraform) -> bool:
    """Whether what is judged names another resource, also within a text, so that this has to be there."""
    return any(
        not is_example(target.address)
        for configuration in [configuration_of(example)]
        for element in configuration.elements
        if is_example(element.address)
        for _, text in element.strings()
        for target in (configuration.target(element, text), *_within(configuration, element, text))
        if target is not None
    )


def _within(configuration: Configuration, element: Resource, text: str) -> list[Resource]:
    """What a text refers to in it."""
    named = re.findall(r"\$\{[\w.]+\}", text)
    return [target for each in named if (target := configuration.target(element, each)) is not None]


def _once(values: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in values.items() if key not in ("count", "for_each")}


def others(made: Callable[[Mapping[str, Any]], Mapping[str, Any] | None]) -> Any:
    return lambda _kind, name, values: values if name == "example" else made(values)


@every_case(("rule", "status", "example"), RELATED)
def test_what_is_not_made_is_as_if_it_were_not_written(
    rule: Rule, status: Status, example: Terraform
) -> None:
    expected = verdict_on(rule, configuration_of(changed(example, others(lambda _values: None))))
    for argument, nothing in NOTHING:
        written = changed(example, others(lambda values: {**_once(values), argument: nothing}))  # noqa: B023 - used at once
        assert verdict_on(rule, configuration_of(written)) == expected, (
            f"{argument} = {json.dumps(nothing)}; {status}"
        )


@every_case(("rule", "status", "example"), RELATED)
def test_what_may_be_made_decides_nothing(rule: Rule, status: Status, example: Terraform) -> None:
    """With an expression for its count, nobody can tell whether a related resource is there."""
    without, _ = verdict_on(rule, configuration_of(changed(example, others(lambda _values: None))))
    written = changed(example, others(lambda values: {**_once(values), "count": "${var.on ? 1 : 0}"}))
    found, messages = verdict_on(rule, configuration_of(written))
    if without is status:
        assert found in (status, Status.UNKNOWN), f"{found}: {messages}"
    elif {status, without} == {Status.PASS, Status.FAIL}:
        # What the example itself names has to be there: without it, Terraform does not plan.
        named = refers(example) and found is status
        assert named or found is Status.UNKNOWN, f"{found} with, {without} without: {messages}"


BLOCK: dict[str, Any] = {
    "block_public_acls": True,
    "block_public_policy": True,
    "ignore_public_acls": True,
    "restrict_public_buckets": True,
}
COVERED = {
    "each by its own key": ({"for_each": {"a": 1, "b": 2}}, {"for_each": {"a": 1, "b": 2}}, "[each.key].id"),
    "each of the block itself": (
        {"for_each": '${toset(["a", "b"])}'},
        {"for_each": "${aws_s3_bucket.example}"},
        "${each.value.id}",
    ),
    "as many as there are": ({"count": 2}, {"count": "${length(aws_s3_bucket.example)}"}, "[count.index].id"),
    "each of the block itself, unknown": (
        {"for_each": "${var.names}"},
        {"for_each": "${aws_s3_bucket.example}"},
        "${each.value.id}",
    ),
    "the same unknown ones": (
        {"for_each": "${var.names}"},
        {"for_each": "${var.names}"},
        "[each.key].id",
    ),
    "one or none": ({"count": "${var.on ? 1 : 0}"}, {"count": "${var.on ? 1 : 0}"}, "[0].id"),
}
BARE = {
    "the first of two": ({"count": 2}, {}, "[0].id", Status.FAIL),
    "one key of two": ({"for_each": {"a": 1, "b": 2}}, {}, '["a"].id', Status.FAIL),
    "keys that differ": (
        {"for_each": {"a": 1, "b": 2}},
        {"for_each": {"a": 1}},
        "[each.key].id",
        Status.FAIL,
    ),
    "always the first": ({"count": "${var.n}"}, {"count": "${var.n}"}, "[0].id", Status.UNKNOWN),
    "one key of some": (
        {"for_each": "${var.names}"},
        {"for_each": "${var.names}"},
        '["a"].id',
        Status.UNKNOWN,
    ),
    "an unknown key": ({"for_each": "${var.names}"}, {}, "[var.key].id", Status.UNKNOWN),
    "where something else decides": ({}, {"count": "${var.on ? 1 : 0}"}, ".id", Status.UNKNOWN),
}


def block_verdict(bucket: Mapping[str, Any], block: Mapping[str, Any], names: str) -> Status:
    value = names if names.startswith("$") else "${aws_s3_bucket.example" + names + "}"
    stack = {
        "resource": {
            "aws_s3_bucket": {"example": bucket},
            "aws_s3_bucket_public_access_block": {"all": {**BLOCK, **block, "bucket": value}},
        }
    }
    return verdict_on(load()["s3-public-access-block"], configuration_of(stack))[0]


@pytest.mark.parametrize(("bucket", "block", "names"), COVERED.values(), ids=COVERED)
def test_a_related_resource_of_each_instance_covers_the_block(
    bucket: Mapping[str, Any], block: Mapping[str, Any], names: str
) -> None:
    assert block_verdict(bucket, block, names) is Status.PASS


@pytest.mark.parametrize(("bucket", "block", "names", "status"), BARE.values(), ids=BARE)
def test_a_related_resource_of_some_instances_does_not_cover_the_others(
    bucket: Mapping[str, Any], block: Mapping[str, Any], names: str, status: Status
) -> None:
    assert block_verdict(bucket, block, names) is status


@pytest.mark.parametrize(
    "made",
    [
        *(
            {"count": count}
            for count in (1, "1", 1.0, "1.0", "${2 / 2}", "${1e0}", 1001, "${length(range(9))}")
        ),
        {"count": "${var.unset}", "variable": 3},
        {"for_each": {f"key-{number}": number for number in range(1001)}},
    ],
    ids=lambda made: next(iter(made.values())) if "count" in made else "1,001 keys",
)
def test_what_is_surely_made_fails(made: Mapping[str, Any]) -> None:
    rule = {"ip_protocol": "tcp", "from_port": 22, "to_port": 22, "cidr_ipv4": "0.0.0.0/0"}
    arguments = {key: value for key, value in made.items() if key != "variable"}
    stack = {
        "resource": {"aws_vpc_security_group_ingress_rule": {"example": {**rule, **arguments}}},
        "variable": {"unset": {"default": made["variable"]}} if "variable" in made else {},
    }
    assert verdict_on(load()["vpc-open-admin-ports"], configuration_of(stack))[0] is Status.FAIL


@pytest.mark.parametrize("count", ["${var.unset}", "${var.off}", "${aws_x.y.number}", -1, "one", True])
def test_what_may_never_be_made_does_not_fail(count: object) -> None:
    rule = {"ip_protocol": "tcp", "from_port": 22, "to_port": 22, "cidr_ipv4": "0.0.0.0/0", "count": count}
    stack = {
        "resource": {"aws_vpc_security_group_ingress_rule": {"example": rule}},
        "variable": {"unset": {}, "off": {"default": 0}},
    }
    assert verdict_on(load()["vpc-open-admin-ports"], configuration_of(stack))[0] is Status.UNKNOWN


def test_what_is_looked_up_once_is_a_doubt_of_each_who_asks() -> None:
    writing = {"dynamic": {"logging_config": {"for_each": [1], "content": {"log_group": "a"}}}}
    groups = {"a": {"name": "a-zq7"}, "b": {"name": "b-zq7"}}
    resources = {"aws_lambda_function": {"example": writing}, "aws_cloudwatch_log_group": groups}
    configuration = configuration_of({"resource": resources})
    for group in configuration.of("aws_cloudwatch_log_group"):
        with doubts() as noted:
            assert not configuration.related(group, "aws_lambda_function", "logging_config.log_group")
        assert noted, group.address

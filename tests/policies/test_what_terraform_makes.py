"""What every rule says of an example stays true however Terraform is told to make it.

Generated from the examples of all rules: values written as text, blocks that `dynamic` generates,
resources that `count` and `for_each` make, may make, or do not make.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

import pytest

from policies.model import Rule, Status, Terraform
from tests.policies.test_rules import CASES, estate_of, is_example, verdict_on

NOTHING: tuple[tuple[str, object], ...] = (
    *(("count", nothing) for nothing in (0, "0", "${0}", "${length([])}")),
    *(("for_each", nothing) for nothing in ({}, [], "${toset([])}", "${{}}")),
)
MAPS = frozenset({"tags", "triggers", "lifecycle", "provisioner", "connection", "statuses", "variables"})
"""What is no block that `dynamic` could generate."""
READ_WITHIN = "kms-own-region-key"
"""It reads what `dynamic` blocks would hold, where that is written there."""
NUMBERS = {"functions-reserved-concurrency-failing-5": 'true is no number, and "1" is one'}
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


@pytest.mark.parametrize(("rule", "status", "example"), [case for case in JUDGED if case.id not in NUMBERS])
def test_booleans_and_numbers_may_be_texts(rule: Rule, status: Status, example: Terraform) -> None:
    written = changed(example, lambda _kind, _name, values: as_text(values))
    found, messages = verdict_on(rule, estate_of(written), strict=status is Status.FAIL)
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


@pytest.mark.parametrize(("rule", "status", "example", "attribute", "as_list"), GENERATED)
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
    found, messages = verdict_on(rule, estate_of(written))
    bare, _ = verdict_on(rule, estate_of(without))
    if found is not status:
        assert found is Status.UNKNOWN, f"{found}: {messages}"
    elif status in (Status.PASS, Status.FAIL) and "dynamic." not in messages and rule.id != READ_WITHIN:
        # The same verdict is honest where the block plays no part in it, and for a literal within it.
        assert bare is status, f"{found} on what is generated: {messages}"


def companions_of(example: Terraform) -> bool:
    seen: list[str] = []
    changed(example, lambda _kind, name, _values: seen.append(name) or None)  # type: ignore[func-returns-value]
    return any(name != "example" for name in seen)


COMPANIONED = [case for case in JUDGED if companions_of(case.values[2])]


def refers(example: Terraform) -> bool:
    """Whether what is judged names another resource, so that this has to be there."""
    return any(
        target is not None and not is_example(target.address)
        for estate in [estate_of(example)]
        for element in estate.elements
        if is_example(element.address)
        for _, text in element.strings()
        for target in [estate.target(element, text)]
    )


def _once(values: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in values.items() if key not in ("count", "for_each")}


def others(made: Callable[[Mapping[str, Any]], Mapping[str, Any] | None]) -> Any:
    return lambda _kind, name, values: values if name == "example" else made(values)


@pytest.mark.parametrize(("rule", "status", "example"), COMPANIONED)
def test_what_is_not_made_is_as_if_it_were_not_written(
    rule: Rule, status: Status, example: Terraform
) -> None:
    expected = verdict_on(rule, estate_of(changed(example, others(lambda _values: None))))
    for argument, nothing in NOTHING:
        written = changed(example, others(lambda values: {**_once(values), argument: nothing}))  # noqa: B023 - used at once
        assert verdict_on(rule, estate_of(written)) == expected, (
            f"{argument} = {json.dumps(nothing)}; {status}"
        )


@pytest.mark.parametrize(("rule", "status", "example"), COMPANIONED)
def test_what_may_be_made_decides_nothing(rule: Rule, status: Status, example: Terraform) -> None:
    """With an expression for its count, nobody can tell whether a companion is there."""
    without, _ = verdict_on(rule, estate_of(changed(example, others(lambda _values: None))))
    written = changed(example, others(lambda values: {**_once(values), "count": "${var.on ? 1 : 0}"}))
    found, messages = verdict_on(rule, estate_of(written))
    if without is status:
        assert found in (status, Status.UNKNOWN), f"{found}: {messages}"
    elif {status, without} == {Status.PASS, Status.FAIL}:
        # What the example itself names has to be there: without it, Terraform does not plan.
        named = refers(example) and found is status
        assert named or found is Status.UNKNOWN, f"{found} with, {without} without: {messages}"

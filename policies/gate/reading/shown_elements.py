"""The elements of a plan or a state, and what a reader of a verdict on one should know."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from policies.context import Context, Form
from policies.gate.reading.shown import form_of, managed
from policies.resource import Resource

_MOST: Final = 10


def shown_elements(stack: str, content: Mapping[str, Any], context: Context) -> Iterator[Resource]:
    """Every element of what Terraform shows of a stack, by the form that the context tells."""
    # Neither is imported for a synthesized folder, which most are.
    if context.form is Form.PLAN:
        from policies.gate.reading.plan import plan_elements  # noqa: PLC0415 - see above

        return plan_elements(stack, content, context)
    from policies.gate.reading.state import state_elements  # noqa: PLC0415 - see above

    return state_elements(stack, content, context)


def destroyed_and_replaced(content: Mapping[str, Any]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The addresses that a plan destroys for good, and those that it destroys and makes anew."""
    found: tuple[list[str], list[str]] = ([], [])
    for each in content.get("resource_changes", ()):
        actions = each["change"]["actions"]
        if "delete" in actions:
            found["create" in actions].append(each["address"])
    return tuple(sorted(found[0])), tuple(sorted(found[1]))


def planned_changes(
    contents: Mapping[str, Mapping[str, Any]],
) -> dict[str, tuple[tuple[str, ...], tuple[str, ...]]]:
    """What each plan destroys for good, and what it destroys and makes anew: addresses by stack."""
    return {
        stack: destroyed_and_replaced(content)
        for stack, content in contents.items()
        if form_of(content) is Form.PLAN
    }


def shown_notes(contents: Mapping[str, Mapping[str, Any]]) -> Iterator[str]:
    """What each plan destroys and replaces, and what is empty or a part."""
    for stack, content in contents.items():
        form = form_of(content)
        if form is Form.SYNTHESIS:
            continue
        if not managed(content):
            yield f"{stack}: the {form} has no resource"
        if form is not Form.PLAN:
            continue
        if content.get("complete") is False:
            yield f"{stack}: the plan is of a part of the stack, and so is the verdict"
        for what, addresses in zip(("destroys", "replaces"), destroyed_and_replaced(content), strict=True):
            if addresses:
                more = f" and {len(addresses) - _MOST} more" if len(addresses) > _MOST else ""
                yield f"{stack}: the plan {what} {', '.join(addresses[:_MOST])}{more}"

"""Changes of policies that change nothing: what says the same without a proof over all requests."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any, Final

from policies.configuration import Configuration
from policies.related.patterns import covers
from policies.resource import Resource
from policies.values import as_list
from tests.mutation.mutants import GONE, Edit

_OF_ONE: Final = {
    "aws_cloudwatch_event_bus_policy": "event_bus_name",
    "aws_sns_topic_policy": "arn",
    "aws_sqs_queue_policy": "queue_url",
}
"""Policies that are about the one resource that they name, whatever their statements say (the guides of SQS,
SNS and EventBridge, "Resource-based policies")."""
_PERMISSION: Final = "aws_lambda_permission"


def lets_the_same_through(edit: Edit, configuration: Configuration) -> bool:
    """Whether a change of a statement of a policy, or of a permission, changes nothing: the resource of a
    policy that has but one, a condition that says again whose root is let in, a permission beside one that
    covers it.
    """
    if edit.element.type == _PERMISSION and (not edit.path or edit.path == ("principal",)):
        return any(
            _covers(other, edit.element) for other in configuration.of(_PERMISSION, stack=edit.element.stack)
        )
    if not (isinstance(edit.before, str) and isinstance(edit.after, str)):
        return False
    pairs = list(_changed(edit.before, edit.after))
    return bool(pairs) and all(
        _names_its_own(edit, before, after, configuration) or _restates_the_account(before, after)
        for before, after in pairs
    )


def _changed(before: str, after: str) -> Iterator[tuple[Mapping[str, Any], Mapping[str, Any]]]:
    """The statements that differ, before and after; none where that is not all."""
    try:
        documents = [json.loads(text) for text in (before, after)]
        these, those = (as_list(document["Statement"]) for document in documents)
    except (ValueError, KeyError, TypeError):
        return
    if len(these) == len(those):
        yield from ((one, other) for one, other in zip(these, those, strict=True) if one != other)


def _differing(before: Mapping[str, Any], after: Mapping[str, Any]) -> set[str]:
    return {key for key in before.keys() | after.keys() if before.get(key, GONE) != after.get(key, GONE)}


def _names_its_own(
    edit: Edit, before: Mapping[str, Any], after: Mapping[str, Any], configuration: Configuration
) -> bool:
    element = edit.element
    if element.type not in _OF_ONE or _differing(before, after) != {"Resource"}:
        return False
    owners = configuration.named(element, element.get(_OF_ONE[element.type]))
    return after["Resource"] == "*" and all(
        set(configuration.named(element, text)) & set(owners) for text in as_list(before.get("Resource"))
    )


def _restates_the_account(before: Mapping[str, Any], after: Mapping[str, Any]) -> bool:
    """Whether the condition that is dropped asks for the account whose root alone is let in."""
    if _differing(before, after) != {"Condition"} or "Condition" in after:
        return False
    asked = before["Condition"]
    account = as_list(asked.get("StringEquals", {}).get("aws:PrincipalAccount"))
    named = before.get("Principal")
    principals = as_list(named.get("AWS")) if isinstance(named, dict) and named.keys() == {"AWS"} else []
    return (
        asked == {"StringEquals": {"aws:PrincipalAccount": account[0] if len(account) == 1 else account}}
        and bool(principals)
        and all(str(each).endswith(f":{account[0]}:root") for each in principals)
    )


def _covers(other: Resource, permission: Resource) -> bool:
    """Whether a permission lets the same service call the same of a function, for a wider source."""
    same = ("function_name", "qualifier", "principal", "action", "source_account")
    return (
        other is not permission
        and all(other.get(name) == permission.get(name) for name in same)
        and other.get("source_arn") is not None
        and covers(str(other.get("source_arn")), str(permission.get("source_arn")))
    )

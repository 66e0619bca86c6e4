"""What an event pattern asks for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from policies.expressions.json_texts import loads
from policies.resource import Resource
from policies.strict_json import StrictJsonError
from policies.values import as_list, is_known

PATTERN: Final = "event_pattern"
KEYS: Final = (
    *("account", "detail", "detail-type", "id", "region", "resources", "source", "time", "version"),
    *("$or", "replay-name"),
)
"""The keys of an event (EventBridge User Guide, "Events structure reference"), and `$or` of a pattern."""
_OPERATORS: Final = (
    *("anything-but", "cidr", "equals-ignore-case", "exists", "numeric", "prefix", "suffix", "wildcard"),
)
"""EventBridge User Guide, "Comparison operators for use in event patterns"."""


def read_pattern(text: object) -> Mapping[str, Any] | None:
    """The pattern, or None where the text is no JSON of one."""
    try:
        parsed = loads(str(text))
    except StrictJsonError:
        return None
    return parsed if isinstance(parsed, Mapping) else None


def pattern_of(rule: Resource) -> Mapping[str, Any] | None:
    """The pattern of a rule; None where it has none, or none that can be read."""
    return read_pattern(rule.get(PATTERN) or "")


def alternatives(pattern: Mapping[str, Any], key: str) -> tuple[object, ...]:
    """What a pattern asks of a field of events, each alternative."""
    return tuple(as_list(pattern.get(key)))


def asked(pattern: Mapping[str, Any], within: str = "") -> Iterator[tuple[str, list[Any]]]:
    """Each path of the pattern that ends in a list, with the list: `detail.state`, `["stopped"]`."""
    for key, value in pattern.items():
        path = f"{within}{key}"
        if isinstance(value, Mapping):
            yield from asked(value, f"{path}.")
        elif isinstance(value, list) and key == "$or":
            for each in value:
                if isinstance(each, Mapping):
                    yield from asked(each, within)
        elif isinstance(value, list):
            yield path, value


def malformed(pattern: Mapping[str, Any], within: str = "") -> Iterator[str]:
    """What of a pattern EventBridge refuses, or matches with nothing."""
    for key, value in pattern.items():
        path = f"{within}{key}"
        if not within and key not in KEYS:
            yield f"events have no {key}"
        if isinstance(value, Mapping):
            if not value:
                yield f"{path} is empty"
            yield from malformed(value, f"{path}.")
        elif not isinstance(value, list):
            if is_known(value):
                yield f"{path} is {value!r}, and has to be a list"
        elif not value:
            yield f"{path} is empty: nothing matches"
        elif key != "$or":
            yield from (
                f"{path} asks by {', '.join(each)}, which is no operator"
                for each in value
                if isinstance(each, Mapping) and not {*each} <= {*_OPERATORS}
            )


def literals(values: list[Any]) -> list[str] | None:
    """The texts that a list asks for; None where it asks by an operator, or only the plan can tell for
    what.
    """
    if not all(isinstance(each, str) and is_known(each) for each in values):
        return None
    return [str(each) for each in values]

"""What an alarm_rule of a composite alarm says."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Final

_TOKEN: Final = re.compile(
    r"""\s*(?:(?P<word>(?:AND|OR|NOT|TRUE|FALSE)\b|[()])"""
    r"""|(?P<state>ALARM|OK|INSUFFICIENT_DATA)\s*\(\s*["']?(?P<name>(?:\$\{[^}]*\}|[^"'()])*?)["']?\s*\))"""
)
_InAlarm = Mapping[str, bool]
_Condition = Callable[[_InAlarm], bool]


class UnreadableError(ValueError):
    """An alarm_rule is not what CloudWatch takes."""


def read_condition(text: str) -> tuple[_Condition, tuple[str, ...]]:
    """The condition of an alarm_rule, and the alarms that it names. NOT binds more than AND, AND than OR."""
    tokens: list[str | tuple[str, str]] = []
    at = 0
    while text[at:].strip():
        match = _TOKEN.match(text, at)
        if match is None:
            raise UnreadableError(text)
        tokens.append(match["word"] or (match["state"], match["name"]))
        at = match.end()
    names = tuple(dict.fromkeys(token[1] for token in tokens if isinstance(token, tuple)))
    condition = _either(tokens)
    if tokens:
        raise UnreadableError(text)
    return condition, names


def _either(tokens: list[str | tuple[str, str]]) -> _Condition:
    parts = [_all(tokens)]
    while tokens[:1] == ["OR"]:
        del tokens[0]
        parts.append(_all(tokens))
    return lambda alarms: any(part(alarms) for part in parts)


def _all(tokens: list[str | tuple[str, str]]) -> _Condition:
    parts = [_one(tokens)]
    while tokens[:1] == ["AND"]:
        del tokens[0]
        parts.append(_one(tokens))
    return lambda alarms: all(part(alarms) for part in parts)


def _one(tokens: list[str | tuple[str, str]]) -> _Condition:
    if not tokens:
        raise UnreadableError
    token = tokens.pop(0)
    if isinstance(token, tuple):
        state, name = token
        return lambda alarms: state != "INSUFFICIENT_DATA" and alarms[name] == (state == "ALARM")
    if token in ("TRUE", "FALSE"):
        return lambda _alarms: token == "TRUE"  # noqa: S105 - a word of the rule
    if token == "NOT":  # noqa: S105 - a word of the rule
        turned = _one(tokens)
        return lambda alarms: not turned(alarms)
    if token == "(":  # noqa: S105 - a word of the rule
        inner = _either(tokens)
        if tokens[:1] == [")"]:
            del tokens[0]
            return inner
    raise UnreadableError

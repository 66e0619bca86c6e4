"""Whom the permissions of functions let in, as several rules ask."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from typing import Final, NamedTuple

from policies.arn import matches, read_arn
from policies.configuration import Configuration, recalled
from policies.model import Judgement, fail, unknown
from policies.resource import Resource
from policies.rules.functions._references import function_of, qualifier
from policies.values import is_known

PERMISSION: Final = "aws_lambda_permission"

Covers = Callable[[Resource, object], bool | None]
"""Whether a permission's `source_arn`, given with it, covers a caller; None where only the plan can tell."""


class Called(NamedTuple):
    """A function, and what of it is called: an alias or a version by its name, or the unpublished code."""

    function: Resource
    qualifier: str


def called(user: Resource, value: object, configuration: Configuration) -> Called | None:
    """What a reference to a function of the configuration, to its alias or to either's ARN calls."""
    function = function_of(user, value, configuration)
    return None if function is None else Called(function, qualifier(user, value, configuration))


class Caller(NamedTuple):
    """Who calls a function: a service, on behalf of what (`label`, for messages)."""

    service: str
    label: str
    covers: Covers


def let_in(function: Called, caller: Caller, configuration: Configuration) -> Iterator[Judgement]:
    """A permission of what is called lets the service in, for that caller. One without source is for all."""
    permissions = _permissions(configuration)
    answers = {
        _lets_in(permission, function, caller, configuration)
        for permission in permissions.get(function.function, ())
    }
    if True in answers:
        return
    hidden = permissions.get(function.function.stack, ())
    said = f"{caller.service} call {function.function.address} for {caller.label}"
    if None in answers or hidden:
        yield unknown(f"only the plan can tell whether a {PERMISSION} lets {said}")
    else:
        yield fail(f"no {PERMISSION} lets {said}")


def permissions_of(function: Called, service: str, configuration: Configuration) -> list[Resource]:
    """The permissions of what is called that let the service in, on whose behalf ever."""
    return [
        permission
        for permission in _permissions(configuration).get(function.function, ())
        if _is(permission.get("principal"), service) and _is_qualified(permission, function, configuration)
    ]


def _lets_in(
    permission: Resource, function: Called, caller: Caller, configuration: Configuration
) -> bool | None:
    source = permission.get("source_arn")
    answers = (
        _is(permission.get("principal"), caller.service),
        _is_qualified(permission, function, configuration),
        True if source is None else caller.covers(permission, source),
    )
    return False if False in answers else None if None in answers else True


def _is(value: object, wanted: str) -> bool | None:
    return value in (wanted, "*") if is_known(value) else None


def _is_qualified(permission: Resource, function: Called, configuration: Configuration) -> bool | None:
    """Whether the permission is of the alias or version that is called."""
    value = permission.get("qualifier")
    if value is None:
        named = permission.get("function_name")
        told = read_arn(named) is not None or not is_known(named)
        value = named if told else str(named).partition(":")[2]
    if not is_known(value) and configuration.target(permission, value) is None:
        return None
    return qualifier(permission, value, configuration) == function.qualifier


def same(
    permission: Resource, source: object, user: Resource, value: object, configuration: Configuration
) -> bool | None:
    """Whether a permission's source is, or as a pattern covers, what `value`, standing in `user`, names."""
    of_source, of_value = configuration.target(permission, source), configuration.target(user, value)
    named = (of_value,) if of_value is not None else configuration.named(user, value)
    if any(of_source is each or configuration.names(permission, source, each) for each in named):
        return True
    if source == value or (is_known(source) and is_known(value) and matches(str(source), str(value))):
        return True
    told = (of_source is not None or is_known(source)) and (bool(named) or is_known(value))
    return False if told else None


@recalled
def _permissions(configuration: Configuration) -> Mapping[object, list[Resource]]:
    """The permissions of each function; by stack, those whose function only the plan can tell."""
    found: dict[object, list[Resource]] = defaultdict(list)
    for permission in configuration.of(PERMISSION):
        named = permission.get("function_name")
        function = function_of(permission, named, configuration)
        if function is not None:
            found[function].append(permission)
        elif not is_known(named):
            found[permission.stack].append(permission)
    return found

"""Which function a reference means, and how calls of it are configured that nobody waits for."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Final

from policies.arn import read_arn
from policies.configuration import Configuration, recalled
from policies.resource import Resource
from policies.values import is_known

INVOKE_CONFIG: Final = "aws_lambda_function_event_invoke_config"
UNPUBLISHED: Final = "$LATEST"
_IN_URI: Final = re.compile(r":lambda:path/[^/]+/functions/(?P<function>.+)/invocations$")


def function_of(user: Resource, value: object, configuration: Configuration) -> Resource | None:
    """The function of the configuration that a reference to it, its alias or its ARN means."""
    target = configuration.target(user, value)
    if target is not None and target.type == "aws_lambda_alias":
        target = function_of(target, target.get("function_name"), configuration)
    if target is not None:
        return target if target.type == "aws_lambda_function" else None
    arn = read_arn(value)
    if arn is not None and arn.service == "lambda":
        return _by_name(configuration).get(
            (arn.region, arn.resource.removeprefix("function:").partition(":")[0])
        )
    return _by_name(configuration).get((user.region, str(value)))


def within(value: object) -> object:
    """What of a value names a function: of the address by which an API calls one, the part that does."""
    found = _IN_URI.search(str(value))
    return found["function"] if found else value


def may_name_one(user: Resource, value: object, configuration: Configuration) -> bool:
    """Whether only the plan can tell whether a value names a function: it spells out no other service."""
    arn = read_arn(value)
    is_another = arn is not None and is_known(arn.service) and arn.service != "lambda"
    return not is_known(value) and configuration.target(user, value) is None and not is_another


@recalled
def _by_name(configuration: Configuration) -> Mapping[tuple[str, str], Resource]:
    return {
        (each.region, str(each.get("function_name"))): each
        for each in configuration.of("aws_lambda_function")
    }


def qualifier(user: Resource, value: object, configuration: Configuration) -> str:
    """What of a function a value means: an alias or a version by its name, or the unpublished code."""
    named = configuration.target(user, value)
    if named is not None:
        return str(named.get("name")) if named.type == "aws_lambda_alias" else UNPUBLISHED
    arn = read_arn(value)
    within = arn.resource.removeprefix("function:").partition(":")[2] if arn is not None else value
    return str(within or UNPUBLISHED)


def invoke_configs(function: Resource, called: str, configuration: Configuration) -> Sequence[Resource]:
    """How asynchronous calls of a function are configured, by what of it is called."""
    return [
        config
        for config in _by_function(configuration).get(function, ())
        if qualifier(config, config.get("qualifier"), configuration) == called
    ]


@recalled
def _by_function(configuration: Configuration) -> Mapping[Resource, Sequence[Resource]]:
    grouped: dict[Resource, list[Resource]] = defaultdict(list)
    for config in configuration.of(INVOKE_CONFIG):
        function = function_of(config, config.get("function_name"), configuration)
        if function is not None:
            grouped[function].append(config)
    return grouped

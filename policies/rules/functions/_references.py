"""Which function a reference means."""

from __future__ import annotations

from collections.abc import Mapping

from policies.arn import read_arn
from policies.estate import Estate, Resource, once


def function_of(user: Resource, value: object, estate: Estate) -> Resource | None:
    """The function of the estate that a reference to it, its alias or its ARN means."""
    target = estate.target(user, value)
    if target is not None and target.type == "aws_lambda_alias":
        target = function_of(target, target.get("function_name"), estate)
    if target is not None:
        return target if target.type == "aws_lambda_function" else None
    arn = read_arn(value)
    if arn is not None and arn.service == "lambda":
        return _by_name(estate).get((arn.region, arn.resource.removeprefix("function:").partition(":")[0]))
    return _by_name(estate).get((user.region, str(value)))


@once
def _by_name(estate: Estate) -> Mapping[tuple[str, str], Resource]:
    return {(each.region, str(each.get("function_name"))): each for each in estate.of("aws_lambda_function")}

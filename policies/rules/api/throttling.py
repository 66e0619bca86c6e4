"""An API takes no more requests than it can serve."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from policies import expect
from policies.configuration import Configuration
from policies.examples import resources
from policies.model import Examples, Judgement, Rule, Severity, Status, Terraform, fail, unknown
from policies.resource import Resource
from policies.values import is_known

_SETTINGS: Final = "aws_api_gateway_method_settings"
_PLAN: Final = "aws_api_gateway_usage_plan"
_LIMITS: Final = ("throttling_rate_limit", "throttling_burst_limit")


def check(stage: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """The stage limits the rate and the burst of all its methods or routes, and no setting lifts a limit; a
    usage plan limits the rate of each of its keys.

    Without limits of its own, one stage may use up what the account's region has (API Gateway Developer
    Guide, "Throttle requests"); -1 lifts them.
    """
    if stage.type == _PLAN:
        yield from _planned(stage)
    elif stage.type == _SETTINGS:
        yield from _limited(stage, "settings", lowest=0)
    elif stage.type == "aws_apigatewayv2_stage":
        yield from _limited(stage, "default_route_settings", lowest=1)
        yield from expect.each_block(
            stage, "route_settings", "route_key", lambda block: _limited(block, "", lowest=0)
        )
    else:
        settings = tuple(_of_stage(stage, configuration))
        if not any(found.get("method_path") == "*/*" for found in settings):
            hidden = [found.address for found in settings if not is_known(found.get("method_path"))]
            if hidden:
                yield unknown(f"only the plan can tell which methods {hidden[0]} limits")
            else:
                yield fail(f"no {_SETTINGS} limits the rate of all its methods (method_path '*/*')")


def _planned(plan: Resource) -> Iterator[Judgement]:
    """A plan limits the rate of each key, of the whole or for each of its stages."""
    stages = plan.blocks("api_stages")
    if plan.blocks("throttle_settings"):
        yield from expect.between(plan, "throttle_settings.rate_limit", 1)
    elif not stages or not all(block.get("throttle") for block in stages):
        quota = "" if plan.blocks("quota_settings") else ", nor quota_settings: the plan limits nothing"
        yield fail(f"throttle_settings is not set{quota}, and each key may use up what all have")


def _limited(element: Resource, block: str, *, lowest: int) -> Iterator[Judgement]:
    for name in _LIMITS:
        attribute = f"{block}.{name}".strip(".")
        if lowest or element.get(attribute) is not None or element.get("method_path") == "*/*":
            yield from expect.between(element, attribute, lowest)


def _of_stage(stage: Resource, configuration: Configuration) -> Iterator[Resource]:
    """The settings that are of the stage: by reference, or of its API and by its name."""
    yield from configuration.related(stage, _SETTINGS, "stage_name")
    api = configuration.target(stage, stage.get("rest_api_id"))
    for found in configuration.related(api, _SETTINGS, "rest_api_id") if api else ():
        if found.get("stage_name") == stage.get("stage_name"):
            yield found


def _rest(settings: object, path: str = "*/*") -> Terraform:
    return resources(
        aws_api_gateway_stage={"stage_name": "live", "rest_api_id": "abc"},
        aws_api_gateway_method_settings={
            "rest_api_id": "abc",
            "stage_name": "${aws_api_gateway_stage.example.stage_name}",
            "method_path": path,
            "settings": settings,
        },
    )


def _v2(rate: object, burst: object = 50, **stage: object) -> Terraform:
    limits = {"throttling_rate_limit": rate, "throttling_burst_limit": burst}
    return resources(aws_apigatewayv2_stage={"default_route_settings": limits, **stage})


_LIMITED: Final = {"throttling_rate_limit": 100, "throttling_burst_limit": 50}

RULE = Rule(
    id="api-throttling",
    title="Every stage and usage plan of an API limits rate and burst",
    severity=Severity.MEDIUM,
    types=("aws_api_gateway_stage", "aws_apigatewayv2_stage", _SETTINGS, _PLAN),
    scope="configuration",
    check=check,
    rationale=(
        "A caller that never stops sending takes the account's share of all APIs in the region, and every "
        "function behind them."
    ),
    remediation=(
        "Set throttling_rate_limit and throttling_burst_limit in an ApiGatewayMethodSettings for '*/*', or "
        "in default_route_settings of the Apigatewayv2Stage."
    ),
    controls=("pci-dss-4.0.1:6.4.2", "nist-800-53-r5:SC-5", "nist-800-53-r5:SC-5(2)"),
    requirements=("R72",),
    examples=Examples(
        passing=(
            resources(aws_api_gateway_usage_plan={"throttle_settings": {"rate_limit": 50}}),
            *(_rest(_LIMITED), _v2(100)),
            _v2("100", route_settings=[{"route_key": "GET /health"}]),
        ),
        failing=(
            resources(aws_api_gateway_usage_plan={"name": "partners"}),
            resources(aws_api_gateway_usage_plan={"throttle_settings": {"rate_limit": 0}}),
            *(_rest({}), _rest(_LIMITED, path="payments/POST"), _rest(_LIMITED | {_LIMITS[0]: -1})),
            *(_v2(None), _v2(0), _v2(100, burst=-1)),
            _v2(100, route_settings=[{"route_key": "GET /health", "throttling_rate_limit": -1}]),
        ),
        absent=(Status.FAIL, resources(aws_apigatewayv2_stage={"name": "$default"})),
        unknown=(Status.UNKNOWN, _v2("${var.rate}")),
    ),
)

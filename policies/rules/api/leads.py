"""What makes up an API belongs to that API, and each path calls its own function."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from policies.configuration import Configuration, recalled
from policies.model import (
    Examples,
    Judgement,
    Rule,
    Severity,
    Status,
    Terraform,
    fail,
    unknown,
)
from policies.resource import Resource
from policies.values import is_known

_API: Final = "rest_api_id"
_STAGE: Final = "aws_api_gateway_stage"
_MAPPING: Final = "aws_api_gateway_base_path_mapping"
_INTEGRATION: Final = "aws_api_gateway_integration"
_PATH: Final = "aws_api_gateway_resource"
_FUNCTION: Final = "aws_lambda_function"
_WORD: Final = re.compile(r"[a-z]+")


def check(part: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """A stage's deployment is of the stage's API, and a mapping's stage of the mapping's; a path with the
    name of one function does not call the function of another path.
    """
    yield from _CHECKS[part.type](part, configuration)


def _stage(stage: Resource, configuration: Configuration) -> Iterator[Judgement]:
    deployment = configuration.target(stage, stage.get("deployment_id"))
    if deployment is None:
        yield unknown(f"deployment_id is {stage.get('deployment_id')}, which only the plan can tell")
        return
    one, other = (configuration.target(each, each.get(_API)) for each in (stage, deployment))
    if one is not None and other is not None and one is not other:
        yield fail(f"its deployment is of {other.address}, and it is of {one.address}", "deployment_id")


def _mapping(mapping: Resource, configuration: Configuration) -> Iterator[Judgement]:
    value = mapping.get("stage_name")
    api, stage = (configuration.target(mapping, mapping.get(each)) for each in ("api_id", "stage_name"))
    if value is None or api is None:
        return
    if stage is not None:
        of_stage = configuration.target(stage, stage.get(_API))
        if stage.type == _STAGE and of_stage is not None and of_stage is not api:
            yield fail(f"its stage is of {of_stage.address}, and it maps {api.address}", "stage_name")
        return
    stages = {str(each.get("stage_name")) for each in configuration.related(api, _STAGE, _API)}
    if not all(map(is_known, (value, *stages))):
        yield unknown(f"only the plan can tell whether {value} is a stage of {api.address}")
    elif stages and value not in stages:
        yield fail(f"stage_name is {value}, and {api.address} has {', '.join(sorted(stages))}", "stage_name")


def _integration(integration: Resource, configuration: Configuration) -> Iterator[Judgement]:
    path, called = (
        configuration.target(integration, integration.get(each)) for each in ("resource_id", "uri")
    )
    if path is None or path.type != _PATH or called is None or called.type != _FUNCTION:
        return
    own = _word(path.get("path_part"))
    named = _by_word(configuration)
    likely = {each.address for each in named.get(own, ()) if each.region == called.region}
    others = {
        _word(each.get("path_part")) for each in configuration.related(_api(path, configuration), _PATH, _API)
    } - {own}
    of_another = {word for word in others if called in named.get(word, ())}
    if own and likely and called.address not in likely and of_another:
        yield fail(
            f"it calls {called.address} for {path.get('path_part')}, beside which there is "
            f"{', '.join(sorted(likely))}",
            "uri",
        )


def _api(path: Resource, configuration: Configuration) -> Resource:
    return configuration.target(path, path.get(_API)) or path


@recalled
def _by_word(configuration: Configuration) -> Mapping[str, list[Resource]]:
    """The functions by each word of their names, in the singular."""
    found: dict[str, list[Resource]] = {}
    for function in configuration.of(_FUNCTION):
        for word in {*map(_singular, _WORD.findall(str(function.get("function_name"))))}:
            found.setdefault(word, []).append(function)
    return found


def _word(part: object) -> str:
    """The word that a part of a path is; empty where it stands for any."""
    text = str(part)
    return _singular(text) if _WORD.fullmatch(text) else ""


def _singular(word: str) -> str:
    return word.removesuffix("s")


_CHECKS: Final = {_STAGE: _stage, _MAPPING: _mapping, _INTEGRATION: _integration}


def _two(**parts: Mapping[str, object]) -> Terraform:
    apis = {name: {"name": f"{name}-zq7"} for name in ("pay", "other")}
    of_pay = {_API: "${aws_api_gateway_rest_api.pay.id}"}
    return {
        "resource": {
            "aws_api_gateway_rest_api": apis,
            "aws_api_gateway_deployment": {
                name: {_API: f"${{aws_api_gateway_rest_api.{name}.id}}"} for name in apis
            },
            _PATH: {name: {**of_pay, "path_part": name} for name in ("captures", "refunds")},
            _FUNCTION: {name: {"function_name": f"pay-{name}-zq7"} for name in ("capture", "refund", "log")},
            _STAGE: {"live": {**of_pay, "stage_name": "live"}},
            **{kind: {"example": {_API: of_pay[_API], **values}} for kind, values in parts.items()},
        }
    }


def _deployed(api: str) -> Terraform:
    return _two(aws_api_gateway_stage={"deployment_id": api})


def _mapped(stage: str) -> Terraform:
    return _two(
        aws_api_gateway_base_path_mapping={
            "api_id": "${aws_api_gateway_rest_api.pay.id}",
            "stage_name": stage,
        }
    )


def _calling(path: str, function: str) -> Terraform:
    return _two(
        aws_api_gateway_integration={
            "resource_id": f"${{aws_api_gateway_resource.{path}.id}}",
            "uri": f"${{aws_lambda_function.{function}.invoke_arn}}",
        }
    )


RULE = Rule(
    id="api-leads",
    title="The parts of an API are its own, and each path calls its function",
    severity=Severity.HIGH,
    types=tuple(_CHECKS),
    scope="configuration",
    check=check,
    rationale=(
        "A path that calls the function of another one answers, and does the wrong thing with somebody's "
        "money. A stage of another API's deployment is refused, or serves what nobody looked at."
    ),
    remediation="Give the path the invoke_arn of its own function, and the stage the deployment of its API.",
    controls=("pci-dss-4.0.1:6.2.3", "nist-800-53-r5:CM-6", "nist-800-53-r5:SI-10"),
    requirements=("R72",),
    examples=Examples(
        passing=(
            _deployed("${aws_api_gateway_deployment.pay.id}"),
            _mapped("live"),
            _mapped("${aws_api_gateway_stage.live.stage_name}"),
            _calling("captures", "capture"),
            _calling("captures", "log"),
        ),
        failing=(
            _deployed("${aws_api_gateway_deployment.other.id}"),
            _mapped("beta"),
            _calling("captures", "refund"),
        ),
        absent=(Status.UNKNOWN, {"resource": {_STAGE: {"example": {"stage_name": "live"}}}}),
        unknown=(Status.UNKNOWN, _deployed("${var.deployment}")),
    ),
)

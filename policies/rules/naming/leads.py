"""What a value names is there, in the region where it is looked for."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, Final, NamedTuple

from policies.configuration import Configuration
from policies.examples import ACCOUNT, TWO_REGIONS
from policies.model import (
    NOT_APPLICABLE,
    Examples,
    Judgement,
    Rule,
    Severity,
    Status,
    Terraform,
    fail,
    unknown,
)
from policies.related.metrics import replicas
from policies.related.spelled_names import (
    Named,
    is_of_own_account,
    known_kinds,
    lacking,
    named,
    place,
    region_of,
    said_kind,
    scaled,
    strings_of,
)
from policies.resource import Resource
from policies.strict_json import StrictJsonError, loads
from policies.values import UnknownBlock, is_known

_BUCKET: Final = "aws_s3_bucket"
"""Its name means the same in every region."""
_JSON: Final = ("container_definitions", "definition", "redrive_policy")
"""Arguments whose JSON holds names; those of policies hold patterns, which need not be of what is there."""
_OF_OWN_REGION: Final[Mapping[str, tuple[str, ...]]] = {
    "aws_lambda_function": ("environment.", "dead_letter_config.", "file_system_config.", "layers"),
    "aws_ecs_task_definition": ("container_definitions.",),
    "aws_lambda_event_source_mapping": ("event_source_arn", "function_name"),
    "aws_api_gateway_integration": ("uri",),
    "aws_apigatewayv2_integration": ("integration_uri",),
    "aws_api_gateway_authorizer": ("authorizer_uri",),
    "aws_sfn_state_machine": ("definition.",),
    "aws_cloudwatch_event_target": ("arn", "dead_letter_config."),
    "aws_sqs_queue": ("redrive_policy.",),
    "aws_s3_bucket_notification": ("lambda_function.", "queue.", "topic."),
    "aws_apigatewayv2_authorizer": ("jwt_configuration.issuer",),
    "aws_subnet": ("availability_zone",),
    "aws_vpc_endpoint": ("service_name",),
    "aws_wafv2_web_acl_association": ("web_acl_arn", "resource_arn"),
}
"""By type, what AWS looks up in the region of who names it. A bus may be of another region, as the target of
a rule."""
_PARAMETERS: Final = {
    "TableName": "aws_dynamodb_table",
    "FunctionName": "aws_lambda_function",
    "EventBusName": "aws_cloudwatch_event_bus",
}
"""What tasks of machines name by itself."""
_ENVIRONMENT: Final = "environment"
_HOLDERS: Final = (_ENVIRONMENT, "environment.variables", "container_definitions")
"""What holds variables, where it is not an expression as a whole."""
_PLACES: Final = ("container_definitions", "definition.", "resource_id")
"""Where texts name something by themselves, beside variables and what is of the own region."""
_PLAIN: Final = re.compile(r"[\w./-]+")
_ELSEWHERE: Final = re.compile(
    r"(?:^|_)(?:PEERS?|OTHERS?|REMOTE|FOREIGN|SECONDARY|STANDBY|REPLICA|FAILOVER|TARGET|SOURCE|DESTINATION|HOME"
    r"|PRIMARY|GLOBAL|CENTRAL|BACKUP|DR)(?:_|\d|$)"
)
"""Words of a variable's name that say that it is of another region."""


class _Text(NamedTuple):
    path: str
    value: str


def check(user: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """What the resource names by ARN, by address or in a variable is in the configuration, of the type that
    the name of the variable says; what AWS looks up in the resource's own region is there.

    Without the suffix of the environment, a name that is nearly none of ours may be somebody else's.
    """
    generated = any(isinstance(block, UnknownBlock) for block in user.blocks(_ENVIRONMENT))
    if generated:
        yield unknown("environment is generated, which only the plan can tell")
    told = [_judged(user, text, configuration) for text in _texts(user)]
    if not generated and all(each is None for each in told):
        yield NOT_APPLICABLE
    for judgements in told:
        yield from judgements or ()


def _judged(user: Resource, text: _Text, configuration: Configuration) -> tuple[Judgement, ...] | None:
    """What is wrong with a text that names something; None where it names nothing."""
    if text.path in _HOLDERS and not is_known(text.value):
        return (_hidden(text),)
    found = _found(user, text)
    region = place(text.value) if found is None else region_of(found, user)
    if _is_of_own_region(user, text) and _differ(region, user.region):
        return (fail(f"{text.path} is of {region}, and it is looked for in {user.region}", text.path),)
    if found is not None:
        return tuple(lacking(user, text.path, found, configuration))
    if not _is_named(user, text):
        return None
    target = configuration.target(user, text.value)
    if target is not None and target.is_managed:
        return tuple(_referred(user, text, target, configuration))
    return (_hidden(text),) if text.value.startswith("${var.") else None


def _hidden(text: _Text) -> Judgement:
    return unknown(f"{text.path} is {text.value}, which only the plan can tell")


def _texts(user: Resource) -> Iterator[_Text]:
    """The texts that may name something: by what they say, or by where they stand."""
    places = (*_PLACES, *_OF_OWN_REGION.get(user.type, ()))
    for path, value in user.strings():
        if path in _JSON and value.lstrip().startswith(("{", "[")):
            try:
                yield from (_Text(f"{path}.{within}", text) for within, text in _leaves(loads(value)))
            except StrictJsonError:
                continue
        elif (
            is_of_own_account(value) or path.startswith(places) or _ENVIRONMENT in path
        ) and '"Statement"' not in value:
            yield _Text(path, value)


def _leaves(value: object) -> Iterator[tuple[str, str]]:
    """The texts of a JSON argument; the variables of a container by their names."""
    for container in value if isinstance(value, list) else []:
        for each in container.get("environment") or () if isinstance(container, Mapping) else ():
            if isinstance(each, Mapping):
                yield f"environment.{each.get('name')}", str(each.get("value"))
    bare = [_without_environment(each) for each in value] if isinstance(value, list) else value
    yield from strings_of(bare)


def _without_environment(container: Any) -> Any:  # noqa: ANN401 - JSON values have every type
    if not isinstance(container, Mapping):
        return container
    return {key: each for key, each in container.items() if key != "environment"}


def _variable(text: _Text) -> str:
    """The name of the variable that a text is the value of; empty where it is none's."""
    before, _, name = text.path.rpartition(".")
    return name if before.endswith(("environment.variables", "environment")) else ""


def _found(user: Resource, text: _Text) -> Named | None:
    found = named(text.value)
    if user.type.startswith("aws_appautoscaling_") and text.path == "resource_id":
        return scaled(text.value)
    within = text.path.rpartition(".")[2] if text.path.startswith("definition.") else ""
    kind = _PARAMETERS.get(within) or said_kind(_variable(text)) if found is None else None
    plain = is_known(text.value) and _PLAIN.fullmatch(text.value) is not None
    return Named(kind, "", text.value) if kind is not None and plain else found


def _is_named(user: Resource, text: _Text) -> bool:
    """Whether it is a value that has to be of a type or a region."""
    return said_kind(_variable(text)) is not None or _is_of_own_region(user, text)


def _is_of_own_region(user: Resource, text: _Text) -> bool:
    if user.type == "aws_cloudwatch_event_target" and ":event-bus/" in text.value:
        return False
    if user.type == "aws_vpc_endpoint" and user.get("service_region") is not None:
        return False
    paths = _OF_OWN_REGION.get(user.type, ())
    return text.path.startswith(paths or ("\0",)) and not _ELSEWHERE.search(_variable(text).upper())


def _referred(
    user: Resource, text: _Text, target: Resource, configuration: Configuration
) -> Iterator[Judgement]:
    kind = said_kind(_variable(text))
    if kind is not None and target.type in known_kinds() - {kind}:
        yield fail(f"{text.path} is {target.address}, and its name says that it is an {kind}", text.path)
    elif (
        target.type in known_kinds() - {_BUCKET}
        and _is_of_own_region(user, text)
        and _differ(target.region, user.region)
        and (user.region, target.get("name")) not in replicas(configuration)
    ):
        yield fail(
            f"{text.path} is {target.address} of {target.region}, and it is looked for in {user.region}",
            text.path,
        )


def _differ(region: str, other: str) -> bool:
    return bool(region and other) and region != other and is_known(region) and is_known(other)


def _function(**variables: object) -> Terraform:
    return {
        **TWO_REGIONS,
        "resource": {
            "aws_lambda_function": {
                "example": {"function_name": "pay-zq7", "environment": {"variables": variables}}
            },
            "aws_sqs_queue": {
                "work": {"name": "work-zq7"},
                "there": {"name": "work-zq7", "provider": "aws.other"},
            },
            "aws_dynamodb_table": {"pay": {"name": "pay-zq7"}},
        },
    }


def _target(arn: str) -> Terraform:
    there = {"name": "pay-zq7", "provider": "aws.other"}
    return {
        **TWO_REGIONS,
        "resource": {
            "aws_cloudwatch_event_target": {"example": {"rule": "a", "arn": arn}},
            "aws_cloudwatch_event_bus": {"there": there},
            "aws_sqs_queue": {"work": {"name": "work-zq7"}},
        },
    }


def _address(region: str, name: str) -> str:
    return f"https://sqs.{region}.amazonaws.com/{ACCOUNT}/{name}"


def _container(value: str) -> Terraform:
    container = {"name": "web", "environment": [{"name": "TABLE_NAME", "value": value}]}
    task = {"family": "pay-zq7", "container_definitions": json.dumps([container])}
    return {
        "resource": {
            "aws_ecs_task_definition": {"example": task},
            "aws_dynamodb_table": {"pay": {"name": "pay-zq7"}},
        }
    }


RULE = Rule(
    id="naming-leads",
    title="What values name is there",
    severity=Severity.HIGH,
    types=("*",),
    scope="configuration",
    check=check,
    rationale=(
        "A name in a variable is taken as it is: a table that is not there, or a queue of another region, is "
        "found out by the first payment."
    ),
    remediation=(
        "Refer to the resource (its name, url or arn) instead of spelling it out. Call a variable that is "
        "for another region so: PEER_QUEUE_URL."
    ),
    controls=("pci-dss-4.0.1:2.2.1", "nist-800-53-r5:CM-6", "nist-800-53-r5:CP-10"),
    requirements=("R12", "R13"),
    examples=Examples(
        passing=(
            _function(TABLE_NAME="pay-zq7", QUEUE_URL="${aws_sqs_queue.work.url}"),
            _function(QUEUE_URL=_address("xx-test-1", "work-zq7")),
            _function(PEER_QUEUE_URL=_address("xx-test-2", "work-zq7")),
            _function(TABLE_NAME="shared", QUEUE_URL=_address("xx-test-1", "legacy")),
            _target(f"arn:aws:events:xx-test-2:{ACCOUNT}:event-bus/pay-zq7"),
            _target(f"arn:aws:sqs:xx-test-1:{ACCOUNT}:work-zq7"),
            _container("pay-zq7"),
        ),
        failing=(
            _function(TABLE_NAME="pya-zq7"),
            _function(TABLE_NAME="${aws_sqs_queue.work.name}"),
            _function(QUEUE_URL=_address("xx-test-2", "work-zq7")),
            _function(QUEUE_URL="${aws_sqs_queue.there.url}"),
            _function(QUEUE_URL=_address("xx-test-1", "wrok-zq7")),
            _function(PEER_QUEUE_URL=_address("xx-test-2", "wrok-zq7")),
            _target(f"arn:aws:events:xx-test-2:{ACCOUNT}:event-bus/pya-zq7"),
            _target(f"arn:aws:sqs:xx-test-1:{ACCOUNT}:other-zq7"),
            _target(f"arn:aws:sqs:xx-test-2:{ACCOUNT}:work-zq7"),
            _container("capture-zq7"),
        ),
        absent=(Status.NOT_APPLICABLE, {"resource": {"aws_sqs_queue": {"example": {"name": "work-zq7"}}}}),
        unknown=(Status.UNKNOWN, _function(TABLE_NAME="${var.table}")),
    ),
)

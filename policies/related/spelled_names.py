"""What values name by spelling it out: ARNs, addresses of queues and of images, names in variables."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

from policies import service_values
from policies.arn import read_arn
from policies.configuration import Configuration, recalled
from policies.related.called import called
from policies.related.metrics import replicas
from policies.related.names import contains
from policies.resource import Resource
from policies.values import is_known

_KINDS: Final[Mapping[str, tuple[str, str, re.Pattern[str]]]] = {
    "lambda": ("aws_lambda_function", "function_name", re.compile(r"function:(?P<name>[^:]+)(?::.*)?")),
    "sqs": ("aws_sqs_queue", "name", re.compile(r"(?P<name>[^:/]+)")),
    "sns": ("aws_sns_topic", "name", re.compile(r"(?P<name>[^:/]+)(?::.*)?")),
    "dynamodb": ("aws_dynamodb_table", "name", re.compile(r"table/(?P<name>[^/]+)(?:/.*)?")),
    "states": ("aws_sfn_state_machine", "name", re.compile(r"stateMachine:(?P<name>[^:]+)(?::.*)?")),
    "events": ("aws_cloudwatch_event_bus", "name", re.compile(r"event-bus/(?P<name>.+)")),
    "ssm": ("aws_ssm_parameter", "name", re.compile(r"parameter(?P<name>/.+)")),
    "logs": ("aws_cloudwatch_log_group", "name", re.compile(r"log-group:(?P<name>[^:]+)(?::.*)?")),
    "ecr": ("aws_ecr_repository", "name", re.compile(r"repository/(?P<name>.+)")),
    "secretsmanager": (
        "aws_secretsmanager_secret",
        "name",
        re.compile(r"secret:(?P<name>[^:]+?)(?:-\w{6})?(?::.*)?"),
    ),
}
"""By service: the type and the argument with the name, and where the ARN has it (Service Authorization
Reference, "Resource types defined by ...")."""
_ARGUMENTS: Final = {kind: argument for kind, argument, _ in _KINDS.values()} | {"aws_s3_bucket": "bucket"}
_ADDRESS: Final = re.compile(
    r"https://sqs\.(?P<region>[^.]+|\$\{[^{}]*\})\.amazonaws\.com/[^/]+/(?P<name>[^/]+)"
)
_IMAGE: Final = re.compile(
    r"[^/]+\.dkr\.ecr\.(?P<region>[^.{}]+|\$\{[^{}]*\})\.amazonaws\.com/(?P<name>[^:@]+)(?:[:@].*)?"
)
_INVOKED: Final = re.compile(
    r"arn:[^:]+:apigateway:[^:]+:lambda:path/[\d-]+/functions/(?P<arn>.+)/invocations"
)
_SAID: Final[Mapping[str, str]] = {
    "TABLE": "aws_dynamodb_table",
    "QUEUE": "aws_sqs_queue",
    "TOPIC": "aws_sns_topic",
    "BUCKET": "aws_s3_bucket",
    "STATE_MACHINE": "aws_sfn_state_machine",
    "EVENT_BUS": "aws_cloudwatch_event_bus",
    "FUNCTION": "aws_lambda_function",
    "SECRET": "aws_secretsmanager_secret",
    "LOG_GROUP": "aws_cloudwatch_log_group",
}
_VARIABLE: Final = re.compile(rf"(?:.*_)?(?P<kind>{'|'.join(_SAID)})(?:_(?:NAME|ARN|URL|ID))?")
_OWN_ACCOUNT: Final = "aws_caller_identity"
_OWN_REGION: Final = "data.aws_region."


class Named(NamedTuple):
    """What a text names: the type, its region, which is empty where that of who names it is meant, the
    name.
    """

    kind: str
    region: str
    name: str


def named(text: str) -> Named | None:
    """What of our own account a text is the ARN, the address or the image of; None where it is of nothing."""
    invoked = _INVOKED.fullmatch(text)
    if invoked is not None:
        return named(invoked["arn"])
    for pattern, kind in ((_ADDRESS, "aws_sqs_queue"), (_IMAGE, "aws_ecr_repository")):
        match = pattern.fullmatch(text)
        if match is not None and _OWN_ACCOUNT in text:
            return Named(kind, match["region"], match["name"])
    arn = read_arn(text)
    if arn is None or arn.service not in _KINDS or _OWN_ACCOUNT not in arn.account:
        return None
    kind, _, pattern = _KINDS[arn.service]
    match = pattern.fullmatch(arn.resource)
    return None if match is None else Named(kind, arn.region, match["name"])


def said_kind(variable: str) -> str | None:
    """The type of which a variable is, as its name says (`PAYMENTS_TABLE_NAME`); None where it does not
    say.
    """
    match = _VARIABLE.fullmatch(variable)
    return _SAID[match["kind"]] if match is not None else None


def known_kinds() -> frozenset[str]:
    """The types that names of variables tell apart."""
    return frozenset(_SAID.values())


def region_of(found: Named, user: Resource) -> str:
    """The region where the thing is: the user's own where the text says that."""
    region = found.region
    return user.region if not region or _OWN_REGION in region else region


def lacking(user: Resource, found: Named, configuration: Configuration) -> str | None:
    """Why there is no such thing; None where there is, or where it may be somebody else's.

    Ours is what has the suffix of the environment, or nearly the name of one that is there.
    """
    region = region_of(found, user)
    by_region = _known(configuration).get(found.kind, {})
    everywhere = frozenset[str]().union(*by_region.values())
    here = everywhere if found.kind == "aws_s3_bucket" else by_region.get(region, frozenset())
    name = found.name
    if not everywhere or name in here or not all(map(is_known, (region, name, *here))):
        return None
    near = service_values.nearest(name, here)
    if near is not None:
        return f"{name}, and in {region} there is {near}"
    places = sorted(place for place, names in by_region.items() if name in names)
    if places:
        return f"{name} of {region}, and it is in {', '.join(places)}"
    ours = contains(name, str(user.context.suffix))
    return f"{name}, and nothing of {region} is called that" if ours and here else None


@recalled
def _known(configuration: Configuration) -> Mapping[str, Mapping[str, frozenset[str]]]:
    """By type and region, the names that there are."""
    found: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for kind, argument in _ARGUMENTS.items():
        for element in (kind, f"data.{kind}"):
            for region, names in called(configuration, element, argument).items():
                found[kind][region] |= names
    for region, name in replicas(configuration):
        found["aws_dynamodb_table"][region].add(name)
    for each in configuration.of("aws_secretsmanager_secret"):
        for block in each.blocks("replica"):
            found[each.type][str(block.get("region"))].add(str(each.get("name")))
    return {
        kind: {region: frozenset(names) for region, names in regions.items()}
        for kind, regions in found.items()
    }


def strings_of(value: object, path: str = "") -> Iterator[tuple[str, str]]:
    """Every text in a parsed JSON value, with its path."""
    if isinstance(value, Mapping):
        for key, each in value.items():
            yield from strings_of(each, f"{path}.{key}" if path else str(key))
    elif isinstance(value, list):
        for each in value:
            yield from strings_of(each, path)
    elif isinstance(value, str):
        yield path, value

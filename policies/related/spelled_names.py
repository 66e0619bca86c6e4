"""What values name by spelling it out: ARNs, addresses of queues and of images, names in variables."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

from policies import service_values
from policies.arn import read_arn
from policies.configuration import Configuration, recalled
from policies.model import Judgement, fail, unspecified
from policies.related.called import HIDDEN, called, is_ours
from policies.related.metrics import replicas
from policies.related.regions import OF_THE_WORLD
from policies.related.variables import PARAMETER, PREFIX
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
_ARGUMENTS: Final = {kind: argument for kind, argument, _ in _KINDS.values()} | {
    "aws_s3_bucket": "bucket",
    "aws_ecs_service": "name",
}
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
    "PARAMETER": PARAMETER,
}
_VARIABLE: Final = re.compile(rf"(?:.*_)?(?P<kind>{'|'.join(_SAID)})(?:_(?:NAME|ARN|URL|ID))?")
_OWN_ACCOUNT: Final = "aws_caller_identity"
_OWN_REGION: Final = "data.aws_region."


_BUCKET: Final = "aws_s3_bucket"
_ANYWHERE: Final = "*"
"""Names of buckets are those of the world."""


class Named(NamedTuple):
    """What a text names: the type, its region, which is empty where that of who names it is meant, the
    name.
    """

    kind: str
    region: str
    name: str


def named(text: str) -> Named | None:
    """What of our own account a text is the ARN, the address or the image of; None where it is of nothing."""
    if not is_of_own_account(text):
        return None
    invoked = _INVOKED.fullmatch(text)
    if invoked is not None:
        return named(invoked["arn"])
    for pattern, kind in ((_ADDRESS, "aws_sqs_queue"), (_IMAGE, "aws_ecr_repository")):
        match = pattern.fullmatch(text)
        if match is not None:
            return Named(kind, match["region"], match["name"])
    arn = read_arn(text)
    if arn is None or arn.service not in _KINDS or _OWN_ACCOUNT not in arn.account:
        return None
    kind, _, pattern = _KINDS[arn.service]
    match = pattern.fullmatch(arn.resource)
    return None if match is None else Named(kind, arn.region, match["name"])


def is_of_own_account(text: str) -> bool:
    """Whether a text says our own account, as the name of a thing does that it spells out."""
    return _OWN_ACCOUNT in text


def scaled(text: str) -> Named | None:
    """What the id of a resource of Application Auto Scaling names: `service/<cluster>/<service>`, a table."""
    match = _SCALED.fullmatch(text)
    if match is None:
        return None
    kind = "aws_ecs_service" if match["service"] else "aws_dynamodb_table"
    return Named(kind, "", match["service"] or match["table"])


_SCALED: Final = re.compile(r"service/[^/]+/(?P<service>[^/]+)|table/(?P<table>[^/]+)(?:/.*)?")


def said_kind(variable: str) -> str | None:
    """The type of which a variable is, as its name says (`PAYMENTS_TABLE_NAME`); None where it does not
    say.
    """
    if variable.startswith(PREFIX):
        return PARAMETER
    match = _VARIABLE.fullmatch(variable)
    return _SAID[match["kind"]] if match is not None else None


def known_kinds() -> frozenset[str]:
    """The types that names of variables tell apart."""
    return frozenset(_SAID.values())


_PLACES: Final = (
    re.compile(r"com\.amazonaws\.(?P<region>[a-z]{2}(?:-[a-z]+)+-\d)\..+"),
    re.compile(r"https://[\w-]+\.(?P<region>[a-z]{2}(?:-[a-z]+)+-\d)\.amazonaws\.com/.*"),
    re.compile(r"(?P<region>[a-z]{2}(?:-[a-z]+)+-\d)[a-z]"),
)
"""The name of a service for endpoints, the address of one, a zone."""
_GLOBAL: Final = dict.fromkeys(("acm", "wafv2", "cloudfront"), OF_THE_WORLD)
"""Services of which what CloudFront uses is in one region, wherever the rest is."""


def place(text: str) -> str:
    """The region that an ARN, an address or a zone is of; empty where it says none, or that of the world."""
    arn = read_arn(text)
    if arn is not None:
        return "" if _GLOBAL.get(arn.service) == arn.region else arn.region
    found = (pattern.fullmatch(text) for pattern in _PLACES)
    return next((match["region"] for match in found if match is not None), "")


def region_of(found: Named, user: Resource) -> str:
    """The region where the thing is: the user's own where the text says that."""
    region = found.region
    return user.region if not region or _OWN_REGION in region else region


def lacking(user: Resource, path: str, found: Named, configuration: Configuration) -> Iterator[Judgement]:
    """That there is no such thing, named at a path of the user; nothing where it may be another's.

    Ours is what has the suffix of the environment, or nearly the name of one that is there.
    """
    region = region_of(found, user)
    by_region = _known(configuration).get(found.kind, {})
    here = by_region.get(_ANYWHERE if found.kind == _BUCKET else region, frozenset())
    name = found.name
    if name in here or HIDDEN in here or not (is_known(region) and is_known(name)):
        return
    near, ours = service_values.nearest(name, here), is_ours(user, name)
    places = sorted(place for place, names in by_region.items() if name in names)
    if near is not None:
        yield fail(f"{path} is {name}, and in {region} there is {near}", path)
    elif places:
        yield fail(f"{path} is {name} of {region}, and it is in {', '.join(places)}", path)
    elif ours and here:
        yield fail(f"{path} is {name}, and nothing of {region} is called that", path)
    elif ours is None and here:
        yield unspecified("suffix")


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
    found[_BUCKET][_ANYWHERE] = set[str]().union(*found[_BUCKET].values())
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

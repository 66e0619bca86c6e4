"""What functions and tasks are granted gets through the endpoints that they go through."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

from policies.access.holders import holder_of
from policies.access.passage import kept_back
from policies.configuration import Configuration, recalled
from policies.examples import policy_text, role
from policies.model import NOT_APPLICABLE, Examples, Judgement, Rule, Severity, Status, Terraform, unknown
from policies.related.networks import endpoint_service, route_tables, subnets
from policies.resource import Resource
from policies.rules.access._found import judgements
from policies.values import as_list

_ELSEWHERE: Final = frozenset(
    f"dynamodb:{action}" for action in ("DescribeStream", "GetRecords", "GetShardIterator", "ListStreams")
)
"""What has an endpoint of its own under the prefix of another (AWS PrivateLink for DynamoDB Streams)."""
_PULLING: Final = frozenset(
    f"ecr:{action}"
    for action in (
        *("BatchCheckLayerAvailability", "BatchGetImage", "GetDownloadUrlForLayer"),
        *("CompleteLayerUpload", "InitiateLayerUpload", "PutImage", "UploadLayerPart"),
    )
)
_ASKING: Final = frozenset(
    f"ecr:{action}"
    for action in ("DescribeImages", "DescribeRepositories", "GetAuthorizationToken", "ListImages")
)
_BY_ANOTHER: Final[Mapping[str, frozenset[str]]] = {"ecr.api": _PULLING, "ecr.dkr": _ASKING}
"""What goes by the other one of two endpoints: images by that of Docker, all else by that of the API (Amazon
ECR User Guide, "Amazon ECR interface VPC endpoints")."""
_BY_LAMBDA: Final[Mapping[str, frozenset[str]]] = {
    "kinesis": frozenset(
        f"kinesis:{action}"
        for action in ("DescribeStream", "DescribeStreamSummary", "GetRecords", "GetShardIterator")
    ),
    "sqs": frozenset(f"sqs:{action}" for action in ("DeleteMessage", "GetQueueAttributes", "ReceiveMessage")),
}
"""What Lambda itself asks for a function, from its own network (Lambda Developer Guide, "Event source
mappings"); it writes the function's logs and traces as well."""


class _Inside(NamedTuple):
    """What runs in a VPC: in which of its subnets, and as which roles."""

    element: Resource
    subnets: tuple[Resource, ...]
    roles: tuple[Resource, ...]


def check(endpoint: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """Its policy allows each action that a role of a function or task that goes through it is granted by
    name, on all that it is granted for in the region.
    """
    service = endpoint_service(endpoint, configuration)
    vpc = configuration.target(endpoint, endpoint.get("vpc_id"))
    inside = _inside(configuration).get(vpc, ())
    passing = [each for each in inside if _goes_through(each, endpoint, configuration)]
    if ".vpce." in str(endpoint.get("service_name")) or not passing:
        yield NOT_APPLICABLE
        return
    if service is None:
        yield unknown(f"only the plan can tell what service {endpoint.get('service_name')} is")
        return
    prefix = service.partition(".")[0]
    said: dict[Resource, None] = {}
    for element, _, roles in passing:
        is_function = element.type == "aws_lambda_function"
        if is_function and prefix in ("logs", "xray"):
            continue
        by_others = _ELSEWHERE | _BY_ANOTHER.get(service, frozenset())
        by_others |= _BY_LAMBDA.get(prefix, frozenset()) if is_function else frozenset()
        for each in roles:
            if each not in said:
                said[each] = None
                found = kept_back(holder_of(each, configuration), endpoint, prefix, configuration, by_others)
                yield from judgements(found, besides=", which this endpoint keeps back")


@recalled
def _inside(configuration: Configuration) -> Mapping[Resource | None, list[_Inside]]:
    """By VPC, as far as the configuration tells which."""
    found = defaultdict(list)
    for element in configuration.of("aws_lambda_function", "aws_ecs_service"):
        is_function = element.type == "aws_lambda_function"
        runs = element if is_function else configuration.target(element, element.get("task_definition"))
        where = "vpc_config.subnet_ids" if is_function else "network_configuration.subnets"
        named = ("role",) if is_function else ("task_role_arn", "execution_role_arn")
        roles = (configuration.target(runs, runs.get(each)) for each in named) if runs is not None else ()
        own = tuple(each for each in roles if each is not None and each.type == "aws_iam_role")
        placed = defaultdict(list)
        for _, subnet in subnets(element, element.get(where), configuration):
            if subnet is not None:
                placed[configuration.target(subnet, subnet.get("vpc_id"))].append(subnet)
        for vpc, each in placed.items() if own else ():
            found[vpc].append(_Inside(element, tuple(each), own))
    return found


def _goes_through(inside: _Inside, endpoint: Resource, configuration: Configuration) -> bool:
    """Whether requests of what is in its VPC go through the endpoint: by the name of the service, or by a
    route table.
    """
    if endpoint.get("vpc_endpoint_type") == "Interface":
        vpc = configuration.target(endpoint, endpoint.get("vpc_id"))
        return vpc is not None and endpoint.get("private_dns_enabled") not in (None, False)
    tables = {configuration.target(endpoint, each) for each in as_list(endpoint.get("route_table_ids"))}
    linked = configuration.related(endpoint, "aws_vpc_endpoint_route_table_association", "vpc_endpoint_id")
    tables |= {configuration.target(each, each.get("route_table_id")) for each in linked}
    return any(
        table in tables for each in inside.subnets for table in route_tables(each, configuration) if table
    )


_TABLE: Final = "arn:aws:dynamodb:xx-test-1:${data.aws_caller_identity.here.account_id}:table/ledger-zq7"
_READ: Final = {"Effect": "Allow", "Action": "dynamodb:Query", "Resource": [_TABLE, f"{_TABLE}/index/*"]}
_OURS: Final = {"StringEquals": {"aws:ResourceAccount": "${data.aws_caller_identity.here.account_id}"}}


def _behind(granted: Mapping[str, object], subnet: str = "private", **statement: object) -> Terraform:
    policy = {"Effect": "Allow", "Principal": "*", "Action": "dynamodb:Query", "Resource": "*", **statement}
    return {
        "data": {"aws_caller_identity": {"here": {}}},
        "resource": {
            **role("reader", granted),
            "aws_vpc": {"main": {}},
            "aws_subnet": {name: {"vpc_id": "${aws_vpc.main.id}"} for name in ("private", "other")},
            "aws_route_table": {"private": {"vpc_id": "${aws_vpc.main.id}"}},
            "aws_route_table_association": {
                "private": {
                    "subnet_id": "${aws_subnet.private.id}",
                    "route_table_id": "${aws_route_table.private.id}",
                }
            },
            "aws_lambda_function": {
                "reader": {
                    "function_name": "reader-zq7",
                    "role": "${aws_iam_role.reader.arn}",
                    "vpc_config": {"subnet_ids": [f"${{aws_subnet.{subnet}.id}}"]},
                }
            },
            "aws_vpc_endpoint": {
                "example": {
                    "service_name": "com.amazonaws.xx-test-1.dynamodb",
                    "vpc_id": "${aws_vpc.main.id}",
                    "vpc_endpoint_type": "Gateway",
                    "route_table_ids": ["${aws_route_table.private.id}"],
                    "policy": policy_text(policy),
                }
            },
        },
    }


RULE = Rule(
    id="vpc-endpoint-grants",
    title="VPC endpoints let through what roles behind them are granted",
    severity=Severity.HIGH,
    types=("aws_vpc_endpoint",),
    scope="configuration",
    check=check,
    rationale=(
        "A request has to be allowed by the role and by the endpoint: a policy that forgets an action, or "
        "the indexes of a table, takes from the functions what their roles give them, and only when they ask."
    ),
    remediation="Add the action and the resource to the policy of the endpoint, or take both from the role.",
    controls=("pci-dss-4.0.1:7.2.1", "nist-800-53-r5:AC-6", "nist-800-53-r5:CP-10(2)"),
    requirements=("R54", "R41"),
    examples=Examples(
        passing=(
            _behind(_READ),
            _behind(_READ, Resource=[_TABLE, f"{_TABLE}/*"], Condition=_OURS),
            _behind({**_READ, "Action": ["dynamodb:Query", "dynamodb:GetRecords"]}),
            _behind({**_READ, "Resource": _TABLE.replace("xx-test-1", "xx-test-2")}, Resource=_TABLE),
        ),
        failing=(
            _behind(_READ, Resource=_TABLE),
            _behind(_READ, Action="dynamodb:GetItem"),
            _behind({**_READ, "Action": ["dynamodb:Query", "dynamodb:PutItem"]}),
            _behind(_READ, Principal={"AWS": "arn:aws:iam::999988887777:root"}),
            _behind(_READ, Condition={"StringEquals": {"aws:ResourceAccount": "999988887777"}}),
        ),
        absent=(Status.NOT_APPLICABLE, _behind(_READ, "other", Resource=_TABLE)),
        unknown=(
            Status.UNKNOWN,
            _behind(_READ, Condition={"StringEquals": {"aws:PrincipalOrgID": "o-example"}}),
        ),
    ),
)

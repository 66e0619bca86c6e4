"""Where requests, events and data go, read from the elements of stacks: what leads to what.

`_LINKS` names the arguments that tell. What lies between two main resources (listeners, aliases, security
groups) is passed through.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final, NamedTuple

from policies.configuration import Configuration
from policies.references import mentioned
from policies.report.model import Flow
from policies.resource import Resource

KINDS: Final[Mapping[str, str]] = {
    "aws_route53_record": "DNS records",
    "aws_route53_health_check": "Health checks",
    "aws_wafv2_web_acl": "Web firewall",
    "aws_lb": "Load balancer",
    "aws_api_gateway_rest_api": "REST API",
    "aws_ecs_service": "Service on Fargate",
    "aws_lambda_function": "Functions",
    "aws_sfn_state_machine": "State machines",
    "aws_rds_cluster": "Aurora",
    "aws_dynamodb_table": "DynamoDB tables",
    "aws_dynamodb_table_replica": "DynamoDB replicas",
    "aws_s3_bucket": "S3 buckets",
    "aws_dms_endpoint": "Migration endpoints",
    "aws_dms_replication_task": "Migration tasks",
    "aws_cloudwatch_event_bus": "Event bus",
    "aws_sns_topic": "Topics",
    "aws_sqs_queue": "Queues",
    "aws_cloudwatch_metric_alarm": "Alarms",
    "aws_cloudwatch_composite_alarm": "Composite alarms",
    "aws_vpc": "Network",
    "aws_vpc_endpoint": "VPC endpoints",
    "aws_nat_gateway": "NAT gateways",
}
"""The main resources, and what a node of each is called."""

_Link = tuple[str, str, str]
_LINKS: Final[Mapping[str, tuple[_Link, ...]]] = {
    # type: from what an argument names, to what another names (the resource itself where empty), and what goes there
    "aws_route53_record": (("", "alias.name", ""), ("health_check_id", "", "decides")),
    "aws_wafv2_web_acl_association": (("web_acl_arn", "resource_arn", "guards"),),
    "aws_api_gateway_stage": (("", "rest_api_id", ""),),
    "aws_api_gateway_base_path_mapping": (("domain_name", "api_id", ""),),
    "aws_api_gateway_integration": (
        ("rest_api_id", "uri", "requests"),
        ("rest_api_id", "integration_target", "requests"),
    ),
    "aws_lb": (("", "access_logs.bucket", "access logs"), ("", "security_groups|out", "")),
    "aws_lb_listener": (("load_balancer_arn", "", ""), ("", "default_action", "requests")),
    "aws_lb_listener_rule": (("listener_arn", "", ""), ("", "action", "requests")),
    "aws_lb_target_group_attachment": (("target_group_arn", "target_id", ""),),
    "aws_ecs_service": (
        ("load_balancer", "", ""),
        ("", "network_configuration.security_groups|out", ""),
        ("network_configuration.security_groups|in", "", ""),
    ),
    "aws_rds_cluster": (("vpc_security_group_ids|in", "", ""),),
    "aws_vpc_endpoint": (("security_group_ids|in", "", ""),),
    "aws_vpc_security_group_ingress_rule": (
        ("referenced_security_group_id|out", "security_group_id|in", "calls"),
    ),
    "aws_vpc_security_group_egress_rule": (
        ("security_group_id|out", "referenced_security_group_id|in", "calls"),
    ),
    "aws_lambda_alias": (("", "function_name", ""),),
    "aws_lambda_function": (
        ("", "environment", "uses"),
        ("", "role", ""),
        ("", "vpc_config.security_group_ids|out", ""),
    ),
    "aws_iam_role_policy": (("role", "policy", "uses"),),
    "aws_lambda_event_source_mapping": (("event_source_arn", "function_name", "changes"),),
    "aws_sfn_state_machine": (("", "definition", "runs"),),
    "aws_cloudwatch_event_rule": (("event_bus_name", "", ""),),
    "aws_cloudwatch_event_target": (("rule", "arn", "events"),),
    "aws_sns_topic_subscription": (("topic_arn", "endpoint", "alerts"),),
    "aws_cloudwatch_metric_alarm": (("", "alarm_actions", "alerts"),),
    "aws_cloudwatch_composite_alarm": (("alarm_rule", "", "decides"), ("", "alarm_actions", "alerts")),
    "aws_dynamodb_table_replica": (("global_table_arn", "", "replication"),),
    "aws_s3_bucket_replication_configuration": (("bucket", "rule", "replication"),),
    "aws_dms_replication_task": (
        ("source_endpoint_arn", "", "rows"),
        ("", "target_endpoint_arn", "rows"),
        ("", "replication_instance_arn", "rows"),
    ),
    "aws_dms_replication_instance": (("", "vpc_security_group_ids|out", ""),),
    "aws_flow_log": (("vpc_id", "log_destination", "flow logs"),),
    "aws_subnet": (("vpc_id", "", ""),),
    "aws_nat_gateway": (("subnet_id", "", "way out"),),
}

_NAMED_BY: Final = {
    "aws_cloudwatch_event_bus": "name",
    "aws_dynamodb_table": "name",
    "aws_lambda_function": "function_name",
    "aws_sfn_state_machine": "name",
    "aws_sns_topic": "name",
    "aws_sqs_queue": "name",
}
"""The argument with the name that ARNs hold, where they are written out between stacks."""

_ARN: Final = re.compile(r"arn:[^:]*:\w+:([a-z0-9-]*):[^:]*:(?:[\w-]+[:/])?([A-Za-z0-9-]+)")
_WORD: Final = re.compile(r"[A-Za-z0-9-]+")
_OUTPUT: Final = re.compile(r"(data\.terraform_remote_state\.\w+)\.(outputs\.\w+)")


class Vertex(NamedTuple):
    """A resource; `side` tells who is in a security group from who lets it in."""

    stack: str
    type: str
    address: str
    side: str = ""

    @property
    def id(self) -> str:
        """The id of the resource in a report."""
        return f"{self.stack}/{self.address}"


class Node(NamedTuple):
    """All main resources of one type in the stacks of one group."""

    group: str
    type: str

    @property
    def title(self) -> str:
        """What it is called within its group."""
        return KINDS[self.type]

    @property
    def name(self) -> str:
        """What it is called among all of a system."""
        return f"{self.group}: {self.title}"


@dataclass(frozen=True)
class System:
    """The elements of a system's stacks, and what leads to what among them."""

    name: str
    configuration: Configuration

    @cached_property
    def regions(self) -> Mapping[str, tuple[str, ...]]:
        """The regions that each stack works in, that of its default provider first."""
        found: dict[str, dict[str, None]] = {each.stack: {} for each in self.configuration.elements}
        for provider in self.configuration.by_type.get("provider.aws", ()):
            if provider.region:
                found[provider.stack][provider.region] = None
        return {stack: tuple(regions) for stack, regions in found.items()}

    def group(self, stack: str) -> str:
        """What the stack is called without its system and its region."""
        name = stack.removeprefix(f"{self.name}-")
        for region in self.regions[stack]:
            name = name.removesuffix(f"-{region}")
        return name

    def node(self, element: Resource | Vertex) -> Node | None:
        """The node of a main resource; None for what is none."""
        return Node(self.group(element.stack), element.type) if element.type in KINDS else None

    @cached_property
    def arrows(self) -> Mapping[Vertex, Mapping[Vertex, str]]:
        """From each resource to those that it leads to, with what goes there."""
        found: dict[Vertex, dict[Vertex, str]] = defaultdict(dict)
        for kind, links in _LINKS.items():
            for element in self.configuration.by_type.get(kind, ()):
                for source, target, what in links:
                    for one in self._ends(element, source):
                        for other in self._ends(element, target):
                            found[one].setdefault(other, what)
        return found

    @cached_property
    def edges(self) -> Mapping[tuple[Node, Node], frozenset[str]]:
        """From node to node, with the words for what goes there."""
        found: dict[tuple[Node, Node], set[str]] = defaultdict(set)
        for start in sorted(self.arrows):
            if one := self.node(start):
                for end, what in self._reached(start):
                    other = self.node(end)
                    if other and other != one:
                        found[one, other].add(what)
        return {ends: frozenset(words) for ends, words in found.items()}

    def referred(self, stack: str, value: object) -> Iterator[Vertex]:
        """The managed resources that a value refers to: in the stack, or by outputs of another."""
        text = json.dumps(value, default=str)
        for address in mentioned(text):
            for element in self.configuration.by_block.get((stack, address), ()):
                if element.is_managed:
                    yield _vertex(element)
                elif element.type.startswith("data.") and element.type != "data.terraform_remote_state":
                    yield from self.named(stack, element.values)
        for state, attribute in _OUTPUT.findall(text):
            for element in self.configuration.by_block.get((stack, state), ()):
                output = self.configuration.remote_output(element, attribute)
                if output is not None and output.stack != stack:
                    yield from self.named(output.stack, output.values.get("value"))

    def named(self, stack: str, value: object) -> Iterator[Vertex]:
        """The resources that a value refers to, or says by the names that AWS knows them by."""
        text = json.dumps(value, default=str)
        here = next(iter(self.regions[stack]), "")
        written = [*_ARN.findall(text), *((here, word) for word in _WORD.findall(_ARN.sub("", text)))]
        for region, name in dict.fromkeys(written):
            known = self._by_name.get(name, {})
            yield from [known[region]] if region in known else known.values()
        yield from self.referred(stack, value)

    @cached_property
    def _by_name(self) -> Mapping[str, Mapping[str, Vertex]]:
        """Main resources by the name that AWS knows them by, and by region."""
        found: dict[str, dict[str, Vertex]] = defaultdict(dict)
        for kind, argument in _NAMED_BY.items():
            for element in self.configuration.by_type.get(kind, ()):
                if isinstance(name := element.values.get(argument), str):
                    found[name][element.region] = _vertex(element)
        return found

    def _ends(self, element: Resource, place: str) -> Iterator[Vertex]:
        path, _, side = place.partition("|")
        if not path:
            yield _vertex(element)
            return
        for each in self.named(element.stack, element.get(path)):
            yield each._replace(side=side)

    def _reached(self, start: Vertex) -> Iterator[tuple[Vertex, str]]:
        """The main resources that one leads to through what lies between, with the first word for it."""
        seen, open_ = {start}, [(start, "")]
        while open_:
            vertex, what = open_.pop()
            for other, word in sorted(self.arrows.get(vertex, {}).items()):
                if other in seen:
                    continue
                seen.add(other)
                if other.type in KINDS:
                    yield other, what or word
                else:
                    open_.append((other, what or word))


def systems_of(elements: Iterable[Resource]) -> tuple[System, ...]:
    """The systems that elements belong to, by name; what belongs to none that is known is one of its own."""
    by_system: dict[str, list[Resource]] = defaultdict(list)
    for element in elements:
        by_system[element.context.system].append(element)
    return tuple(System(name, Configuration(tuple(found))) for name, found in sorted(by_system.items()))


def flow_entries(system: System) -> tuple[Flow, ...]:
    """From node to node of a system's diagram, in the order of their names."""
    return tuple(
        sorted(
            (
                Flow(system.name, one.name, other.name, tuple(sorted(words - {""})))
                for (one, other), words in system.edges.items()
            ),
            key=lambda flow: (flow.source, flow.target),
        )
    )


def _vertex(element: Resource) -> Vertex:
    return Vertex(element.stack, element.type, element.address)

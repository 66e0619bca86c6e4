"""Draw each system from its synthesized stacks: `python -m tools.diagram`, or `make generated`.

`docs/diagrams/<system>.md` shows stacks as groups, stacks that differ by region once, and in each group one
node for each kind of main resource. An arrow says where requests, events and data go: `_LINKS` names the
arguments that tell. What lies between two main resources (listeners, aliases, security groups) is left out.
"""

from __future__ import annotations

import json
import re
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Final, NamedTuple

from infra import systems

PROJECT: Final = Path(__file__).resolve().parents[1]
DIAGRAMS: Final = PROJECT / "docs" / "diagrams"
_MOST_NAMES: Final = 6

_KINDS: Final = {
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
    "aws_api_gateway_integration": (("rest_api_id", "uri", "requests"),),
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
    "aws_lambda_function": (("", "environment", "uses"), ("", "role", "")),
    "aws_iam_role_policy": (("role", "policy", "uses"),),
    "aws_lambda_event_source_mapping": (("event_source_arn", "function_name", "changes"),),
    "aws_sfn_state_machine": (("", "definition", "runs"),),
    "aws_cloudwatch_event_rule": (("event_bus_name", "", ""),),
    "aws_cloudwatch_event_target": (("rule", "arn", "events"),),
    "aws_sns_topic_subscription": (("topic_arn", "endpoint", "alerts"),),
    "aws_cloudwatch_metric_alarm": (("", "alarm_actions", "alerts"),),
    "aws_cloudwatch_composite_alarm": (("alarm_rule", "", "decides"), ("", "alarm_actions", "alerts")),
    "aws_dynamodb_table_replica": (("global_table_arn", "", "replication"),),
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
_RESOURCE: Final = re.compile(r"\b(aws_[a-z0-9_]+)\.([A-Za-z0-9_-]+)")
_OUTPUT: Final = re.compile(r"terraform_remote_state\.(\w+)\.outputs\.(\w+)")


class _Vertex(NamedTuple):
    """A resource; `side` tells who is in a security group from who lets it in."""

    stack: str
    type: str
    id: str
    side: str = ""


class _Node(NamedTuple):
    """All main resources of one type in the stacks of one group."""

    group: str
    type: str

    @property
    def id(self) -> str:
        """What Mermaid knows it by."""
        return _identifier(f"{self.group}_{self.type.removeprefix('aws_')}")


@dataclass(frozen=True)
class _System:
    """A system's stacks by name, as they were synthesized."""

    name: str
    stacks: Mapping[str, Any]

    @cached_property
    def by_name(self) -> Mapping[str, Mapping[str, _Vertex]]:
        """Main resources by the name that AWS knows them by, and by region."""
        found: dict[str, dict[str, _Vertex]] = defaultdict(dict)
        for stack, content in self.stacks.items():
            for kind, argument in _NAMED_BY.items():
                for name, body in content["resource"].get(kind, {}).items():
                    region = self.regions(stack)[body.get("provider", "aws")]
                    found[body[argument]][region] = _Vertex(stack, kind, name)
        return found

    def group(self, stack: str) -> str:
        """What the stack is called without its system and its region."""
        name = stack.removeprefix(f"{self.name}-")
        for region in self.regions(stack).values():
            name = name.removesuffix(f"-{region}")
        return name

    def regions(self, stack: str) -> dict[str, str]:
        """The regions that a stack works in, by what its resources call the provider there."""
        return {
            f"aws.{provider['alias']}" if "alias" in provider else "aws": provider["region"]
            for provider in self.stacks[stack]["provider"]["aws"]
        }

    def named(self, stack: str, value: object) -> Iterator[_Vertex]:
        """The resources that a value refers to: in the stack, by outputs of another, or by their names."""
        text = json.dumps(value)
        here = next(iter(self.regions(stack).values()))
        written = [*_ARN.findall(text), *((here, word) for word in _WORD.findall(_ARN.sub("", text)))]
        for region, name in dict.fromkeys(written):
            known = self.by_name.get(name, {})
            yield from [known[region]] if region in known else known.values()
        for kind, name in _RESOURCE.findall(text):
            if name in self.stacks[stack]["resource"].get(kind, {}):
                yield _Vertex(stack, kind, name)
            elif name in (looked_up := self.stacks[stack].get("data", {}).get(kind, {})):
                yield from self.named(stack, {**looked_up[name], "//": None})
        for state, output in _OUTPUT.findall(text):
            key = self.stacks[stack]["data"]["terraform_remote_state"][state]["config"]["key"]
            for other, content in self.stacks.items():
                if content["terraform"]["backend"]["s3"]["key"] == key:
                    yield from self.named(other, content["output"][output]["value"])

    def arrows(self) -> dict[_Vertex, dict[_Vertex, str]]:
        """From each resource to those that it leads to, with what goes there."""
        found: dict[_Vertex, dict[_Vertex, str]] = defaultdict(dict)
        for stack, content in self.stacks.items():
            for kind, links in _LINKS.items():
                for name, body in content["resource"].get(kind, {}).items():
                    itself = _Vertex(stack, kind, name)
                    for source, target, what in links:
                        for one in self._ends(itself, body, source):
                            for other in self._ends(itself, body, target):
                                found[one].setdefault(other, what)
        return found

    def _ends(self, itself: _Vertex, body: Mapping[str, Any], place: str) -> Iterator[_Vertex]:
        path, _, side = place.partition("|")
        if not path:
            yield itself
            return
        value: Any = body
        for step in path.split("."):
            value = value.get(step) if isinstance(value, dict) else None
        for each in self.named(itself.stack, value):
            yield each._replace(side=side)


def _reached(
    arrows: Mapping[_Vertex, Mapping[_Vertex, str]], start: _Vertex
) -> Iterator[tuple[_Vertex, str]]:
    """The main resources that one leads to through what lies between, with the first word for it."""
    seen, open_ = {start}, [(start, "")]
    while open_:
        vertex, what = open_.pop()
        for other, word in sorted(arrows.get(vertex, {}).items()):
            if other in seen:
                continue
            seen.add(other)
            if other.type in _KINDS:
                yield other, what or word
            else:
                open_.append((other, what or word))


def render(system: str, folder: Path) -> str:
    """The page of a system whose synthesis is in `folder`."""
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))["stacks"]
    drawn = _System(
        system,
        {
            name: json.loads((folder / entry["synthesizedStackPath"]).read_text(encoding="utf-8"))
            for name, entry in manifest.items()
            if name.startswith(f"{system}-")
        },
    )
    held: dict[_Node, set[str]] = defaultdict(set)
    regions: dict[str, list[str]] = defaultdict(list)
    for stack, content in drawn.stacks.items():
        group = drawn.group(stack)
        regions[group] += [each for each in drawn.regions(stack).values() if each not in regions[group]]
        for kind in content["resource"].keys() & _KINDS.keys():
            held[_Node(group, kind)].update(content["resource"][kind])
    arrows = drawn.arrows()
    edges: dict[tuple[_Node, _Node], set[str]] = defaultdict(set)
    for start in sorted(each for each in arrows if each.type in _KINDS):
        for end, what in _reached(arrows, start):
            ends = _Node(drawn.group(start.stack), start.type), _Node(drawn.group(end.stack), end.type)
            if ends[0] != ends[1]:
                edges[ends].add(what)
    return "\n".join(_page(system, regions, held, edges))


def _page(
    system: str,
    regions: Mapping[str, list[str]],
    held: Mapping[_Node, set[str]],
    edges: Mapping[tuple[_Node, _Node], set[str]],
) -> Iterator[str]:
    connected = {node for ends in edges for node in ends}
    yield from (f"# {system}", "")
    yield from (
        "Generated by `make generated` from the synthesized stacks; do not edit.",
        "Each frame is a stack, or one for each of the regions that it names.",
        "",
    )
    yield "```mermaid"
    yield "flowchart LR"
    for group, places in regions.items():
        nodes = sorted(node for node in held if node.group == group and node in connected)
        if nodes:
            title = f"{group}: {', '.join(places)}"
            yield f'  subgraph {_identifier(group)}["{title}"]'
            yield from (f'    {node.id}["{_label(node, held[node])}"]' for node in nodes)
            yield "  end"
    for (one, other), words in sorted(edges.items()):
        label = ", ".join(sorted(words - {""}))
        yield f"  {one.id} -->{f'|{label}|' if label else ''} {other.id}"
    yield from ("```", "")


def _identifier(text: str) -> str:
    return re.sub(r"\W", "_", text)


def _label(node: _Node, names: set[str]) -> str:
    title = _KINDS[node.type]
    shown = ", ".join(sorted(names)) if len(names) <= _MOST_NAMES else str(len(names))
    return f"{title}<br/>{shown}"


def main() -> int:
    """Write the diagram of every system."""
    from cdktf import App  # noqa: PLC0415 (Node is started for it)

    DIAGRAMS.mkdir(exist_ok=True)
    for system in systems.SYSTEMS:
        with tempfile.TemporaryDirectory() as folder:
            app = App(outdir=folder, stack_traces=False)
            systems.build(app, systems.load(system, "sample"))
            app.synth()
            (DIAGRAMS / f"{system}.md").write_text(render(system, Path(folder)), encoding="utf-8")
        print(f"docs/diagrams/{system}.md")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())

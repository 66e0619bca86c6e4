"""What tells health behind a load balancer is a function of its own."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from fnmatch import fnmatchcase
from typing import Final

from policies import expect
from policies.configuration import Configuration, recalled
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
from policies.related.targets import ACTIONS, balancer_of, groups_called, paths_of
from policies.resource import Resource
from policies.rules.route53._records import RECORD, leads_to
from policies.values import is_expression

_CHECK: Final = "aws_route53_health_check"
_ATTACHMENT: Final = "aws_lb_target_group_attachment"
_Requests = Mapping[object, set[tuple[Resource, str]]]
"""By function: the load balancers that call it, and the patterns of paths for which they do."""


def check(group: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """A function that a health check asks through a load balancer, or that its group asks, is called for
    nothing else by that load balancer. Names heed both, as far as they lead there.
    """
    kind, asked, requests = group.get("target_type"), _asked(configuration), _requests(configuration)
    called = {each for function in _functions(group, configuration) for each in requests.get(function, ())}
    patterns = {path for balancer, path in called if balancer in asked}
    if is_expression(kind):
        yield unknown(f"target_type is {kind}, which only the plan can tell")
        return
    if kind != "lambda" or not patterns:
        yield NOT_APPLICABLE
        return
    own = _asked_by(group)
    health = own.union(*(asked[balancer] for balancer, _ in called if balancer in asked))
    others = patterns - health
    if any(map(is_expression, patterns | health)):
        yield unknown("only the plan can tell for which paths its function is called")
    elif others and (own or any(fnmatchcase(path, each) for path in health for each in patterns)):
        yield fail(
            f"its function is asked for health ({', '.join(sorted(health))}) and called for "
            f"{', '.join(sorted(others))}: each can use up what the other needs"
        )


def _asked_by(group: Resource) -> set[str]:
    """The path on which a group asks, if it does."""
    return {
        str(block.get("path") or "/")
        for block in group.blocks("health_check")
        if not expect.is_false(block.get("enabled"))
    }


def _functions(group: Resource, configuration: Configuration) -> Iterator[object]:
    """What is registered in a group: functions, or what names one that is not in the configuration."""
    for attached in configuration.related(group, _ATTACHMENT, "target_group_arn"):
        found = configuration.target(attached, attached.get("target_id"))
        if found is not None and found.type == "aws_lambda_alias":
            found = configuration.target(found, found.get("function_name")) or found
        yield found or str(attached.get("target_id"))


@recalled
def _requests(configuration: Configuration) -> _Requests:
    found: dict[object, set[tuple[Resource, str]]] = defaultdict(set)
    for caller in configuration.of(*ACTIONS):
        balancer = balancer_of(caller, configuration)
        if balancer is None:
            continue
        for group in groups_called(caller, configuration):
            for function in _functions(group, configuration):
                found[function] |= {(balancer, path) for path in paths_of(caller) or {"*"}}
    return dict(found)


@recalled
def _asked(configuration: Configuration) -> Mapping[Resource, set[str]]:
    """The paths that health checks ask, by the load balancer to which the name leads that they ask."""
    found: dict[Resource, set[str]] = defaultdict(set)
    for health in configuration.of(_CHECK):
        for record in configuration.having(RECORD, "name", health.get("fqdn")):
            balancer = configuration.target(record, leads_to(record))
            if balancer is not None:
                found[balancer].add(str(health.get("resource_path") or "/"))
    return dict(found)


def _front(
    path: object = "/health", function: str = "health", other: str = "pay", *, asks: bool = True
) -> Terraform:
    """A load balancer that calls a function for a path, whose group asks for its health or does not, and
    another one for payments.
    """
    health = {"health_check": {"path": "/health"}} if asks else {}
    return {
        "resource": {
            "aws_lb": {"web": {}},
            "aws_lb_listener": {"https": {"load_balancer_arn": "${aws_lb.web.arn}"}},
            "aws_lb_target_group": {
                "example": {"target_type": "lambda", **health},
                "other": {"target_type": "lambda"},
            },
            _ATTACHMENT: {
                name: {
                    "target_group_arn": f"${{aws_lb_target_group.{name}.arn}}",
                    "target_id": f"${{aws_lambda_alias.{called}.arn}}",
                }
                for name, called in (("example", function), ("other", other))
            },
            "aws_lambda_alias": {
                name: {"function_name": f"${{aws_lambda_function.{name}.function_name}}"}
                for name in ("health", "pay")
            },
            "aws_lambda_function": {"health": {}, "pay": {}},
            "aws_lb_listener_rule": {
                name: {
                    "listener_arn": "${aws_lb_listener.https.arn}",
                    "condition": [{"path_pattern": {"values": [each]}}],
                    "action": [
                        {"type": "forward", "target_group_arn": f"${{aws_lb_target_group.{name}.arn}}"}
                    ],
                }
                for name, each in (("example", path), ("other", "/payments"))
            },
            RECORD: {"own": {"name": "one.example.com", "alias": {"name": "${aws_lb.web.dns_name}"}}},
            _CHECK: {"one": {"fqdn": "one.example.com", "resource_path": "/health"}},
        }
    }


RULE = Rule(
    id="lb-health-function",
    title="Functions that tell health do no other work",
    severity=Severity.HIGH,
    types=("aws_lb_target_group", "aws_alb_target_group"),
    scope="configuration",
    check=check,
    rationale=(
        "Executions of a function are limited. Where one answers requests and health checks, a flood of "
        "requests turns the checks away: a region that works is left, and another one takes over for nothing."
    ),
    remediation=(
        "Give the path of health a function, an LbTargetGroup and an LbListenerRule of its own, and no other "
        "LbTargetGroup of functions a health_check."
    ),
    controls=("pci-dss-4.0.1:10.7.2", "nist-800-53-r5:CP-10", "nist-800-53-r5:SC-5(2)"),
    requirements=("R106", "R107"),
    examples=Examples(
        passing=(_front(), _front("/payments", "pay", asks=False)),
        failing=(
            _front(other="health"),
            _front(function="pay"),
            _front("/payments"),
            _front("/*", asks=False),
        ),
        absent=(
            Status.NOT_APPLICABLE,
            {"resource": {"aws_lb_target_group": {"example": {"target_type": "lambda"}}}},
        ),
        unknown=(Status.UNKNOWN, _front("${var.path}")),
    ),
)

"""A load balancer hands a function the requests of callers whom it knows."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from policies.configuration import Configuration
from policies.model import (
    NOT_APPLICABLE,
    Examples,
    Judgement,
    Rule,
    Severity,
    Status,
    Terraform,
    WithOptions,
    fail,
    unknown,
)
from policies.options import Chosen, Texts
from policies.related.targets import ACTIONS, balancer_of, groups_called, paths_of
from policies.resource import Resource
from policies.rules.vpc._links import by_links_alone
from policies.values import UnknownBlock, is_expression

_AUTHENTICATING: Final = frozenset({"jwt-validation", "authenticate-oidc", "authenticate-cognito"})
_OPEN: Final = Texts(
    "open_paths",
    ("/health",),
    r"(?:/[\w.-]+)+",
    "paths that anybody may call",
    stricter="fewer",
    because="each a whole path, as in /health, without * and ?",
)


def check(caller: Resource, configuration: Configuration, chosen: Chosen) -> Iterator[Judgement]:
    """What forwards to a function verifies a token first, or is for open paths alone, or is reached by an API
    alone, which verifies who signed.

    A load balancer knows no IAM: whoever reaches it calls the function.
    """
    actions = caller.blocks(ACTIONS[caller.type])
    if any(isinstance(action, UnknownBlock) for action in actions):
        yield unknown("its actions are generated, which only the plan can tell")
        return
    if not any(group.get("target_type") == "lambda" for group in groups_called(caller, configuration)):
        yield NOT_APPLICABLE
        return
    kinds = [action.get("type") for action in actions]
    if _AUTHENTICATING & set(map(str, kinds)):
        return
    paths = paths_of(caller)
    if paths and paths <= set(_OPEN.of(chosen)):
        return
    balancer = balancer_of(caller, configuration)
    if balancer is not None and not tuple(by_links_alone(balancer, configuration)):
        return
    if any(is_expression(each) for each in (*kinds, *paths)):
        yield unknown("only the plan can tell whose requests it hands on")
    else:
        handed = ", ".join(sorted(map(str, paths))) or "all"
        yield fail(f"it hands a function requests of callers without a verified token: {handed}")


def _rule(*actions: object, paths: object = ("/payments",)) -> Terraform:
    return {
        "resource": {
            "aws_lb_target_group": {"pay": {"target_type": "lambda"}},
            "aws_lb_listener_rule": {
                "example": {"condition": [{"path_pattern": {"values": paths}}], "action": list(actions)}
            },
        }
    }


_ARN: Final = "${aws_lb_target_group.pay.arn}"


def _private(source: str = "link", *, internal: object = True, **more: object) -> Terraform:
    """A rule of a listener of a load balancer that lets in a group, or whom else `more` says."""
    rule = {"listener_arn": "${aws_lb_listener.https.arn}", "action": [_FORWARD]}
    let_in = {"referenced_security_group_id": f"${{aws_security_group.{source}.id}}"} if source else {}
    opened = {"ip_protocol": "tcp", "from_port": 443, "to_port": 443}
    return {
        "resource": {
            "aws_lb_target_group": {"pay": {"target_type": "lambda"}},
            "aws_lb_listener_rule": {"example": rule},
            "aws_lb_listener": {"https": {"load_balancer_arn": "${aws_lb.pay.arn}"}},
            "aws_lb": {
                "pay": {"internal": internal, "security_groups": ["${aws_security_group.balancer.id}"]}
            },
            "aws_apigatewayv2_vpc_link": {"pay": {"security_group_ids": ["${aws_security_group.link.id}"]}},
            "aws_security_group": {"balancer": {}, "link": {}, "other": {}},
            "aws_vpc_security_group_ingress_rule": {
                "in": {"security_group_id": "${aws_security_group.balancer.id}", **opened, **let_in, **more}
            },
        }
    }


_FORWARD: Final = {"type": "forward", "target_group_arn": _ARN}
_WEIGHTED: Final = {"type": "forward", "forward": {"target_group": [{"arn": _ARN}]}}
_TOKEN: Final = {"type": "jwt-validation", "jwt_validation": {"issuer": "https://tokens.example.com"}}

RULE = Rule(
    id="lb-function-callers",
    title="Load balancers call functions for callers whom they know",
    severity=Severity.CRITICAL,
    types=tuple(ACTIONS),
    scope="configuration",
    check=WithOptions(check, _OPEN),
    rationale=(
        "A function behind an API is called with a signature that IAM verifies. Behind a load balancer "
        "anybody in the internet calls it, unless a rule verifies a token first."
    ),
    remediation=(
        "Put an action of type jwt-validation (or authenticate-oidc) before the forward of the "
        "LbListenerRule, and forward from no default action; or let only the group of an API's VPC link in."
    ),
    controls=("pci-dss-4.0.1:8.3.1", "nist-800-53-r5:AC-3", "nist-800-53-r5:IA-2"),
    requirements=("R105", "R87"),
    examples=Examples(
        passing=(
            _rule(_TOKEN, _FORWARD),
            _rule(_FORWARD, paths=["/health"]),
            _private(),
        ),
        failing=(
            _rule(_FORWARD),
            _rule(_WEIGHTED),
            _rule(_FORWARD, paths=["/health", "/payments"]),
            _rule(_FORWARD, paths=[]),
            _private("other"),
            _private("", cidr_ipv4="10.0.0.0/16"),
            _private(internal=False),
            {
                "resource": {
                    "aws_lb_target_group": {"pay": {"target_type": "lambda"}},
                    "aws_lb_listener": {"example": {"default_action": [_FORWARD]}},
                }
            },
        ),
        absent=(Status.NOT_APPLICABLE, {"resource": {"aws_lb_listener_rule": {"example": {"priority": 1}}}}),
        unknown=(Status.UNKNOWN, _rule(_FORWARD, paths=["${var.path}"])),
    ),
)

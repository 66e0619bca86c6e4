"""A load balancer serves over TLS, and in plain HTTP it says only where to go."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from policies.configuration import Configuration
from policies.examples import resources
from policies.model import Examples, Judgement, Rule, Severity, Status, Terraform, fail, unknown
from policies.resource import Resource
from policies.values import UnknownBlock, is_known

_BALANCERS: Final = ("aws_lb", "aws_alb")
_LISTENERS: Final = ("aws_lb_listener", "aws_alb_listener")
_SAFE: Final = ("HTTPS", "TLS")


def check(element: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """A load balancer has a listener with TLS; a listener without it, and each of its rules, redirects to
    HTTPS and does nothing else.
    """
    if element.type in _BALANCERS:
        yield from _served(element, configuration)
    elif element.type in _LISTENERS:
        yield from _plain(element, element, "default_action")
    else:
        listener = configuration.target(element, element.get("listener_arn"))
        if listener is not None and listener.type in _LISTENERS:
            yield from _plain(listener, element, "action")
        elif not is_known(element.get("listener_arn")):
            yield unknown(f"it is a rule of {element.get('listener_arn')}, which only the plan can tell")


def _served(balancer: Resource, configuration: Configuration) -> Iterator[Judgement]:
    listeners = [
        listener
        for kind in _LISTENERS
        for listener in configuration.related(balancer, kind, "load_balancer_arn")
    ]
    protocols = [listener.get("protocol") for listener in listeners]
    if not any(protocol in _SAFE for protocol in protocols):
        hidden = any(not is_known(protocol) for protocol in protocols) or any(
            not is_known(other.get("load_balancer_arn"))
            and configuration.target(other, other.get("load_balancer_arn")) is None
            for other in configuration.of(*_LISTENERS, stack=balancer.stack)
        )
        said = "no listener of it takes TLS"
        yield unknown(f"only the plan can tell whether {said}") if hidden else fail(said)


def _plain(listener: Resource, holder: Resource, attribute: str) -> Iterator[Judgement]:
    protocol = listener.get("protocol")
    if protocol in _SAFE:
        return
    if not is_known(protocol):
        yield unknown(f"protocol is {protocol}, which only the plan can tell")
        return
    if protocol != "HTTP":
        yield fail(f"protocol is {protocol}, which is not encrypted", "protocol")
        return
    actions = holder.blocks(attribute)
    if not actions:
        yield fail(f"it takes HTTP and has no {attribute}", attribute)
    for action in actions:
        if isinstance(action, UnknownBlock):
            yield unknown(f"{attribute} is generated, which only the plan can tell")
        elif not _redirects(action):
            yield fail(f"it takes HTTP and does not only redirect to HTTPS: {action.get('type')}", attribute)


def _redirects(action: Mapping[str, Any]) -> bool:
    redirect = action.get("redirect")
    said = redirect[0] if isinstance(redirect, list) and redirect else redirect
    return (
        action.get("type") == "redirect"
        and isinstance(said, Mapping)
        and said.get("protocol") == "HTTPS"
        and said.get("status_code") == "HTTP_301"
    )


_REDIRECT: Final = {
    "type": "redirect",
    "redirect": {"port": "443", "protocol": "HTTPS", "status_code": "HTTP_301"},
}
_FORWARD: Final = {"type": "forward", "target_group_arn": "${aws_lb_target_group.web.arn}"}


def _http(*actions: object, protocol: str = "HTTP") -> Terraform:
    return resources(aws_lb_listener={"protocol": protocol, "default_action": list(actions)})


def _balancer(protocol: str | None, owner: str = "example") -> Terraform:
    listener = {"load_balancer_arn": f"${{aws_lb.{owner}.arn}}", "protocol": protocol}
    return {
        "resource": {
            "aws_lb": {"example": {"internal": False}, "other": {}},
            "aws_lb_listener": {"web": {**listener, "default_action": [_REDIRECT]}},
        }
    }


def _rule(action: object, protocol: str = "HTTP") -> Terraform:
    return {
        "resource": {
            "aws_lb_listener": {"web": {"protocol": protocol, "default_action": [_REDIRECT]}},
            "aws_lb_listener_rule": {
                "example": {"listener_arn": "${aws_lb_listener.web.arn}", "action": [action]}
            },
        }
    }


RULE = Rule(
    id="lb-https-only",
    title="Load balancers serve over TLS, and redirect plain HTTP to it",
    severity=Severity.HIGH,
    types=(*_BALANCERS, *_LISTENERS, "aws_lb_listener_rule"),
    scope="configuration",
    check=check,
    rationale=(
        "A listener that forwards HTTP takes card data in the clear, and one rule on the listener that "
        "redirects is enough for that."
    ),
    remediation=(
        "Give the Lb an LbListener with protocol='HTTPS', and the one on port 80 a redirect to HTTPS with "
        "HTTP_301 as its only action."
    ),
    controls=("pci-dss-4.0.1:4.2.1", "pci-dss-4.0.1:1.2.6", "nist-800-53-r5:SC-8(1)", "nist-800-53-r5:SC-23"),
    requirements=("R39", "R105", "R140"),
    examples=Examples(
        passing=(
            _balancer("HTTPS"),
            _balancer("TLS"),
            _http(_REDIRECT),
            _http(_FORWARD, protocol="HTTPS"),
            _rule(_REDIRECT),
            _rule(_FORWARD, "HTTPS"),
        ),
        failing=(
            _balancer("HTTP"),
            _balancer("HTTPS", "other"),
            _http(_FORWARD),
            _http({"type": "redirect", "redirect": {"protocol": "HTTP", "status_code": "HTTP_301"}}),
            _http({"type": "redirect", "redirect": {"protocol": "HTTPS", "status_code": "HTTP_302"}}),
            _http(_FORWARD, protocol="TCP"),
            _rule(_FORWARD),
        ),
        absent=(Status.FAIL, resources(aws_lb={"internal": True})),
        unknown=(Status.UNKNOWN, _balancer("${var.protocol}")),
    ),
)

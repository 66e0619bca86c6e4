"""An API that reaches a load balancer through a link reaches the right one, by a name that it shows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from policies import expect
from policies.configuration import Configuration
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
from policies.related.certificates import certificate_of
from policies.resource import Resource
from policies.rules.vpc._links import LINK, by_links_alone
from policies.values import as_list, is_known

_BALANCERS: Final = ("aws_lb", "aws_alb")
_CERTIFICATES: Final = ("aws_acm_certificate", "aws_acm_certificate_validation")
_URI: Final = re.compile(r"https://(?P<host>[^/:]+)(?::443)?(?P<path>/.*)?")
_MAPPED: Final = "integration.request.header."
_STAGE: Final = "aws_api_gateway_stage"
_ASSOCIATION: Final = "aws_wafv2_web_acl_association"


def check(integration: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """It names a link of version 2 and, as its target, an application load balancer that nobody reaches but
    links; the host of its uri is on the certificate of a listener there; a rule of that listener takes the
    path with the stage, which API Gateway sends as well, and drops it. A header tells the backend who
    calls, where the method knows; the firewall of the stage refuses what callers send in it themselves.
    """
    if integration.get("connection_type") != "VPC_LINK":
        known = is_known(integration.get("connection_type"))
        yield NOT_APPLICABLE if known else unknown("only the plan can tell whether it goes through a link")
        return
    link = configuration.target(integration, integration.get("connection_id"))
    if link is None:
        yield unknown(f"connection_id is {integration.get('connection_id')}, which no stack here makes")
    elif link.type != LINK:
        yield fail(f"connection_id refers to {link.address}, and not to a link of version 2", "connection_id")
    target = integration.get("integration_target")
    balancer = configuration.target(integration, target)
    if not target:
        yield fail("integration_target is not set: the link leads to no load balancer", "integration_target")
    elif balancer is None:
        yield unknown(f"integration_target is {target}, which no stack here makes")
    elif balancer.type not in _BALANCERS or balancer.get("load_balancer_type") in ("network", "gateway"):
        yield fail(f"integration_target is {balancer.address}, no application load balancer", "target")
    else:
        yield from by_links_alone(balancer, configuration)
        yield from _named(integration, balancer, configuration)
        yield from _staged(integration, balancer, configuration)
    yield from _believed(integration, configuration)


def _listeners(balancer: Resource, configuration: Configuration) -> tuple[Resource, ...]:
    found = (
        configuration.related(balancer, kind, "load_balancer_arn")
        for kind in ("aws_lb_listener", "aws_alb_listener")
    )
    return tuple(listener for each in found for listener in each if listener.get("protocol") == "HTTPS")


def _named(integration: Resource, balancer: Resource, configuration: Configuration) -> Iterator[Judgement]:
    uri = integration.get("uri")
    found = _URI.fullmatch(str(uri))
    if not is_known(uri):
        yield unknown(f"uri is {uri}, which only the plan can tell")
        return
    if found is None:
        yield fail(f"uri is {uri}, not https://<name on the certificate>/...", "uri")
        return
    names: set[str] = set()
    for listener in _listeners(balancer, configuration):
        certificate = certificate_of(listener, listener.get("certificate_arn"), configuration)
        if certificate is None or certificate.type not in _CERTIFICATES:
            yield unknown(f"only the account can tell the names of the certificate of {listener.address}")
            return
        names |= {str(certificate.get("domain_name"))}
        names |= {str(each) for each in as_list(certificate.get("subject_alternative_names"))}
    if not names:
        yield fail(f"{balancer.address} has no listener with TLS", "listener")
    elif found["host"] not in names and not any(_covers(name, found["host"]) for name in names):
        yield fail(
            f"uri names {found['host']}, and the certificate of {balancer.address} is of "
            f"{', '.join(sorted(names))}: API Gateway verifies it",
            "name",
        )


def _covers(name: str, host: str) -> bool:
    return name.startswith("*.") and host.partition(".")[2] == name[2:]


def _staged(integration: Resource, balancer: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """For each stage of the API, a rule of the listener takes `/<stage>/*` and rewrites it."""
    api = configuration.target(integration, integration.get("rest_api_id"))
    stages = configuration.related(api, _STAGE, "rest_api_id") if api is not None else ()
    rules = [
        rule
        for listener in _listeners(balancer, configuration)
        for rule in configuration.related(listener, "aws_lb_listener_rule", "listener_arn")
    ]
    for name in sorted({str(stage.get("stage_name")) for stage in stages}):
        taking = [rule for rule in rules if f"/{name}/*" in _patterns(rule)]
        if not taking:
            yield fail(f"no rule of {balancer.address} takes /{name}/*, which API Gateway asks for", "path")
        for rule in taking:
            if not any(_drops(rewrite, name) for rewrite in _rewrites(rule)):
                yield fail(
                    f"{rule.address} hands the stage on: no url-rewrite of it drops /{name}", "rewrite"
                )


def _patterns(rule: Resource) -> list[Any]:
    return [each for block in rule.blocks("condition.path_pattern") for each in as_list(block.get("values"))]


def _rewrites(rule: Resource) -> Iterator[Mapping[str, Any]]:
    for transform in rule.blocks("transform"):
        if transform.get("type") == "url-rewrite":
            for config in as_list(transform.get("url_rewrite_config")):
                if isinstance(config, Mapping):
                    yield from (each for each in as_list(config.get("rewrite")) if isinstance(each, Mapping))


def _drops(rewrite: Mapping[str, Any], stage: str) -> bool:
    try:
        pattern = re.compile(str(rewrite.get("regex")))
        written = re.sub(r"\$(\d)", r"\\\1", str(rewrite.get("replace")))
        return pattern.sub(written, f"/{stage}/payments/a") == "/payments/a"
    except (re.error, IndexError):
        return False


def _believed(integration: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """Headers that say who calls, which callers could say themselves."""
    mapped = integration.get("request_parameters")
    told = {
        str(name).removeprefix(_MAPPED).lower()
        for name, source in (mapped.items() if isinstance(mapped, Mapping) else ())
        if str(name).startswith(_MAPPED)
        and str(source).startswith(("context.identity", "context.authorizer"))
    }
    if not told:
        method = configuration.target(integration, integration.get("http_method"))
        if method is not None and method.get("authorization") not in (None, "NONE"):
            yield fail(
                f"no header tells the backend whom {method.address} knows: callers name themselves", "who"
            )
        return
    api = configuration.target(integration, integration.get("rest_api_id"))
    for stage in configuration.related(api, _STAGE, "rest_api_id") if api is not None else ():
        acls = [
            configuration.target(association, association.get("web_acl_arn"))
            for association in configuration.related(stage, _ASSOCIATION, "resource_arn")
        ]
        refused = {name for acl in acls if acl is not None for name in _refused(acl)}
        for header in sorted(told - refused):
            yield fail(
                f"the backend believes {header}, and no firewall of {stage.address} refuses it", "header"
            )


def _refused(acl: Resource) -> Iterator[str]:
    """The headers with which a rule of a firewall blocks a request, however long they are."""
    for rule in acl.blocks("rule"):
        for statement in as_list(rule.get("statement")):
            size = statement.get("size_constraint_statement") if isinstance(statement, Mapping) else None
            for each in as_list(size):
                if not isinstance(each, Mapping) or not _blocks(rule):
                    continue
                whole = each.get("comparison_operator") == "GE" and expect.number(each.get("size")) == 0
                fields = as_list(each.get("field_to_match")) if whole else []
                for field in (field for field in fields if isinstance(field, Mapping)):
                    for header in as_list(field.get("single_header")):
                        if isinstance(header, Mapping):
                            yield str(header.get("name")).lower()


def _blocks(rule: Mapping[str, Any]) -> bool:
    return any(
        isinstance(action, Mapping) and action.get("block") is not None
        for action in as_list(rule.get("action"))
    )


def _api(
    *,
    rule: Mapping[str, object] | None = None,
    internal: object = True,
    source: str = "link",
    refused: str = "x-caller-arn",
    kind: str = "application",
    **values: object,
) -> Terraform:
    said = {
        "rest_api_id": "${aws_api_gateway_rest_api.pay.id}",
        "http_method": "${aws_api_gateway_method.pay.http_method}",
        "type": "HTTP_PROXY",
        "connection_type": "VPC_LINK",
        "connection_id": "${aws_apigatewayv2_vpc_link.pay.id}",
        "integration_target": "${aws_lb.pay.arn}",
        "uri": "https://private-zq7.example.com/payments",
        "request_parameters": {"integration.request.header.x-caller-arn": "context.identity.userArn"},
        **values,
    }
    rewrite = {"regex": "^/live/(.*)$", "replace": "/$1"}
    staged = {
        "condition": [{"path_pattern": [{"values": ["/live/*"]}]}],
        "transform": [{"type": "url-rewrite", "url_rewrite_config": [{"rewrite": [rewrite]}]}],
        **(rule or {}),
    }
    size = {
        "field_to_match": {"single_header": {"name": refused}},
        "comparison_operator": "GE",
        "size": 0,
    }
    opened = {"ip_protocol": "tcp", "from_port": 443, "to_port": 443}
    balancer = {
        "internal": internal,
        "load_balancer_type": kind,
        "security_groups": ["${aws_security_group.balancer.id}"],
    }
    return {
        "resource": {
            "aws_api_gateway_rest_api": {"pay": {}},
            "aws_api_gateway_method": {
                "pay": {"authorization": "AWS_IAM"},
                "health": {"authorization": "NONE"},
            },
            _STAGE: {"live": {"rest_api_id": "${aws_api_gateway_rest_api.pay.id}", "stage_name": "live"}},
            "aws_api_gateway_integration": {"example": said},
            LINK: {"pay": {"security_group_ids": ["${aws_security_group.link.id}"]}},
            "aws_api_gateway_vpc_link": {"old": {}},
            "aws_lb": {"pay": balancer},
            "aws_lb_listener": {
                "https": {
                    "load_balancer_arn": "${aws_lb.pay.arn}",
                    "protocol": "HTTPS",
                    "certificate_arn": "${aws_acm_certificate_validation.pay.certificate_arn}",
                }
            },
            "aws_lb_listener_rule": {"live": {"listener_arn": "${aws_lb_listener.https.arn}", **staged}},
            "aws_acm_certificate": {"pay": {"domain_name": "private-zq7.example.com"}},
            "aws_acm_certificate_validation": {"pay": {"certificate_arn": "${aws_acm_certificate.pay.arn}"}},
            "aws_security_group": {"balancer": {}, "link": {}, "other": {}},
            "aws_vpc_security_group_ingress_rule": {
                "in": {
                    "security_group_id": "${aws_security_group.balancer.id}",
                    "referenced_security_group_id": f"${{aws_security_group.{source}.id}}",
                    **opened,
                }
            },
            "aws_wafv2_web_acl": {
                "front": {
                    "rule": [{"action": {"block": {}}, "statement": {"size_constraint_statement": size}}]
                }
            },
            _ASSOCIATION: {
                "front": {
                    "resource_arn": "${aws_api_gateway_stage.live.arn}",
                    "web_acl_arn": "${aws_wafv2_web_acl.front.arn}",
                }
            },
        }
    }


RULE = Rule(
    id="api-private-integration",
    title="APIs reach private load balancers by a link, a name on their certificate, and their stage",
    severity=Severity.CRITICAL,
    types=("aws_api_gateway_integration",),
    scope="configuration",
    check=check,
    rationale=(
        "API Gateway speaks HTTP to a load balancer unless the uri says otherwise, verifies the certificate "
        "by the uri's name, and asks for the path with the stage. Each of these, missed, is an API that "
        "answers nothing; and a balancer that others reach believes whoever they say they are."
    ),
    remediation=(
        "Set connection_type='VPC_LINK', connection_id to an Apigatewayv2VpcLink, integration_target to an "
        "internal Lb that lets in the link's group alone, and uri to a name on its certificate; give its "
        "listener an LbListenerRule for /<stage>/* with a url-rewrite, and the Wafv2WebAcl a rule that "
        "blocks headers which the integration sets."
    ),
    controls=(
        *("pci-dss-4.0.1:4.2.1", "pci-dss-4.0.1:8.3.1", "pci-dss-4.0.1:1.4.1"),
        *("nist-800-53-r5:SC-8", "nist-800-53-r5:SC-7", "nist-800-53-r5:IA-2"),
    ),
    requirements=("R87", "R88", "C7"),
    examples=Examples(
        passing=(
            _api(),
            _api(uri="https://private-zq7.example.com:443/payments/{id}"),
            _api(
                request_parameters=None,
                refused="another",
                http_method="${aws_api_gateway_method.health.http_method}",
            ),
        ),
        failing=(
            _api(uri="http://private-zq7.example.com/payments"),
            _api(uri="https://internal-pay.elb.amazonaws.com/payments"),
            _api(integration_target=None),
            _api(request_parameters={"integration.request.header.x-caller-arn": "method.request.header.who"}),
            _api(connection_id="${aws_api_gateway_vpc_link.old.id}"),
            _api(kind="network"),
            _api(internal=False),
            _api(source="other"),
            _api(rule={"condition": [{"path_pattern": [{"values": ["/payments"]}]}]}),
            _api(rule={"transform": []}),
            _api(refused="another"),
        ),
        absent=(
            Status.NOT_APPLICABLE,
            {"resource": {"aws_api_gateway_integration": {"example": {"type": "AWS_PROXY"}}}},
        ),
        unknown=(Status.UNKNOWN, _api(integration_target="${var.balancer}")),
    ),
)

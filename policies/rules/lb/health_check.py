"""What answers a health check with an error is not healthy."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from policies import expect
from policies.configuration import Configuration
from policies.examples import resources
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
from policies.resource import Resource
from policies.values import is_known

_MATCHER: Final = "health_check.matcher"
_CODES: Final = re.compile(r"\d{3}(?:-\d{3})?(?:,\d{3}(?:-\d{3})?)*")
_ERRORS: Final = 400
_LONGEST: Final = 300


def check(group: Resource, _configuration: Configuration) -> Iterator[Judgement]:
    """No code of an error by HTTP is among those that count as healthy; without a list, no error is one. A
    dead target is noticed within five minutes; by default within 90 seconds at most.

    gRPC has codes of its own (Elastic Load Balancing, "Health checks for Application Load Balancer target
    groups").
    """
    yield from _in_time(group)
    codes = group.get(_MATCHER)
    if group.get("protocol_version") == "GRPC":
        yield NOT_APPLICABLE
    elif not is_known(codes):
        yield unknown(f"{_MATCHER} is {codes}, which only the plan can tell")
    elif codes and not _CODES.fullmatch(str(codes)):
        yield fail(f"{_MATCHER} is {codes}, which is no list of codes")
    elif codes and max(map(int, re.findall(r"\d+", str(codes)))) >= _ERRORS:
        yield fail(f"{_MATCHER} is {codes}: an error counts as healthy")


def _in_time(group: Resource) -> Iterator[Judgement]:
    every, times = (
        expect.number(group.get(f"health_check.{name}")) for name in ("interval", "unhealthy_threshold")
    )
    needed = (30 if every is None else every) * (3 if times is None else times)
    if needed > _LONGEST:
        yield fail(f"a dead target is noticed after {needed:g} seconds: so long it gets requests", "interval")


def _group(matcher: object, **values: object) -> Terraform:
    return resources(aws_lb_target_group={"health_check": {"matcher": matcher}, **values})


def _slow(interval: object, times: object) -> Terraform:
    checked = {"matcher": "200", "interval": interval, "unhealthy_threshold": times}
    return resources(aws_lb_target_group={"health_check": checked})


RULE = Rule(
    id="lb-health-check",
    title="Errors do not count as healthy, and dead targets are noticed soon",
    severity=Severity.HIGH,
    types=("aws_lb_target_group", "aws_alb_target_group"),
    check=check,
    rationale=(
        "A target that answers every call with 404 or 500 then stays in service, a release that does is "
        "given the callers, and no failover begins."
    ),
    remediation="Set matcher of health_check on the LbTargetGroup to the codes of success, such as 200.",
    controls=("pci-dss-4.0.1:10.7.2", "nist-800-53-r5:CP-10", "nist-800-53-r5:SI-4(5)"),
    requirements=("R105", "R140", "R149"),
    examples=Examples(
        passing=(
            _group("200"),
            _group("200,204"),
            _group("200-299"),
            _group(None),
            _slow(30, "10"),
        ),
        failing=(_slow(300, 5), _group("200-499"), _group("200,404"), _group("500"), _group("all")),
        absent=(Status.PASS, resources(aws_lb_target_group={"port": 8443})),
        unknown=(Status.UNKNOWN, _group("${var.matcher}")),
    ),
)

"""Callers of a load balancer come with modern TLS."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

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

_MODERN: Final = re.compile(
    r"ELBSecurityPolicy-TLS13-1-[23](?:-(?:Res|FIPS|PQ))*-(?:2021-06|2023-04|2025-09|202[6-9]-\d{2})"
)
"""Policies with TLS 1.3, and at least 1.2; those with `Ext` have ciphers without forward secrecy or with CBC
(Elastic Load Balancing, "Security policies for your Application Load Balancer")."""


def check(listener: Resource, _configuration: Configuration) -> Iterator[Judgement]:
    """The listener names a security policy with TLS 1.3 and nothing before 1.2, and with strong ciphers only.

    The default of the API is ELBSecurityPolicy-2016-08, with TLS 1.0.
    """
    protocol, value = listener.get("protocol"), listener.get("ssl_policy")
    if protocol is not None and is_known(protocol) and protocol not in ("HTTPS", "TLS"):
        yield NOT_APPLICABLE
    elif value is None:
        yield fail("ssl_policy is not set: the default allows TLS 1.0")
    elif not is_known(value):
        yield unknown(f"ssl_policy is {value}, which only the plan can tell")
    elif not _MODERN.fullmatch(str(value)):
        yield fail(f"ssl_policy is {value}, which allows old versions or weak ciphers, or is none")


def _listener(policy: object, protocol: str = "HTTPS") -> Terraform:
    return resources(aws_lb_listener={"protocol": protocol, "ssl_policy": policy})


RULE = Rule(
    id="lb-tls",
    title="Load balancers accept TLS 1.2 and 1.3 with strong ciphers only",
    severity=Severity.HIGH,
    types=("aws_lb_listener", "aws_alb_listener"),
    check=check,
    rationale=(
        "Without a policy of its own a listener takes TLS 1.0, whose traffic can be read by those who "
        "record it; PCI DSS has forbidden it since 2018."
    ),
    remediation="Set ssl_policy='ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09' on the LbListener.",
    controls=("pci-dss-4.0.1:4.2.1", "pci-dss-4.0.1:2.2.5", "nist-800-53-r5:SC-8(1)", "nist-800-53-r5:SC-13"),
    requirements=("R39", "R105", "R140"),
    examples=Examples(
        passing=(
            _listener("ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09"),
            _listener("ELBSecurityPolicy-TLS13-1-2-2021-06"),
            _listener("ELBSecurityPolicy-TLS13-1-2-Res-FIPS-2023-04"),
            _listener("ELBSecurityPolicy-TLS13-1-3-2021-06", "TLS"),
        ),
        failing=(
            _listener("ELBSecurityPolicy-2016-08"),
            _listener("ELBSecurityPolicy-TLS13-1-0-2021-06"),
            _listener("ELBSecurityPolicy-TLS13-1-2-2020-01"),
            _listener("ELBSecurityPolicy-TLS13-1-2-Ext2-2021-06"),
            _listener("ELBSecurityPolicy-TLS-1-2-2017-01"),
            _listener(None, "TLS"),
        ),
        absent=(Status.FAIL, resources(aws_lb_listener={"protocol": "HTTPS"})),
        unknown=(Status.UNKNOWN, _listener("${var.policy}")),
    ),
)

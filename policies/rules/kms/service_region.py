"""A key lets in services of its own region."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from policies.configuration import Configuration
from policies.examples import policy_text, resources
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
from policies.rules.kms._uses import KEYS, key_policies

_REGIONAL: Final = re.compile(
    r"^(?P<service>[a-z-]+)\.(?P<region>[a-z]{2,}(?:-[a-z]+)+-\d+)\.amazonaws\.com(?:\.cn)?$"
)


def check(key: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """Where its policy names a service in a region, as CloudWatch Logs has to be named (CloudWatch Logs User
    Guide, "Encrypt log data in CloudWatch Logs using AWS KMS"), it names it in the region of the key as well.
    """
    named: set[tuple[str, str]] = set()
    for holder, statements in key_policies(key, configuration):
        if statements is None:
            yield unknown(f"{holder.address}: its policy cannot be read")
        for statement in statements or ():
            found = [_REGIONAL.match(each.value) for each in statement.principals if each.kind == "Service"]
            named |= {(each["service"], each["region"]) for each in found if each and statement.allows}
    own = {service for service, region in named if region == key.region}
    if not named or not key.region:
        yield NOT_APPLICABLE
        return
    for service, region in sorted(named):
        if service not in own:
            said = f"its policy lets {service} of {region} use it, and not that of {key.region}, where it is"
            yield fail(f"{said}: nothing there can be encrypted with it", service)


def _key(*services: str) -> Terraform:
    statement = {
        "Effect": "Allow",
        "Principal": {"Service": list(services)},
        "Action": ["kms:Decrypt", "kms:GenerateDataKey"],
        "Resource": "*",
    }
    return resources(aws_kms_key={"policy": policy_text(statement)})


RULE = Rule(
    id="kms-service-region",
    title="Keys let in services of their own region",
    severity=Severity.HIGH,
    types=KEYS,
    scope="configuration",
    check=check,
    rationale=(
        "A policy that was copied from the other region names its services: log groups here cannot use the "
        "key, or lose what is written to them."
    ),
    remediation="Name the service in the key's own region in the policy: logs.<region>.amazonaws.com.",
    controls=("pci-dss-4.0.1:3.6.1", "nist-800-53-r5:SC-12", "nist-800-53-r5:AC-3"),
    requirements=("R12", "R36"),
    examples=Examples(
        passing=(
            _key("logs.xx-test-1.amazonaws.com"),
            _key("logs.xx-test-1.amazonaws.com", "logs.xx-test-2.amazonaws.com"),
        ),
        failing=(_key("logs.xx-test-2.amazonaws.com"),),
        absent=(Status.NOT_APPLICABLE, _key("sns.amazonaws.com")),
        unknown=(Status.UNKNOWN, resources(aws_kms_key={"policy": "${var.policy}"})),
    ),
)

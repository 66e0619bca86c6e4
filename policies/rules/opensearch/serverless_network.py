"""Serverless collections are not on the internet."""

from __future__ import annotations

import json
from collections.abc import Iterator

from policies.configuration import Configuration
from policies.examples import resources
from policies.model import Examples, Judgement, Rule, Severity, Status, Terraform
from policies.resource import Resource
from policies.rules.opensearch._policies import SECURITY, not_true


def check(policy: Resource, _configuration: Configuration) -> Iterator[Judgement]:
    """No rule of a network policy opens collections to the public (OpenSearch Service Developer Guide,
    "Network access for Amazon OpenSearch Serverless").
    """
    yield from not_true(
        policy, "network", "AllowFromPublic", "whoever is on the internet reaches the collection"
    )


def _policy(said: object) -> Terraform:
    return resources(**{SECURITY: {"type": "network", "policy": json.dumps(said)}})


RULE = Rule(
    id="opensearch-serverless-network",
    title="Serverless collections are not reached from the internet",
    severity=Severity.HIGH,
    types=(SECURITY,),
    check=check,
    rationale=(
        "A collection has no network of its own: a policy says who reaches whatever matches its pattern, so "
        "that one word opens all collections of the account."
    ),
    remediation="Set AllowFromPublic to false and list SourceVPCEs.",
    controls=("pci-dss-4.0.1:1.4.4", "pci-dss-4.0.1:1.3.1", "nist-800-53-r5:SC-7"),
    requirements=("R45",),
    examples=Examples(
        passing=(_policy([{"AllowFromPublic": False, "SourceVPCEs": ["vpce-0123"]}]),),
        failing=(_policy([{"AllowFromPublic": False}, {"AllowFromPublic": True}]),),
        absent=(Status.UNKNOWN, resources(**{SECURITY: {"type": "network"}})),
        unknown=(Status.UNKNOWN, resources(**{SECURITY: {"type": "network", "policy": "${var.policy}"}})),
    ),
)

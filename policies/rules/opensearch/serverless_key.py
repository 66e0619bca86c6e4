"""Serverless collections are encrypted under a key of ours."""

from __future__ import annotations

import json
from collections.abc import Iterator

from policies.configuration import Configuration
from policies.examples import resources
from policies.model import Examples, Judgement, Rule, Severity, Status, Terraform
from policies.resource import Resource
from policies.rules.opensearch._policies import SECURITY, not_true


def check(policy: Resource, _configuration: Configuration) -> Iterator[Judgement]:
    """No encryption policy leaves the key to AWS (OpenSearch Service Developer Guide, "Encryption in Amazon
    OpenSearch Serverless").
    """
    yield from not_true(policy, "encryption", "AWSOwnedKey", "a key that no policy of ours guards")


def _policy(said: object) -> Terraform:
    return resources(**{SECURITY: {"type": "encryption", "policy": json.dumps(said)}})


RULE = Rule(
    id="opensearch-serverless-key",
    title="Serverless collections are encrypted under customer-managed keys",
    severity=Severity.HIGH,
    types=(SECURITY,),
    check=check,
    rationale=(
        "A collection names no key of its own: a policy does, for whatever matches its pattern, before the "
        "collection is made."
    ),
    remediation="Set KmsARN to a KmsKey of ours in place of AWSOwnedKey.",
    controls=(
        "pci-dss-4.0.1:3.5.1",
        "pci-dss-4.0.1:3.6.1",
        "nist-800-53-r5:SC-28(1)",
        "nist-800-53-r5:SC-12",
    ),
    requirements=("R35",),
    examples=Examples(
        passing=(_policy({"AWSOwnedKey": False, "KmsARN": "arn:aws:kms:xx-test-1:999988887777:key/a"}),),
        failing=(_policy({"AWSOwnedKey": True}),),
        absent=(Status.UNKNOWN, resources(**{SECURITY: {"type": "encryption"}})),
        unknown=(Status.UNKNOWN, resources(**{SECURITY: {"type": "encryption", "policy": "${var.policy}"}})),
    ),
)

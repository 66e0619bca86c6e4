"""Serverless collections are encrypted under a key of ours, and not on the internet."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any, Final

from policies.configuration import Configuration
from policies.examples import resources
from policies.expect import is_true
from policies.model import Examples, Judgement, Rule, Severity, Status, Terraform, fail, unknown
from policies.resource import Resource
from policies.strict_json import StrictJsonError, loads
from policies.values import as_list

_WRONG: Final[Mapping[str, tuple[str, str]]] = {
    "encryption": ("AWSOwnedKey", "a key that no policy of ours guards"),
    "network": ("AllowFromPublic", "whoever is on the internet reaches the collection"),
}
"""By type of policy: the word that must not be true, and what is wrong otherwise (OpenSearch Service
Developer Guide, "Encryption in Amazon OpenSearch Serverless" and "Network access")."""


def check(policy: Resource, _configuration: Configuration) -> Iterator[Judgement]:
    """No rule of the policy opens the collection, and none leaves its key to AWS."""
    found = _WRONG.get(str(policy.get("type")))
    if found is None:
        yield unknown(f"type is {policy.get('type')}, which this rule does not know")
        return
    word, why = found
    try:
        said = loads(str(policy.get("policy")))
    except StrictJsonError:
        yield unknown("policy is no literal JSON")
        return
    if any(is_true(rule.get(word)) for rule in _rules(said)):
        yield fail(f"{word} is true: {why}", word)


def _rules(said: object) -> Iterator[Mapping[str, Any]]:
    yield from (rule for rule in as_list(said) if isinstance(rule, Mapping))


def _policy(kind: str, said: object) -> Terraform:
    return resources(aws_opensearchserverless_security_policy={"type": kind, "policy": json.dumps(said)})


RULE = Rule(
    id="opensearch-serverless-policy",
    title="Serverless collections have a customer-managed key and no way in from the internet",
    severity=Severity.HIGH,
    types=("aws_opensearchserverless_security_policy",),
    check=check,
    rationale=(
        "A collection has no network and no key of its own: its policies say both, for whatever matches "
        "their pattern, so that one word opens all collections of the account."
    ),
    remediation=(
        "In an encryption policy set KmsARN in place of AWSOwnedKey; in a network policy set AllowFromPublic "
        "to false and list SourceVPCEs."
    ),
    controls=(
        *("pci-dss-4.0.1:1.4.4", "pci-dss-4.0.1:3.5.1"),
        *("nist-800-53-r5:SC-7", "nist-800-53-r5:SC-28(1)"),
    ),
    requirements=("R35", "R45"),
    examples=Examples(
        passing=(
            _policy("network", [{"AllowFromPublic": False, "SourceVPCEs": ["vpce-0123"]}]),
            _policy("encryption", {"AWSOwnedKey": False, "KmsARN": "arn:aws:kms:xx-test-1:1:key/a"}),
        ),
        failing=(
            _policy("network", [{"AllowFromPublic": False}, {"AllowFromPublic": True}]),
            _policy("encryption", {"AWSOwnedKey": True}),
        ),
        absent=(Status.UNKNOWN, resources(aws_opensearchserverless_security_policy={"type": "network"})),
        unknown=(
            Status.UNKNOWN,
            resources(aws_opensearchserverless_security_policy={"type": "network", "policy": "${var.p}"}),
        ),
    ),
)

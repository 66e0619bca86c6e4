"""The rules of a security policy of OpenSearch Serverless."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from policies.expect import is_true
from policies.expressions.json_texts import loads
from policies.model import NOT_APPLICABLE, Judgement, fail, unknown
from policies.resource import Resource
from policies.strict_json import StrictJsonError
from policies.values import as_list, is_known

SECURITY: Final = "aws_opensearchserverless_security_policy"


def not_true(policy: Resource, kind: str, word: str, why: str) -> Iterator[Judgement]:
    """In no rule of a policy of this kind the word is true; of another kind it says nothing."""
    said = policy.get("type")
    if not is_known(said):
        yield unknown(f"type is {said}, which only the plan can tell")
        return
    if said != kind:
        yield NOT_APPLICABLE
        return
    try:
        rules = as_list(loads(str(policy.get("policy"))))
    except StrictJsonError:
        yield unknown("policy is no literal JSON")
        return
    if any(is_true(rule.get(word)) for rule in rules if isinstance(rule, dict)):
        yield fail(f"{word} is true: {why}")

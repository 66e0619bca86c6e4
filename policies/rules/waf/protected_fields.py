"""What a firewall tells of a request has neither credentials nor payments in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import product
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
from policies.values import as_list, is_known, texts

_PROTECTED: Final = "data_protection_config.data_protection"
_WHOLE: Final = ("BODY", "QUERY_STRING")
_HEADER: Final = "authorization"
_DISTRIBUTION: Final = "aws_cloudfront_distribution"
_READING: Final = frozenset({"GET", "HEAD", "OPTIONS"})
_EXCLUDED: Final = ("exclude_rule_match_details", "exclude_rate_based_details")


def check(acl: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """The body, the query string and `authorization` are protected, also in what rules matched.

    Redacted fields are out of the log's request alone: what a rule matched of them still stands there, and in
    samples (AWS WAF Developer Guide, "Data protection"). Who only reads pages sends neither.
    """
    if only_reads(acl, configuration):
        yield NOT_APPLICABLE
        return
    blocks = [replace(acl, values=block) for block in expect.written_blocks(acl, _PROTECTED)]
    generated = list(expect.written_out(acl, _PROTECTED))
    hidden = next((text for block in blocks for text in _fields(block) if not is_known(text)), "")
    for wanted in (*_WHOLE, _HEADER):
        found = [block for block in blocks if wanted in _fields(block)]
        told = f"no data_protection covers {wanted}"
        if not found:
            yield from generated or [unknown(f"{told}; {hidden} may") if hidden else fail(told, wanted)]
        for block, name in product(found, _EXCLUDED):
            for judgement in expect.not_true(block, name):
                yield replace(judgement, message=f"{wanted}: {judgement.message}")


def only_reads(acl: Resource, configuration: Configuration) -> bool:
    """Whether it stands before distributions alone that take nothing but GET, HEAD and OPTIONS."""
    fronts = configuration.related(acl, _DISTRIBUTION, "web_acl_id")
    taken = (texts(block.get("allowed_methods")) for front in fronts for block in _behaviors(front))
    return bool(fronts) and all(_READING.issuperset(methods) for methods in taken)


def _behaviors(front: Resource) -> Iterator[Mapping[str, object]]:
    for name in ("default_cache_behavior", "ordered_cache_behavior"):
        yield from front.blocks(name)


def _before(*methods: str) -> Terraform:
    behavior = {"allowed_methods": list(methods)}
    front = {"web_acl_id": "${aws_wafv2_web_acl.example.arn}", "default_cache_behavior": [behavior]}
    return resources(aws_wafv2_web_acl={"name": "site-zq7"}, aws_cloudfront_distribution=front)


def _fields(block: Resource) -> list[str]:
    """What a block protects: a part of the request, or headers by name."""
    kind, keys = str(block.get("field.field_type")), as_list(block.get("field.field_keys"))
    return [str(key).lower() for key in keys] if kind == "SINGLE_HEADER" else [kind]


def _acl(*fields: Mapping[str, object], **more: object) -> Terraform:
    blocks = [{"action": "SUBSTITUTION", "field": [field], **more} for field in fields]
    return resources(aws_wafv2_web_acl={"data_protection_config": {"data_protection": blocks}})


def _header(*names: str) -> dict[str, object]:
    return {"field_type": "SINGLE_HEADER", "field_keys": list(names)}


_PARTS: Final = tuple({"field_type": part} for part in _WHOLE)

RULE = Rule(
    id="waf-protected-fields",
    title="A firewall's logs and samples have no credentials and no payments in them",
    severity=Severity.MEDIUM,
    types=("aws_wafv2_web_acl",),
    scope="configuration",
    check=check,
    rationale=(
        "A rule against injection writes down what it matched: of a payment refused by mistake that is the "
        "body, with who pays and with what, and of a bad token the token."
    ),
    remediation=(
        "Add data_protection blocks for BODY, QUERY_STRING and the header authorization, and exclude nothing."
    ),
    controls=("pci-dss-4.0.1:3.3.1", "pci-dss-4.0.1:10.3.1", "nist-800-53-r5:SI-11", "nist-800-53-r5:AU-9"),
    requirements=("R30",),
    examples=Examples(
        passing=(
            _acl(*_PARTS, _header("authorization", "cookie")),
            _acl(*_PARTS, _header("Authorization"), exclude_rule_match_details=False),
        ),
        failing=(
            _acl(*_PARTS),
            _before("GET", "HEAD", "POST"),
            _acl(*_PARTS, _header("cookie")),
            _acl(_PARTS[0], _header("authorization")),
            _acl(*_PARTS, _header("authorization"), exclude_rule_match_details=True),
        ),
        absent=(Status.FAIL, resources(aws_wafv2_web_acl={"name": "api-zq7"})),
        unknown=(Status.UNKNOWN, _acl(*_PARTS, _header("${var.header}"))),
    ),
)

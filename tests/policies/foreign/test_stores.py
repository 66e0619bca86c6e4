"""A stack of stores and compute that a team wrote in a hurry: each of its defects is found where it is.

The defects were listed with the stack, before any rule judged it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Final

import pytest

from policies.gate.reading.build import Overrides, build
from policies.gate.reading.metadata import Metadata, StackMetadata
from policies.gate.verdict import evaluate_rules
from policies.model import Finding, Status

FOLDER: Final = Path(__file__).parent

DEFECTS: Final = [
    tuple(line.split(" | "))
    for line in (FOLDER / "stores.txt").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
]
"""Each as (what, where, rule, words of the rule's message); the rule is `-` where none finds it."""

FOUND: Final = [each for each in DEFECTS if each[2] != "-"]

AROUND: Final = (
    "aws_vpc.",
    "aws_security_group.",
    "aws_kms_key.",
    "aws_wafv2_web_acl.",
    "aws_cloudwatch_",
    "provider",
)
"""What stands around the stores of the sound stack, and has rules of its own."""

CONVENTIONS: Final = ("tags-", "naming-", "data-classified")
"""How the rules begin of which a team outside this project knows nothing."""


def judged(name: str) -> tuple[Finding, ...]:
    """What the rules say of a stack in production."""
    metadata = Metadata(stacks={"stores": StackMetadata("cards", "zq7", "production")})
    stack = json.loads((FOLDER / name).read_text(encoding="utf-8"))
    answer = evaluate_rules(build({"stores": stack}, metadata, Overrides()))
    assert answer.problems == ()
    return answer.findings


@pytest.fixture(scope="module")
def failures() -> Mapping[tuple[str, str], str]:
    """What fails, by address and rule."""
    return {
        (found.address, found.rule): found.message
        for found in judged("stores.tf.json")
        if found.status is Status.FAIL
    }


@pytest.mark.parametrize(
    ("what", "where", "rule", "words"), FOUND, ids=[" ".join(each[1::-1]) for each in FOUND]
)
def test_each_defect_is_found_where_it_is(
    failures: Mapping[tuple[str, str], str], what: str, where: str, rule: str, words: str
) -> None:
    assert words in failures.get((where, rule), ""), what


def test_the_list_is_whole() -> None:
    assert (len(DEFECTS), len(FOUND), len(set(DEFECTS))) == (119, 118, 119)


def test_what_is_right_is_no_finding() -> None:
    """The same services as they should be: nothing fails, and nothing cannot be told."""
    said = [
        f"{found.address}: {found.rule}: {found.message}"
        for found in judged("stores_right.tf.json")
        if found.status in (Status.FAIL, Status.UNKNOWN)
        and not found.address.startswith(AROUND)
        and not found.rule.startswith(CONVENTIONS)
    ]
    assert said == []

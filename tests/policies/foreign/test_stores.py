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
from policies.model import Status

STACK: Final = Path(__file__).with_name("stores.tf.json")

LIST: Final = Path(__file__).with_name("stores.txt")

DEFECTS: Final = [
    tuple(line.split(" | "))
    for line in LIST.read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
]
"""Each as (what, where, rule, words of the rule's message); the rule is `-` where none finds it."""

FOUND: Final = [each for each in DEFECTS if each[2] != "-"]


@pytest.fixture(scope="module")
def failures() -> Mapping[tuple[str, str], str]:
    """What fails, by address and rule, in production."""
    metadata = Metadata(stacks={"stores": StackMetadata("cards", "zq7", "production")})
    stack = json.loads(STACK.read_text(encoding="utf-8"))
    answer = evaluate_rules(build({"stores": stack}, metadata, Overrides()))
    assert answer.problems == ()
    return {
        (finding.address, finding.rule): finding.message
        for finding in answer.findings
        if finding.status is Status.FAIL
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

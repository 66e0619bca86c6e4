"""Stacks that teams wrote in a hurry: each of their defects is found where it is.

One is of stores and compute, one of values that mean nothing and names that lead nowhere: beside these stands
a sound one of the same services. The others are whole systems, by authors who had not seen the rules. The
defects were listed with each stack, before any rule judged it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Final, NamedTuple

import pytest

from policies.gate.reading.build import Overrides, build
from policies.gate.reading.metadata import Metadata, StackMetadata
from policies.gate.verdict import evaluate_rules
from policies.model import Finding, Status
from policies.packs import pack_of

FOLDER: Final = Path(__file__).parent

STACKS: Final = ("stores", "values", "checkout", "fraud", "ingest", "portal", "acquirer", "wallet")


class Defect(NamedTuple):
    """What is wrong with the element at `where`, and which rule says so in which words; `-` where none."""

    stack: str
    what: str
    where: str
    rule: str
    words: str


def _defects(stack: str) -> Iterator[Defect]:
    for line in (FOLDER / f"{stack}.txt").read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            yield Defect(stack, *line.split(" | "))


DEFECTS: Final = [defect for stack in STACKS for defect in _defects(stack)]

COUNTS: Final = (
    *(("stores", 119, 118), ("values", 200, 185)),
    *(("checkout", 117, 117), ("fraud", 105, 105), ("ingest", 133, 130), ("portal", 140, 139)),
    *(("acquirer", 59, 59), ("wallet", 60, 60)),
)
"""How many defects each list has, and how many of them are found."""

FOUND: Final = [each for each in DEFECTS if each.rule != "-"]

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

MEANT_ANYWHERE: Final = "naming-leads"


@cache
def judged(name: str) -> tuple[Finding, ...]:
    """What the rules say of a stack in production."""
    metadata = Metadata(stacks={"stores": StackMetadata("cards", "zq7", "production")})
    stack = json.loads((FOLDER / name).read_text(encoding="utf-8"))
    answer = evaluate_rules(build({"stores": stack}, metadata, Overrides()))
    assert answer.problems == ()
    return answer.findings


@cache
def failures(stack: str) -> Mapping[tuple[str, str], str]:
    """What fails, by address and rule."""
    found = judged(f"{stack}.tf.json")
    return {(each.address, each.rule): each.message for each in found if each.status is Status.FAIL}


@pytest.mark.parametrize("defect", FOUND, ids=[f"{each.rule} {each.where}" for each in FOUND])
def test_each_defect_is_found_where_it_is(defect: Defect) -> None:
    assert defect.words in failures(defect.stack).get((defect.where, defect.rule), ""), defect.what


def test_none_of_them_is_found_by_a_convention_of_this_house() -> None:
    """A team that leaves the pack `house` out hears of every one."""
    assert [each for each in FOUND if pack_of(each.rule) == "house"] == []


@pytest.mark.parametrize(("stack", "listed", "found"), COUNTS)
def test_the_list_is_whole(stack: str, listed: int, found: int) -> None:
    defects = [each for each in DEFECTS if each.stack == stack]
    assert (len(defects), len(set(defects))) == (listed, listed)
    assert len([each for each in FOUND if each.stack == stack]) == found


def _said(name: str) -> Iterator[Finding]:
    yield from (each for each in judged(name) if each.status in (Status.FAIL, Status.UNKNOWN))


def test_what_is_right_of_stores_is_no_finding() -> None:
    """The same services as they should be: nothing fails, and nothing cannot be told."""
    assert [
        f"{found.address}: {found.rule}: {found.message}"
        for found in _said("stores_right.tf.json")
        if not found.address.startswith(AROUND)
        and (not found.rule.startswith(CONVENTIONS) or found.rule == MEANT_ANYWHERE)
    ] == []


def test_what_is_right_of_values_is_no_finding() -> None:
    """No rule that finds a value or a name that is wrong says anything of those that are right."""
    rules = {each.rule for each in DEFECTS if each.stack == "values"}
    assert [
        f"{found.address}: {found.rule}: {found.message}"
        for found in _said("values_right.tf.json")
        if found.rule in rules
    ] == []

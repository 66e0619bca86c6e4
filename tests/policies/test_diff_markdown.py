"""The comment of a pull request: no name makes markup, and it fits."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from policies.diff import markdown, text
from policies.diff.access import Access, AccessChange
from policies.diff.comparison import Diff
from policies.diff.exposure import Exposure
from policies.diff.gate import GateChange, GateDiff, Judgement
from policies.diff.grants import Unreadable
from policies.diff.permissions import Permission, Permissions
from policies.diff.posture import FindingCounts, Posture
from policies.diff.resources import ArgumentChange, ResourceChange
from policies.diff.rule_settings import RuleChange
from policies.diff.sections import sections
from policies.diff.waiver_use import WaiverChange
from tests.policies.verdicts import FAILED

pytestmark = pytest.mark.fuzz

GITHUB_LIMIT = 65_536
MARKDOWN = MarkdownIt("gfm-like", {"html": True, "linkify": False})
HOSTILE = st.text() | st.text("`|[]()<>!*_#@:%,-\\\n\r& ae1", max_size=40)
ZERO = FindingCounts(0, 0, 0, 0, 0)


def hostile_diff(said: str, many: int = 1) -> Diff:
    finding = replace(FAILED, rule=said, address=said, message=said, source=said, stack=said)
    access = Access(said, said, said, said, said, (said,))
    permission = Permission(said, said, False, "Allow", (said,), (said,) * 5, (said,), (said,))
    changes = (
        ResourceChange("changed", said, f"{said}{number}", "", (ArgumentChange(said, said, said),), said)
        for number in range(many)
    )
    return Diff(
        Exposure((finding,), (finding,)),
        AccessChange((access,), (access,), (replace(access, unknown=said),)),
        Permissions((permission,), (permission,), (Unreadable(said, said, said, said),)),
        Posture((finding,), (), (), (), (), (), (said,), (said,), ZERO, ZERO),
        (WaiverChange("newly used", said, said, said, said, said, 1, "", said),),
        (RuleChange("looser", said, said, said, said),),
        tuple(changes),
        (),
        (),
        GateDiff(
            Judgement("pass", ZERO, (), ()),
            (GateChange("loosened", said, (said,), (said,)),),
            Judgement("error", ZERO, (finding,), (said,)),
            said,
        ),
    )


@given(HOSTILE)
def test_no_text_makes_markup(said: str) -> None:
    comment = markdown.render(sections(hostile_diff(said, many=12), str))
    plain = re.sub(r"<code>[^<]*</code>", "", MARKDOWN.render(comment))
    assert set(re.findall(r"</?(\w+)", plain)) <= {
        "h2",
        "h3",
        "p",
        "ul",
        "li",
        "strong",
        "details",
        "summary",
    }
    assert plain.count("<details>") == 1
    assert not re.search(r"[@#!\[&]", plain), "no mention, reference, link or entity stands outside of code"


@given(HOSTILE)
def test_no_problem_makes_markup(said: str) -> None:
    plain = re.sub(r"<code>[^<]*</code>", "", MARKDOWN.render(markdown.refusal([said])))
    assert set(re.findall(r"</?(\w+)", plain)) <= {"h2", "p", "ul", "li", "strong"}


@given(HOSTILE)
def test_no_text_writes_a_line_of_the_text(said: str) -> None:
    harmless = text.render(sections(hostile_diff("x"), str))
    assert text.render(sections(hostile_diff(f"x{said}"), str)).count("\n") == harmless.count("\n")


def test_a_comment_fits_and_says_what_it_leaves_out() -> None:
    comment = markdown.render(sections(hostile_diff("`" * 200, many=500), str))
    assert len(comment) < GITHUB_LIMIT
    assert re.search(r"\nLeft out for want of room: \d+ entries; .* has everything\.\n$", comment)
    assert comment.count("<details>") == comment.count("</details>") == 1


def test_many_problems_fit_too() -> None:
    assert len(markdown.refusal(["x" * 390] * 500)) < GITHUB_LIMIT


def test_the_worst_comes_first() -> None:
    titles = re.findall(r"^### ([\w ]+)", markdown.render(sections(hostile_diff("x"), str)), re.MULTILINE)
    assert titles == ["Gate", "Public exposure", "Access", "Permissions", "Findings", "Waivers", "Resources"]

"""What GitHub shows: annotations that mark lines, a summary, and nothing that a resource's name could do."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from policies.gate.formats import github as github_format
from policies.gate.formats import markdown as markdown_format
from policies.model import Severity
from tests.policies.verdicts import EVERYTHING, FAILED, PASSED, UNKNOWN, verdict

pytestmark = pytest.mark.fuzz

COMMAND = re.compile(r"^::(?P<level>error|warning|notice) (?P<properties>[^:]*)::(?P<message>.*)$")
HOSTILE = st.text() | st.text("`|[]()<>!*_#@:%,-\\\n\r& ae1", max_size=40)


def commands_of(text: str) -> list[tuple[str, dict[str, str], str]]:
    """The commands as the runner reads them: (level, properties, message)."""

    def undone(value: str) -> str:
        for code, character in (("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%")):
            value = value.replace(code, character)
        return value

    found = [match for line in text.split("\n") if (match := COMMAND.match(line))]
    return [
        (
            match["level"],
            {
                name: undone(value)
                for name, _, value in (item.partition("=") for item in match["properties"].split(","))
            },
            undone(match["message"]),
        )
        for match in found
    ]


def test_a_failure_marks_its_line_with_remedy_and_place() -> None:
    (command,) = commands_of(github_format.render(verdict(FAILED)))
    assert command == (
        "error",
        {"file": "infra/blocks/security/keys.py", "line": "41", "title": "high: kms-key-rotation"},
        f"{FAILED.message}\nat pay-one: aws_kms_key.data\nfix: {FAILED.remediation}",
    )


def test_a_problem_is_an_error_and_comes_first() -> None:
    level, properties, message = commands_of(github_format.render(EVERYTHING))[0]
    assert (level, properties, message) == (
        "error",
        {"title": "The gate could not judge"},
        "a stack is missing",
    )


def test_resources_of_one_line_share_an_annotation() -> None:
    (command,) = commands_of(github_format.render(verdict(FAILED, replace(FAILED, stack="pay-two"))))
    assert "at pay-one: aws_kms_key.data and 1 more\n" in command[2]


def test_what_github_would_drop_is_counted() -> None:
    many = [replace(FAILED, message=f"m{number}") for number in range(13)]
    text = github_format.render(verdict(*many, replace(FAILED, severity=Severity.MEDIUM, message="w")))
    assert [command[0] for command in commands_of(text)] == ["error"] * 10 + ["warning"]
    assert "Not annotated: 3 more, since GitHub shows 10 of a level a step." in text


def test_unknown_is_named_and_not_called_a_pass() -> None:
    assert "1 unknown until the plan; unknown is not a pass." in github_format.render(verdict(UNKNOWN))


@given(HOSTILE)
def test_no_text_makes_a_command_or_a_property(hostile: str) -> None:
    finding = replace(FAILED, rule=f"r{hostile}", address=hostile, message=hostile, source=f"{hostile}:4")
    text = github_format.render(verdict(finding, problems=(hostile,)))
    commands = commands_of(text)
    assert [command[0] for command in commands] == ["error", "error"]
    assert set().union(*(command[1] for command in commands)) <= {"file", "line", "title"}
    lines = text.rstrip("\n").split("\n")
    assert len(lines) == 3, "two commands and the summary"
    assert "##[" not in text


MARKDOWN = MarkdownIt("gfm-like", {"html": True, "linkify": False})


@given(HOSTILE)
def test_no_text_makes_markup(hostile: str) -> None:
    finding = replace(
        *(FAILED,), rule=f"r{hostile}", address=hostile, message=hostile, source=hostile, remediation=hostile
    )
    text = markdown_format.render(
        verdict(finding, replace(UNKNOWN, message=hostile), problems=(hostile,), notes=(hostile,))
    )
    plain = re.sub(r"<code>[^<]*</code>", "", MARKDOWN.render(text))
    assert set(re.findall(r"</?(\w+)", plain)) <= {"h2", "h3", "p", "ul", "li", "strong"}
    assert not re.search(r"[@#!\[&]", plain), "no mention, reference, link or entity stands outside of code"
    assert len(re.findall("<h[23]>", plain)) == 5


@given(st.text(max_size=300))
def test_a_code_span_shows_its_text_and_nothing_else(text: str) -> None:
    shown = "".join(character if character.isprintable() else "?" for character in text)
    inline = MARKDOWN.parse(f"- {markdown_format.code(text)}\n")
    (children,) = [token.children for token in inline if token.type == "inline"]
    assert children is not None
    assert [child.type for child in children] == ["code_inline"]
    assert children[0].content.strip() == (shown.strip() or ("-" if not text else ""))


def test_the_summary_tells_cause_place_line_and_remedy_in_order_of_severity() -> None:
    worse = replace(FAILED, rule="x-worse", severity=Severity.CRITICAL)
    text = markdown_format.render(verdict(FAILED, worse))
    assert text.startswith("## ❌ Policy gate: fail\n")
    assert text.index("**CRITICAL** `x-worse`") < text.index("**HIGH** `kms-key-rotation`")
    assert "at `pay-one: aws_kms_key.data`, made by `infra/blocks/security/keys.py:41`" in text
    assert "fix: " in text


@pytest.mark.parametrize("mark", ["### It could not judge", "### Unknown until the plan", "### Waived"])
def test_the_summary_hides_no_status(mark: str) -> None:
    assert mark in markdown_format.render(EVERYTHING)


def test_a_summary_fits_into_a_comment_and_says_what_it_leaves_out() -> None:
    many = [replace(FAILED, message=f"{number} " + "`" * 300) for number in range(300)]
    text = markdown_format.render(verdict(*many))
    assert len(text) <= markdown_format.LIMIT
    assert re.search(r"\nLeft out for want of room: \d+ entries; the report has all\.\n$", text)


def test_a_pass_is_short() -> None:
    assert markdown_format.render(verdict(PASSED)).startswith("## ✅ Policy gate: pass\n\n`PASS: ")

"""The rules as a page: all of them, with their own words, and nothing from outside."""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape
from pathlib import Path

import pytest

from policies.__main__ import main
from policies.report.rules_page import render
from tests.policies.verdicts import RULES

PAGE = render(RULES.values())


def test_every_rule_has_an_entry_of_its_id_with_why_and_how() -> None:
    text = unescape(PAGE.replace("<wbr>", ""))
    assert re.findall(r'<details class="rule" id="([^"]+)">', PAGE) == list(RULES)
    for rule in RULES.values():
        for part in (rule.title, rule.rationale, rule.remediation, *rule.controls):
            assert part in text


def test_the_page_takes_nothing_from_elsewhere_and_is_the_same_each_time() -> None:
    assert not re.search(r"""(?:src|href)=["'](?!#)""", PAGE)
    assert "default-src 'none'" in PAGE
    assert render(RULES.values()) == PAGE


def test_words_of_a_rule_are_no_markup() -> None:
    hostile = replace(RULES["kms-key-rotation"], title="<script>x</script>", rationale="a & <b>")
    page = render([hostile])
    assert "<script>x" not in page
    assert "a &amp; &lt;b&gt;" in page


def test_the_command_writes_the_page_and_leaves_the_catalogue_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["catalogue", "--page", str(tmp_path / "rules.html")]) == 0
    assert (tmp_path / "rules.html").read_text(encoding="utf-8") == PAGE
    assert main(["catalogue", "--page", str(tmp_path)]) == 2
    assert "cannot be written" in capsys.readouterr().err

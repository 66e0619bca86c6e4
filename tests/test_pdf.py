"""The report as PDF: only of a page as it was written, with the time of the report, and the same bytes."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from policies.report.build import write_report
from policies.report.model import Made
from tests.policies.test_report import MIXED, judged
from tools.pdf import BROWSERS, PdfError, main, settled

pytestmark = pytest.mark.fuzz

PDF = b"%PDF-1.4\n<</CreationDate (D:20261201062702+00'00')\n/ModDate (D:20261201062702+00'00')>>\n%%EOF"


def report(folder: Path) -> Path:
    write_report(folder, judged(**MIXED), "c0ffee", Made("2026-11-22T08:30:00Z", "--time"))
    return folder


def test_time_of_the_printing_becomes_that_of_the_report() -> None:
    changed = settled(PDF, "2026-11-22T08:30:00Z")
    assert re.findall(rb"D:(\d+)", changed) == [b"20261122083000"] * 2
    assert len(changed) == len(PDF)


def test_nodes_are_numbered_from_one_in_their_order() -> None:
    first, later = (
        PDF + b"[(node%08d) (node%08d)] /ID (node%08d)" % (start, start + 4, start) for start in (107, 108)
    )
    assert settled(first, "2026-11-22T08:30:00Z") == settled(later, "2026-11-22T08:30:00Z")
    assert settled(first, "2026-11-22T08:30:00Z").endswith(
        b"[(node00000001) (node00000002)] /ID (node00000001)"
    )


@pytest.mark.parametrize("document", [b"", b"<html>", PDF.replace(b"/ModDate", b"/Other"), PDF[1:]])
def test_what_is_no_pdf_of_chromium_is_refused(document: bytes) -> None:
    with pytest.raises(PdfError, match="is no PDF with two times in it"):
        settled(document, "2026-11-22T08:30:00Z")


def test_a_page_that_was_changed_is_not_printed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = report(tmp_path) / "compliance.html"
    page.write_bytes(page.read_bytes().replace(b"Fail", b"Pass"))
    assert main([str(tmp_path)]) == 2
    assert "compliance.html beside it was changed; write it anew" in capsys.readouterr().err
    assert not (tmp_path / "compliance.pdf").exists()


def test_no_report_and_no_browser_are_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([str(tmp_path)]) == 2
    assert "there is no report with its page in" in capsys.readouterr().err
    monkeypatch.setenv("CHROMIUM", "no-such-browser")
    assert main([str(report(tmp_path))]) == 2
    assert "there is no no-such-browser here: install Chromium" in capsys.readouterr().err


def test_a_browser_that_prints_nothing_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("CHROMIUM", "false")
    assert main([str(report(tmp_path))]) == 2
    assert "printed nothing (status 1)" in capsys.readouterr().err


@pytest.mark.long
@pytest.mark.skipif(not any(map(shutil.which, BROWSERS)), reason="there is no Chromium")
def test_the_same_report_is_the_same_pdf(tmp_path: Path) -> None:
    report(tmp_path)
    printed = []
    for _ in range(2):
        assert main([str(tmp_path)]) == 0
        printed.append((tmp_path / "compliance.pdf").read_bytes())
    assert printed[0] == printed[1]
    assert b"D:20261122083000+00'00'" in printed[0]

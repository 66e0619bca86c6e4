"""`python -m tools.pdf [FOLDER]`: the report's page as `compliance.pdf`, printed by this machine's Chromium.

The page is printed only as it was written with its report. Chromium writes the time of day into a PDF, and
numbers its nodes from where it happens to be; in their place stand the time of the report (or the day that it
judges for) and numbers from 1, so that the same report and the same Chromium give the same bytes. Another
Chromium lays out otherwise: the PDF is no form that the report has a digest of. Status 2 with a sentence
where it cannot be made.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from policies.report.sealing import SealError, faults, forms_faults, opened
from policies.whole_files import write_whole

BROWSERS: Final = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
_PATIENCE: Final = 600
"""Seconds; a report of many systems has hundreds of pages."""
_DATE: Final = re.compile(rb"/(CreationDate|ModDate) \(D:\d{14}\+00'00'\)")
_NODE: Final = re.compile(rb"\(node\d{8}\)")


class PdfError(Exception):
    """The PDF cannot be made; the text says why, and what to do."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the page of a folder of reports. Status 0, or 2 where that cannot be."""
    parser = argparse.ArgumentParser(
        prog="python -m tools.pdf", description="Print the report's page as PDF."
    )
    parser.add_argument("folder", nargs="?", type=Path, default=Path("reports"), metavar="FOLDER")
    folder: Path = parser.parse_args(arguments).folder
    try:
        said = _report(folder)
        printed = _printed(_browser(os.environ), folder / "compliance.html")
        write_whole(folder / "compliance.pdf", settled(printed, said["time"] or f"{said['day']}T00:00:00Z"))
    except PdfError as error:
        print(f"pdf: {error}", file=sys.stderr)
        return 2
    except OSError as error:
        print(f"pdf: {error.filename or folder} cannot be read or written: {error.strerror}", file=sys.stderr)
        return 2
    print(f"report: {folder / 'compliance.pdf'}")
    return 0


def settled(document: bytes, time: str) -> bytes:
    """A PDF of Chromium with a time, such as `2026-12-01T08:30:00Z`, in place of that of its printing.

    Its nodes are numbered from 1, in the same order. Each text is as long as before, so that the positions in
    the file hold. Raises PdfError where it has no time.
    """
    stamp = re.sub(r"\D", "", time).encode()
    nodes = {
        name: b"(node%08d)" % number for number, name in enumerate(sorted({*_NODE.findall(document)}), 1)
    }
    numbered = _NODE.sub(lambda match: nodes[match[0]], document)
    changed, number = _DATE.subn(rb"/\1 (D:" + stamp + rb"+00'00')", numbered)
    if not document.startswith(b"%PDF-") or number != 2 or len(changed) != len(document):
        raise PdfError(
            "what the browser wrote is no PDF with two times in it, as Chromium writes; try another one"
        )
    return changed


def _report(folder: Path) -> Mapping[str, Any]:
    """How a report was made. Raises PdfError where it, or its page, is not as it was written."""
    file = folder / "compliance.json"
    if not file.is_file() or not (folder / "compliance.html").is_file():
        raise PdfError(f"there is no report with its page in {folder}: run make synth first")
    try:
        report = opened(file.read_bytes())
    except SealError as error:
        raise PdfError(f"{file} is no report: {error}") from error
    for fault in (*faults(report), *forms_faults(report, folder)):
        raise PdfError(f"the report in {folder} was changed: {fault}; write it anew with make gate")
    made: Mapping[str, Any] = report.content["made"]
    return made


def _browser(environment: Mapping[str, str]) -> str:
    """What `CHROMIUM` says, else the first that is installed. Raises PdfError where none is."""
    wanted = [environment["CHROMIUM"]] if environment.get("CHROMIUM") else BROWSERS
    for name in wanted:
        if found := shutil.which(name):
            return found
    raise PdfError(f"there is no {' or '.join(wanted)} here: install Chromium, or set CHROMIUM to one")


def _printed(browser: str, page: Path) -> bytes:
    with tempfile.TemporaryDirectory() as temporary:
        target = Path(temporary) / "printed.pdf"
        command = [
            browser,
            "--headless",
            "--disable-gpu",
            "--no-pdf-header-footer",
            "--disable-background-networking",
            f"--user-data-dir={temporary}/profile",
            f"--print-to-pdf={target}",
            page.resolve().as_uri(),
        ]
        if os.geteuid() == 0:
            command.insert(1, "--no-sandbox")  # without it Chromium does not start for root, as in containers
        try:
            ended = subprocess.run(command, capture_output=True, timeout=_PATIENCE, check=False)
        except subprocess.TimeoutExpired as error:
            raise PdfError(f"{browser} did not print the page within {_PATIENCE} seconds") from error
        if ended.returncode or not target.is_file():
            raise PdfError(f"{browser} printed nothing (status {ended.returncode})")
        return target.read_bytes()


if __name__ == "__main__":
    raise SystemExit(main())

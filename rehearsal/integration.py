"""The integration tests against what was deployed: what passed, what failed, what cannot be shown here."""

from __future__ import annotations

import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from xml.etree import ElementTree as ET

PROJECT: Final = Path(__file__).resolve().parents[1]
NOT_PROVABLE: Final = "not provable here"


@dataclass(frozen=True)
class Integration:
    """Tests by outcome. not_provable: the reason by test; failed: what the runner said."""

    passed: int
    not_provable: Mapping[str, str]
    problems: tuple[str, ...]


def integrate(
    flat_outputs: Path,
    environment: Mapping[str, str],
    scratch: Path,
    *,
    tests: Iterable[str],
    chosen: str = "",
) -> Integration:
    """Run integration tests on flat outputs, or those of them that are chosen as pytest's `-k` takes them.

    A test that is skipped for any other reason than that it is not provable here is a problem.
    """
    report = scratch / "integration.xml"
    kept = {name: value for name, value in os.environ.items() if not name.startswith("AWS_")}
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "pytest",
            *tests,
            *(("-k", chosen) if chosen else ()),
            "-p",
            "no:cacheprovider",
            "-p",
            "no:xdist",
            f"--junit-xml={report}",
        ],
        cwd=PROJECT,
        env={**kept, **environment, "FLAT_OUTPUTS": str(flat_outputs)},
        capture_output=True,
        text=True,
        check=False,
    )
    if not report.exists():
        return Integration(
            0, {}, (f"the integration tests did not run: {(done.stdout + done.stderr)[-2000:]}",)
        )
    outcomes: Counter[str] = Counter()
    not_provable: dict[str, str] = {}
    problems: list[str] = []
    for case in ET.parse(report).getroot().iter("testcase"):  # noqa: S314 - pytest wrote it
        name = case.get("name", "")
        skipped, failed = (
            case.find("skipped"),
            next((each for each in case if each.tag in ("failure", "error")), None),
        )
        if failed is not None:
            problems.append(f"{name}: {failed.get('message', '')}")
        elif skipped is None:
            outcomes["passed"] += 1
        elif NOT_PROVABLE in (reason := skipped.get("message", "")):
            not_provable[name] = reason.partition(f"{NOT_PROVABLE}: ")[2]
        else:
            problems.append(f"{name}: skipped: {reason}")
    if done.returncode and not problems:
        problems.append(f"the test runner ended with status {done.returncode}: {done.stdout[-1000:]}")
    if not outcomes["passed"] and not problems:
        problems.append("no integration test ran")
    return Integration(outcomes["passed"], not_provable, tuple(problems))

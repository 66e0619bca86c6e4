"""Whatever stands in a stack, the gate ends with status 0, 1 or 2 and a sentence: never with a traceback, and
never because a rule did not expect what it read.

`GATE_EXAMPLES` says how many spoiled folders are judged; `make nightly` asks for many.
"""

from __future__ import annotations

import io
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Final

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from infra.systems import SYSTEMS
from policies.__main__ import main
from policies.gate.formats.output import FORMATS
from tests.policies.spoiling import Spoiled, spoiled

pytestmark = [pytest.mark.synth, pytest.mark.fuzz, pytest.mark.long]

PROJECT: Final = Path(__file__).resolve().parents[2]
EXAMPLES: Final = int(os.environ.get("GATE_EXAMPLES", "25"))
AS_A_PROCESS: Final = 3
VERDICT: Final = re.compile(r"^(PASS|FAIL|ERROR): ", re.MULTILINE)


@pytest.fixture(scope="module")
def folders(
    synthesis_of: Callable[[str], Path], tmp_path_factory: pytest.TempPathFactory
) -> dict[str, tuple[Path, dict[str, str]]]:
    """Of each system, a folder with its synthesis, and the texts of the files that the gate reads there."""
    found = {}
    for system in SYSTEMS:
        folder = tmp_path_factory.mktemp(system) / "cdktf.out"
        shutil.copytree(synthesis_of(system), folder, ignore=shutil.ignore_patterns("packages"))
        files = [
            folder / "manifest.json",
            folder / "estate.json",
            *sorted(folder.glob("stacks/*/cdk.tf.json")),
        ]
        found[system] = folder, {str(file.relative_to(folder)): file.read_text() for file in files}
    return found


def in_process(arguments: list[str]) -> tuple[int, str, str]:
    """The status of the command, and what it said on standard output and standard error."""
    said = [io.TextIOWrapper(io.BytesIO(), encoding="utf-8", newline="\n") for _ in range(2)]
    with redirect_stdout(said[0]), redirect_stderr(said[1]):
        status = main(arguments)
    for stream in said:
        stream.seek(0)
    return status, said[0].read(), said[1].read()


def as_a_process(arguments: list[str]) -> tuple[int, str, str]:
    """As `in_process`, by a process of its own."""
    ran = subprocess.run(
        [sys.executable, "-m", "policies", *arguments],
        cwd=PROJECT,
        check=False,
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    return ran.returncode, ran.stdout, ran.stderr


Drawn = tuple[str, dict[str, Spoiled], str, bool]


@st.composite
def drawn(draw: st.DrawFn, folders: dict[str, tuple[Path, dict[str, str]]]) -> Drawn:
    """A system, its spoiled files, a format, and whether the verdict is strict."""
    system = draw(st.sampled_from(sorted(folders)))
    texts = folders[system][1]
    names = draw(st.lists(st.sampled_from(sorted(texts)), min_size=1, max_size=3, unique=True))
    changed = {name: draw(spoiled(texts[name])) for name in names}
    return system, changed, draw(st.sampled_from(sorted(FORMATS))), draw(st.booleans())


def judge(
    folders: dict[str, tuple[Path, dict[str, str]]],
    example: Drawn,
    run: Callable[[list[str]], tuple[int, str, str]],
) -> None:
    """The gate on a spoiled folder, which is whole again afterwards."""
    system, changed, form, strict = example
    folder, texts = folders[system]
    told = folder.parent / "verdict.txt"
    try:
        for name, file in changed.items():
            (folder / name).write_text(file.text, encoding="utf-8")
        options = ["--engine", "rules", "--format", form, "--write", f"text={told}", *["--strict"] * strict]
        status, out, err = run(["gate", str(folder), *options])
        verdict = told.read_text(encoding="utf-8")
    finally:
        for name in changed:
            (folder / name).write_text(texts[name], encoding="utf-8")
        told.unlink(missing_ok=True)
    assert status in (0, 1, 2)
    assert "Traceback" not in err
    assert out
    [outcome] = VERDICT.findall(verdict)
    assert status == {"PASS": 0, "FAIL": 1, "ERROR": 2}[outcome]
    assert " broke at " not in verdict, re.findall(r".* broke at .*", verdict)[:3]
    assert "did not load" not in verdict


def judged(
    folders: dict[str, tuple[Path, dict[str, str]]], examples: int, run: Callable[..., object]
) -> None:
    """So many spoiled folders, the same ones each time."""

    @settings(
        max_examples=examples,
        derandomize=True,
        database=None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(example=drawn(folders))
    def each(example: Drawn) -> None:
        judge(folders, example, run)

    each()


def test_whatever_stands_in_a_stack_there_is_a_verdict(
    folders: dict[str, tuple[Path, dict[str, str]]],
) -> None:
    judged(folders, EXAMPLES, in_process)


def test_as_a_process_of_its_own_too(folders: dict[str, tuple[Path, dict[str, str]]]) -> None:
    judged(folders, AS_A_PROCESS, as_a_process)

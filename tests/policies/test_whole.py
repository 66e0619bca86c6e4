"""What is written is there whole or not at all, and what is not whole is judged by no command."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from infra.output_folder import beside, publish
from policies.__main__ import main
from policies.gate.reading import holding
from policies.gate.reading.folder import read
from policies.gate.reading.holding import HOLDER, HeldError, held
from policies.gate.reading.metadata import Metadata, StackMetadata, write_metadata
from policies.whole_files import write_whole
from tests.policies.stacks import write_manifest, write_stack

PROJECT = Path(__file__).resolve().parents[2]
STACK = {"resource": {"aws_sqs_queue": {"inbox": {"name": "inbox"}}}}
COMMANDS = {
    "gate": ("gate", "--engine", "rules"),
    "access": ("access",),
    "inventory": ("inventory",),
    "diff": ("diff",),
}


def synthesis(folder: Path, *names: str) -> Path:
    """A folder as a synthesis of these stacks leaves it."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in names:
        write_stack(folder, name, STACK)
    write_metadata(folder, Metadata({name: StackMetadata("pay", "zq7", "ephemeral") for name in names}))
    write_manifest(folder, *names)
    return folder


def asked(command: str, folder: Path, capsys: pytest.CaptureFixture[str]) -> tuple[int, str]:
    folders = [str(folder)] * (2 if command == "diff" else 1)
    status = main([*COMMANDS[command], *folders])
    printed = capsys.readouterr()
    return status, printed.out + printed.err


# ---- what is read ----------------------------------------------------------------------------------


def no_list(folder: Path) -> None:
    (folder / "manifest.json").unlink()


def no_list_and_one_stack(folder: Path) -> None:
    no_list(folder)
    (folder / "stacks" / "two" / "cdk.tf.json").unlink()


def shorter_list(folder: Path) -> None:
    write_manifest(folder, "one")
    (folder / "stacks" / "two" / "cdk.tf.json").unlink()


def one_stack_less(folder: Path) -> None:
    (folder / "stacks" / "two" / "cdk.tf.json").unlink()


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("interrupt", [no_list, no_list_and_one_stack, shorter_list, one_stack_less])
def test_an_interrupted_folder_is_status_2_for_every_command(
    command: str, interrupt: Callable[[Path], None], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = synthesis(tmp_path / "out", "one", "two")
    assert not read(folder).problems
    interrupt(folder)
    status, said = asked(command, folder, capsys)
    assert status == 2, said
    assert "interrupted" in said or "is missing" in said


def test_a_foreign_folder_without_a_manifest_is_judged(tmp_path: Path) -> None:
    write_stack(tmp_path, "one", STACK)
    reading = read(tmp_path)
    assert (list(reading.contents), reading.problems) == (["one"], ())


def fifo(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


def device(path: Path) -> None:
    path.unlink()
    path.symlink_to("/dev/zero")


def link(path: Path) -> None:
    moved = path.rename(path.parents[3] / "elsewhere.json")
    path.symlink_to(moved)


def linked_folder(path: Path) -> None:
    moved = path.parent.rename(path.parents[3] / "elsewhere")
    path.parent.symlink_to(moved)


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("make", [fifo, device, link, linked_folder])
def test_what_only_looks_like_a_stack_is_not_read(
    command: str, make: Callable[[Path], None], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = synthesis(tmp_path / "out", "one", "two")
    make(folder / "stacks" / "two" / "cdk.tf.json")
    status, said = asked(command, folder, capsys)
    assert status == 2, said
    assert "it is a link" in said or "it is no file" in said


@pytest.mark.parametrize("name", ["manifest.json", "estate.json"])
@pytest.mark.parametrize("make", [fifo, device])
def test_what_says_which_stacks_there_are_is_a_file_too(
    name: str, make: Callable[[Path], None], tmp_path: Path
) -> None:
    folder = synthesis(tmp_path / "out", "one")
    make(folder / name)
    assert [name in problem for problem in read(folder).problems][:1] == [True]


# ---- what is written -------------------------------------------------------------------------------


def test_what_cannot_be_written_whole_leaves_what_was_there(tmp_path: Path) -> None:
    file = tmp_path / "verdict.json"
    write_whole(file, b"before")
    limited = (
        "import resource, sys; from pathlib import Path; from policies.whole_files import write_whole\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (1024, 1024))\n"
        "write_whole(Path(sys.argv[1]), b'x' * 4096)"
    )
    done = subprocess.run(
        [sys.executable, "-c", limited, str(file)], cwd=PROJECT, capture_output=True, check=False
    )
    assert done.returncode == 1
    assert b"File too large" in done.stderr
    assert (file.read_bytes(), [path.name for path in tmp_path.iterdir()]) == (b"before", [file.name])


def test_a_file_keeps_its_permissions_and_a_link_its_place(tmp_path: Path) -> None:
    file, alias = tmp_path / "verdict.json", tmp_path / "alias.json"
    file.write_text("before")
    file.chmod(0o640)
    alias.symlink_to(file)
    write_whole(alias, b"after")
    assert (file.read_text(), file.stat().st_mode & 0o777, alias.is_symlink()) == ("after", 0o640, True)


@pytest.mark.parametrize("stop", range(1, 6))
def test_a_synthesis_that_is_interrupted_at_any_point_is_not_read(
    stop: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    output = synthesis(tmp_path / "out", "one")
    kept = output / "stacks" / "one" / ".terraform.lock.hcl"
    kept.write_text("x")
    replace, calls = Path.replace, iter(range(1, 99))

    def interrupted(path: Path, target: Path) -> Path:
        if next(calls) == stop:
            raise KeyboardInterrupt
        return replace(path, target)

    with pytest.raises(KeyboardInterrupt), beside(output) as made:  # noqa: PT012 - the folder is the block's
        synthesis(made, "one", "two")
        (made / "packages").mkdir()
        monkeypatch.setattr(Path, "replace", interrupted)
        publish(made, output)
    monkeypatch.undo()
    assert read(output).problems
    assert not (output / ".synthesis").exists()
    assert kept.read_text() == "x"
    with beside(output) as made:
        synthesis(made, "three")
        publish(made, output)
    assert (list(read(output).contents), read(output).problems) == (["three"], ())


# ---- two at once -----------------------------------------------------------------------------------


def test_a_second_one_that_writes_ends_and_says_who_the_first_is(tmp_path: Path) -> None:
    with held(tmp_path, to_write=True):
        with (
            pytest.raises(HeldError, match=rf"process {os.getpid()} \(.+\) works on it"),
            held(tmp_path, to_write=True, after_writers=False),
        ):
            pass
        assert (tmp_path / HOLDER).exists()
    assert not (tmp_path / HOLDER).exists()


def test_one_that_reads_waits_for_one_that_writes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder, waits = tmp_path / "out", threading.Event()
    folder.mkdir()
    with held(folder, to_write=True):
        found: list[str] = []
        reader = threading.Thread(target=lambda: found.extend(read(folder).contents))
        reader.start()
        waits.wait(0.3)
        synthesis(folder, "one")
    reader.join()
    assert found == ["one"]
    assert "seconds at most: process" in capsys.readouterr().err


def test_one_that_reads_does_not_wait_for_ever(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(holding, "PATIENCE", 0.2)
    with held(tmp_path, to_write=True):
        (problem,) = read(tmp_path).problems
    assert f"process {os.getpid()}" in problem


def test_any_number_may_read(tmp_path: Path) -> None:
    with held(tmp_path, to_write=False), held(tmp_path, to_write=False):
        assert not (tmp_path / HOLDER).exists()


# ---- how a command ends ----------------------------------------------------------------------------


def ended(code: str, *, stdout: int | None = None, **environment: str) -> tuple[int, str, str]:
    """Run Python that fails as a command would: its status, and what it printed."""
    done = subprocess.run(
        [sys.executable, "-c", f"import policies.ending, sys; sys.argv = ['policies']\n{code}"],
        cwd=PROJECT,
        env={**os.environ, **environment},
        stdout=stdout or subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout or "", done.stderr


@pytest.mark.parametrize(
    ("fault", "status", "sentence"),
    [
        (
            "raise TypeError('a\\nb')",
            2,
            "it stopped by a mistake of its own, and this is no verdict: TypeErr",
        ),
        ("raise MemoryError", 2, "the machine has not enough memory"),
        ("raise RecursionError('too deep')", 2, "RecursionError: too deep. Please report it as an issue"),
        ("raise KeyboardInterrupt", 130, "interrupted; what was not finished was not written."),
        ("raise OSError(28, 'No space left on device', 'x')", 2, "No space left on device (x): free some"),
        ("raise OSError(30, 'Read-only file system', 'x')", 2, "Read-only file system (x): name a folder"),
        ("raise RuntimeError('jsii: ENOSPC: no space left')", 2, "No space left on device: free some space."),
        ("raise RuntimeError('[Errno 27] File too large')", 2, "raise the limit of file sizes (ulimit -f)"),
        ("import nothing_of_this_name", 2, "Run 'make setup', and use .venv/bin/python."),
        ("import policies.nothing", 2, "it stopped by a mistake of its own"),
    ],
)
def test_what_nobody_caught_is_one_sentence_and_never_status_1(
    fault: str, status: int, sentence: str
) -> None:
    found, _, said = ended(fault)
    assert (found, sentence in said, said.count("\n")) == (status, True, 1), said
    assert said.startswith("policies: ")


def test_the_trace_is_shown_to_whoever_asks_for_it() -> None:
    status, _, said = ended("raise TypeError('a mistake')", POLICIES_TRACE="1")
    assert (status, "Traceback" in said, "TypeError: a mistake" in said) == (2, True, True)


def test_a_letter_that_the_encoding_lacks_costs_nothing() -> None:
    status, printed, said = ended(
        "def program():\n    print('\\u017c\\u00f3')\n    return 1\npolicies.ending.run(program)",
        PYTHONIOENCODING="ascii",
    )
    assert (status, printed, said) == (1, "\\u017c\\xf3\n", "")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="the machine has no /dev/full")
def test_an_output_that_is_full_is_no_verdict(tmp_path: Path) -> None:
    synthesis(tmp_path, "one")
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "policies", "inventory", str(tmp_path)],
            cwd=PROJECT,
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert (done.returncode, done.stderr) == (
        2,
        "policies: the machine refused it: No space left on device: free some space.\n",
    )


def test_a_folder_that_cannot_be_written_is_one_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder, occupied = synthesis(tmp_path / "out", "one"), tmp_path / "occupied"
    occupied.write_text("x")
    status = main(
        ["gate", str(folder), "--engine", "rules", "--format", "json", "--output", str(occupied / "a.json")]
    )
    said = capsys.readouterr().err
    assert (status, said.startswith("gate: cannot write: "), said.count("\n")) == (2, True, 1)


def test_a_python_without_the_environment_is_told_what_to_do() -> None:
    done = subprocess.run(
        [sys.executable, "-S", "main.py"], cwd=PROJECT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert done.stderr.startswith("main.py: this Python (")
    assert done.stderr.endswith("Run 'make setup', and use .venv/bin/python.\n")


def test_the_report_is_written_whole_beside_others_that_write_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    folder, reports = synthesis(tmp_path / "out", "one"), tmp_path / "reports"
    reports.mkdir()
    monkeypatch.setattr(holding, "PATIENCE", 0.2)
    with held(reports, to_write=True):
        assert main(["gate", str(folder), "--engine", "rules", "--report", str(reports)]) == 2
    assert "works on it" in capsys.readouterr().err
    assert list(reports.iterdir()) == []
    main(["gate", str(folder), "--engine", "rules", "--report", str(reports)])
    assert json.loads((reports / "compliance.json").read_text())["summary"]["verdict"] == "fail"
    assert sorted(path.name for path in reports.iterdir()) == ["compliance.html", "compliance.json"]

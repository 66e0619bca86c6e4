"""Terraform is broken off as a machine that dies would: with all that it started."""

from __future__ import annotations

import os
import signal
import subprocess
from pathlib import Path

import pytest

from rehearsal.terraform import Terraform

pytestmark = pytest.mark.terraform

APPLYING = """#!/bin/sh
sleep 60 >/dev/null 2>&1 &
echo $! > provider.pid
echo "aws_sqs_queue.one: Creation complete after 0s"
echo "aws_sqs_queue.two: Creation complete after 0s"
exec sleep 60
"""


def test_what_is_broken_off_leaves_no_provider_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path / "bin" / "terraform"
    program.parent.mkdir()
    program.write_text(APPLYING)
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{program.parent}{os.pathsep}{os.environ['PATH']}")
    terraform = Terraform(tmp_path, None)
    assert terraform.broken_off(tmp_path, "apply", after=2, by=signal.SIGKILL) == 2
    assert not is_running(int((tmp_path / "provider.pid").read_text()))


def is_running(process: int) -> bool:
    """Whether a process is there, and not dead with nobody who waited for it."""
    asked = ("ps", "-o", "stat=", "-p", str(process))
    told = subprocess.run(asked, capture_output=True, text=True, check=False)
    return told.stdout.strip()[:1] not in ("", "Z")

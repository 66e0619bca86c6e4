"""The frozen list of checkov's checks, against checkov itself.

`python -m tests.policies.test_checkov_checks` writes it anew, for another version of checkov.
"""

from __future__ import annotations

import re
import subprocess
import sys
from importlib.metadata import version

import pytest

from policies.gate.checkov_checks import CHECKS, checkov_checks, is_checkov_id


def generate() -> str:
    """The content of CHECKS: what `checkov --list` names, in the order of the alphabet."""
    done = subprocess.run(
        [sys.executable, "-m", "checkov.main", "--list", "--framework", "terraform"],
        capture_output=True,
        text=True,
        check=True,
    )
    ids = set(re.findall(r"^\|\s*\d+\s*\|\s*(CKV\w+)\s*\|", done.stdout, re.MULTILINE))
    lines = (f"# checkov {version('checkov')}: its Terraform checks.", *sorted(ids))
    return "".join(f"{line}\n" for line in lines)


@pytest.mark.synth
def test_list_is_what_checkov_has() -> None:
    assert CHECKS.read_text(encoding="utf-8") == generate(), (
        "run python -m tests.policies.test_checkov_checks"
    )


def test_list_is_of_the_installed_version() -> None:
    assert checkov_checks()[0] == version("checkov")


def test_every_id_is_recognised_as_one() -> None:
    _, ids = checkov_checks()
    assert [each for each in ids if not is_checkov_id(each)] == []
    assert {"CKV_AWS_7", "CKV2_AWS_5", "CKV_AWS_286"} <= ids


@pytest.mark.parametrize("other", ["kms-key-rotation", "CKV_AWS_", "CKV_AWS_7 ", "ckv_aws_7", "CKV3_AWS_7"])
def test_other_ids_are_not(other: str) -> None:
    assert not is_checkov_id(other)


if __name__ == "__main__":
    CHECKS.write_text(generate(), encoding="utf-8")

"""The ids of checkov's checks: what a waiver may name."""

from __future__ import annotations

from importlib.metadata import version

import pytest

from policies.gate.engines.expected import expected, is_checkov_id


def test_the_list_is_of_the_installed_version() -> None:
    assert expected().version == version("checkov")


def test_every_id_is_recognised_as_one() -> None:
    ids = expected().ids
    assert [each for each in ids if not is_checkov_id(each)] == []
    assert {"CKV_AWS_7", "CKV2_AWS_5", "CKV_AWS_286"} <= ids


@pytest.mark.parametrize("other", ["kms-key-rotation", "CKV_AWS_", "CKV_AWS_7 ", "ckv_aws_7", "CKV3_AWS_7"])
def test_other_ids_are_not(other: str) -> None:
    assert not is_checkov_id(other)

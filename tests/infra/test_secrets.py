"""Secrets that the account holds are found by name, with their key where they have one of their own."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from infra.systems import load
from tests.infra.synthesis import SUFFIX, SYSTEM

pytestmark = pytest.mark.synth


def found(folder: Path, key_alias: str | None) -> tuple[Any, dict[str, Any]]:
    """The handle, and what is looked up."""
    from cdktf import App

    from infra.blocks.security.secrets import SecretsSpec, find_secrets
    from infra.stack import RegionalStack

    app, settings = App(outdir=str(folder)), load(SYSTEM, SUFFIX)
    place = RegionalStack(app, settings, "secrets", settings.primary).place()
    handle = find_secrets(place, SecretsSpec("secrets", {"token_key": "payments/token"}, key_alias))
    app.synth()
    (file,) = folder.glob("stacks/*/cdk.tf.json")
    looked_up: dict[str, Any] = json.loads(file.read_text())["data"]
    return handle, looked_up


def test_r30_secrets_are_looked_up_and_their_values_are_not(tmp_path: Path) -> None:
    handle, looked_up = found(tmp_path, "alias/secrets")
    assert looked_up["aws_secretsmanager_secret"]["token_key"]["name"] == "payments/token"
    assert looked_up["aws_kms_alias"]["secrets_key"]["name"] == "alias/secrets"
    assert "aws_secretsmanager_secret_version" not in looked_up
    assert (handle.arns.keys(), handle.key.id) == ({"token_key"}, "secrets_key")


def test_secrets_under_the_key_of_aws_need_none(tmp_path: Path) -> None:
    handle, looked_up = found(tmp_path, None)
    assert "aws_kms_alias" not in looked_up
    assert handle.key is None

"""A secret is rotated by its function, step by step, once that permits it."""

from __future__ import annotations

from typing import Any

import pytest
from botocore.exceptions import ClientError

from rehearsal.account import clients
from rehearsal.emulator.process import ACCOUNT, Emulator
from rehearsal.tests.emulator import given
from tests.integration.waiting import wait_until

pytestmark = pytest.mark.terraform

ROTATES = """
import json, os, urllib.request
import boto3

def handler(event, context):
    secrets = boto3.client("secretsmanager", endpoint_url=os.environ["AWS_ENDPOINT_URL"])
    secret, version, step = event["SecretId"], event["ClientRequestToken"], event["Step"]
    if step == "createSecret":
        try:
            secrets.get_secret_value(SecretId=secret, VersionId=version)
        except secrets.exceptions.ResourceNotFoundException:
            told = {"SecretId": secret, "ClientRequestToken": version, "VersionStages": ["MARKED"]}
            secrets.put_secret_value(SecretString="new", **told)
            try:
                secrets.put_secret_value(SecretString="another", **told)
            except secrets.exceptions.ResourceExistsException:
                return
        raise Exception("a version has a value before it is given one, or takes a second")
    if step == "finishSecret":
        labels = secrets.describe_secret(SecretId=secret)["VersionIdsToStages"]
        (current,) = [each for each, held in labels.items() if "AWSCURRENT" in held]
        secrets.update_secret_version_stage(
            SecretId=secret, VersionStage="AWSCURRENT", RemoveFromVersionId=current, MoveToVersionId=version
        )
"""
"""A function of a rotation that checks how versions behave."""


@pytest.fixture(scope="module")
def secrets(emulator: Emulator) -> Any:
    """Secrets Manager, with the secret `rotated`."""
    client = clients(emulator, given.HOME)("secretsmanager")
    client.create_secret(Name="rotated", SecretString="old")
    return client


@pytest.fixture(scope="module")
def function(emulator: Emulator) -> str:
    """The function, which nobody may call yet."""
    return given.function(
        emulator, "rotates", ROTATES, given.role(emulator, "rotates", given.allow("secretsmanager:*"))
    )


def test_a_function_that_does_not_permit_it_is_not_called(secrets: Any, function: str) -> None:
    with pytest.raises(ClientError, match="AccessDenied"):
        secrets.rotate_secret(SecretId="rotated", RotationLambdaARN=function)
    assert secrets.get_secret_value(SecretId="rotated")["SecretString"] == "old"


def test_its_function_rotates_a_secret(emulator: Emulator, secrets: Any, function: str) -> None:
    clients(emulator, given.HOME)("lambda").add_permission(
        FunctionName="rotates",
        StatementId="rotates",
        Action="lambda:InvokeFunction",
        Principal="secretsmanager.amazonaws.com",
        SourceAccount=ACCOUNT,
    )
    rules = {"AutomaticallyAfterDays": 30}
    secrets.rotate_secret(
        SecretId="rotated", RotationLambdaARN=function, RotationRules=rules, RotateImmediately=False
    )
    assert secrets.get_secret_value(SecretId="rotated")["SecretString"] == "old"
    version = secrets.rotate_secret(SecretId="rotated")["VersionId"]

    def current() -> Any:
        said = secrets.get_secret_value(SecretId="rotated")
        return said if said["VersionId"] == version else None

    assert wait_until(current, "the rotation", within=60)["SecretString"] == "new"
    assert secrets.get_secret_value(SecretId="rotated", VersionStage="AWSPREVIOUS")["SecretString"] == "old"
    labels = secrets.describe_secret(SecretId="rotated")["VersionIdsToStages"][version]
    assert {"AWSCURRENT", "AWSPENDING", "MARKED"} >= set(labels) >= {"AWSCURRENT", "MARKED"}


def test_a_rotation_that_is_cancelled_is_none(secrets: Any) -> None:
    secrets.cancel_rotate_secret(SecretId="rotated")
    assert not secrets.describe_secret(SecretId="rotated")["RotationEnabled"]

"""The `Secrets` port where AWS and moto differ, or AWS refuses; and what a secret may hold."""

from __future__ import annotations

import json
from typing import Any

import boto3
import pytest
from botocore.stub import Stubber
from hypothesis import given
from hypothesis import strategies as st

from handlers.adapters.rotation_secrets import RotationSecrets
from handlers.domain.credentials import Credential, Engine, credential_in
from handlers.domain.errors import ConfigurationError, ContentionError, RotationError, StoreUnavailableError

pytestmark = pytest.mark.database

SECRET = "arn:aws:secretsmanager:eu-test-1:123456789012:secret:database-AbCdEf"  # noqa: S105 (a name)


@pytest.fixture
def stubbed() -> Any:
    client = boto3.client(
        "secretsmanager",
        region_name="eu-test-1",
        aws_access_key_id="test",
        aws_secret_access_key="test",  # noqa: S106 (no secret: nothing is sent)
    )
    with Stubber(client) as stubber:
        yield RotationSecrets(client, SECRET), stubber


def test_a_version_that_has_a_value_keeps_it(stubbed: Any) -> None:
    secrets, aws = stubbed
    aws.add_client_error("put_secret_value", "ResourceExistsException", "marked")
    secrets.put("v" * 32, "marked", ("AWSPENDING",))


def test_a_version_without_a_value_has_none(stubbed: Any) -> None:
    secrets, aws = stubbed
    aws.add_client_error("get_secret_value", "ResourceNotFoundException", "marked")
    assert secrets.get("v" * 32) is None


@pytest.mark.parametrize(
    ("code", "ours"),
    [
        ("InvalidParameterException", ContentionError),
        ("AccessDeniedException", ConfigurationError),
        ("InternalServiceError", StoreUnavailableError),
    ],
)
def test_what_aws_refuses_is_told_without_its_words(stubbed: Any, code: str, ours: type[Exception]) -> None:
    secrets, aws = stubbed
    aws.add_client_error("update_secret_version_stage", code, "marked")
    with pytest.raises(ours) as raised:
        secrets.move("AWSCURRENT", source="a" * 32, target="b" * 32)
    assert "marked" not in repr(raised.value)


def test_a_password_asked_for_breaks_no_url_and_has_all_kinds(stubbed: Any) -> None:
    secrets, aws = stubbed
    asked = {"PasswordLength": 32, "ExcludeCharacters": "/@\"'\\: ", "RequireEachIncludedType": True}
    aws.add_response("get_random_password", {"RandomPassword": "made"}, asked)
    assert secrets.random_password() == "made"


TEXTS = st.text(min_size=1).filter(lambda text: "\0" not in text)


@given(
    st.builds(Credential, st.sampled_from(Engine), TEXTS, st.integers(1, 65535), TEXTS, TEXTS, TEXTS),
    st.dictionaries(st.sampled_from(["dbClusterIdentifier", "masterarn"]), st.text()),
)
def test_a_credential_is_read_as_it_was_written(credential: Credential, rest: dict[str, str]) -> None:
    written = json.dumps({**rest, **json.loads(credential.secret())})
    read = credential_in(written)
    assert (*read.place, read.username, read.password) == (
        *credential.place,
        credential.username,
        credential.password,
    )
    assert json.loads(read.secret()) == json.loads(written)


WHOLE = {"engine": "mysql", "host": "db", "dbname": "app", "username": "u", "password": "p"}


@pytest.mark.parametrize(("engine", "port"), [("mysql", 3306), ("postgres", 5432)])
def test_a_port_that_is_not_told_is_the_engines(engine: str, port: int) -> None:
    assert credential_in(json.dumps({**WHOLE, "engine": engine})).port == port


@pytest.mark.parametrize(
    ("secret", "complaint"),
    [
        ("no JSON", "the secret holds no JSON object"),
        ("[]", "the secret holds no JSON object"),
        *(
            (json.dumps({**WHOLE, name: bad}), f"the secret's {name} is missing or no text")
            for name in WHOLE
            for bad in (None, "", 5, "nul \0")
        ),
        (json.dumps({**WHOLE, "engine": "oracle"}), "the secret's engine is none of postgres, mysql"),
        *(
            (json.dumps({**WHOLE, "port": bad}), "the secret's port is no port")
            for bad in (0, 65536, True, 1.5, "x", "-1", "٣", None)
        ),
    ],
)
def test_a_secret_that_makes_no_sense_is_told_without_its_values(secret: str, complaint: str) -> None:
    with pytest.raises(RotationError) as raised:
        credential_in(secret)
    assert str(raised.value) == complaint


def test_a_credential_shows_nothing_of_itself() -> None:
    shown = repr(credential_in(json.dumps({**WHOLE, "password": "marked", "more": "marked"})))
    assert shown == "Credential()"

"""What the service is told: bad variables are named in one sentence, and their values never are."""

from __future__ import annotations

import json
from typing import Any

import pytest

from containers.web.configuration import Configuration, ConfigurationError, listening_port

GIVEN = {
    "DATABASE_HOST": "writer.example.internal",
    "DATABASE_READER_HOST": "reader.example.internal",
    "DATABASE_NAME": "shop",
    "DATABASE_CREDENTIAL": '{"username": "app", "password": "zq7vmarked"}',
}


def test_what_is_not_said_has_the_values_of_the_task() -> None:
    configuration = Configuration.read(GIVEN)
    assert (configuration.port, configuration.database.port) == (8443, 3306)
    assert configuration.database.authorities == "/app/authorities.pem"


def test_the_password_is_not_shown() -> None:
    configuration = Configuration.read(GIVEN)
    assert configuration.database.password in GIVEN["DATABASE_CREDENTIAL"]
    assert configuration.database.password not in repr(configuration)


@pytest.mark.parametrize("name", GIVEN)
@pytest.mark.parametrize("value", [None, ""])
def test_a_missing_variable_is_named(name: str, value: str | None) -> None:
    given = {key: text for key, text in {**GIVEN, name: value}.items() if text is not None}
    with pytest.raises(ConfigurationError, match=f"the environment variable {name} is missing or empty"):
        Configuration.read(given)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DATABASE_HOST", "zq7v marked"),
        ("DATABASE_HOST", "https://zq7vmarked/"),
        ("DATABASE_READER_HOST", "zq7vmarked" * 30),
        ("PORT", "zq7v"),
        ("PORT", "65536"),
        ("PORT", "-1"),
        ("PORT", "\u0663"),
        ("DATABASE_PORT", "3306 "),
    ],
)
def test_a_wrong_variable_is_named_without_its_value(name: str, value: str) -> None:
    with pytest.raises(ConfigurationError, match=f"the environment variable {name} is no ") as raised:
        Configuration.read({**GIVEN, name: value})
    assert value not in str(raised.value)


@pytest.mark.parametrize(
    "credential",
    [
        "zq7vmarked",
        '{"username": "app", "password": "zq7vmarked"',
        "[" * 100_000,
        *map(
            json.dumps,
            (
                ["app", "zq7vmarked"],
                {"username": "app"},
                {"username": "", "password": "zq7vmarked"},
                {"username": "app", "password": ""},
                {"username": "app", "password": 7},
            ),
        ),
    ],
)
def test_a_wrong_credential_is_told_without_a_word_of_it(credential: str) -> None:
    with pytest.raises(ConfigurationError, match="DATABASE_CREDENTIAL is no JSON object") as raised:
        Configuration.read({**GIVEN, "DATABASE_CREDENTIAL": credential})
    told: Any = raised.value
    assert "zq7v" not in str(told)
    assert (told.__cause__, told.__context__) == (None, None)


def test_the_health_command_needs_the_port_alone() -> None:
    assert (listening_port({}), listening_port({"PORT": "9443"})) == (8443, 9443)

"""What a variable says is read as what it has to be, or refused by its name."""

from __future__ import annotations

from datetime import timedelta

import pytest

from handlers.adapters.variables import Variables
from handlers.domain.errors import ConfigurationError


def test_what_is_given_is_read() -> None:
    variables = Variables({"NAME": "pay", "WAIT": "60", "LIMITS": '{"cards": 3}'})
    assert variables.text("NAME") == "pay"
    assert variables.whole_number("WAIT", least=60) == 60
    assert variables.seconds("WAIT", least=1) == timedelta(minutes=1)
    assert variables.json_object("LIMITS") == {"cards": 3}


@pytest.mark.parametrize("given", [{}, {"NAME": ""}], ids=["missing", "empty"])
def test_what_is_not_there_is_named(given: dict[str, str]) -> None:
    with pytest.raises(ConfigurationError, match=r"^the environment variable NAME is missing$"):
        Variables(given).text("NAME")


@pytest.mark.parametrize("value", ["4", "-5", "5.0", "five", "\u0665", " 5"])
def test_what_is_no_whole_number_from_the_least_on_is_named(value: str) -> None:
    with pytest.raises(
        ConfigurationError, match=r"^the environment variable WAIT is no whole number from 5 on$"
    ):
        Variables({"WAIT": value}).seconds("WAIT", least=5)


@pytest.mark.parametrize("value", ["[]", "{", "null"])
def test_what_is_no_object_of_json_is_named(value: str) -> None:
    with pytest.raises(
        ConfigurationError, match=r"^the environment variable LIMITS is not an object of JSON$"
    ):
        Variables({"LIMITS": value}).json_object("LIMITS")

"""The register of who may answer for waivers: each once, and nobody by one letter."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policies.gate.waivers.people import Person, RegisterError, normalised, read_people

SECURITY = '[people.platform-security]\nname = "Platform security"\napproves = true\n'


def read(folder: Path, text: str) -> dict[str, Person]:
    path = folder / "people.toml"
    path.write_text(text, encoding="utf-8")
    return dict(read_people(path).people)


def test_a_register_reads(tmp_path: Path) -> None:
    assert read(tmp_path, SECURITY + '[people.risk]\nname = "Risk"\n') == {
        "platform-security": Person("platform-security", "Platform security", approves=True),
        "risk": Person("risk", "Risk"),
    }


def test_our_own_register_has_roles_that_approve_and_roles_that_do_not() -> None:
    ours = read_people()
    assert {"payments-architecture", "platform-security"} == set(ours.approvers)
    assert set(ours.people) > set(ours.approvers)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[people", "the register of people does not parse"),
        ("[person]\n", "it may hold tables [people.<id>] only"),
        ("people = 1\n", "it may hold tables [people.<id>] only"),
        ("people.risk = 1\n", "people.risk: it must be a table with name and approves, found 1"),
        ('[people.a]\nname = "Risk"\n', "people.a: an id is lower-case words of ASCII joined by hyphens"),
        ('[people.Risk]\nname = "Risk"\n', "people.Risk: an id is lower-case words"),
        ('[people."r\u0456sk"]\nname = "Risk"\n', "an id is lower-case words of ASCII"),
        ('[people.risk]\nname = "R"\n', "people.risk: 'name' must be a text of 3 letters or more, found 'R'"),
        ("[people.risk]\n", "people.risk: 'name' must be a text of 3 letters or more, found None"),
        ('[people.risk]\nname = "Risk"\napproves = 1\n', "'approves' must be true or false, found 1"),
        ('[people.risk]\nname = "Risk"\nowns = true\n', "'owns' is not a field; these are: name, approves"),
        (
            SECURITY + '[people.security]\nname = " PLATFORM-security"\n',
            "people.security: it is called as people.platform-security is; each is there once",
        ),
    ],
)
def test_a_bad_register_is_refused_with_its_reason(tmp_path: Path, text: str, told: str) -> None:
    with pytest.raises(RegisterError, match=r"/people\.toml: ") as refused:
        read(tmp_path, text)
    assert told in str(refused.value)


@given(st.text())
def test_a_name_is_normalised_once(name: str) -> None:
    assert normalised(normalised(name)) == normalised(name)


@given(st.lists(st.sampled_from([" ", "-", "_", "\u2013", "\u00a0"]), min_size=1).map("".join))
def test_what_stands_between_words_makes_no_other_name(between: str) -> None:
    assert normalised(f"{between}Platform{between}SECURITY{between}") == "platform-security"

"""The file of requirements: that it is whole, and that what is wrong with one is named."""

from __future__ import annotations

import re
from dataclasses import FrozenInstanceError
from pathlib import Path

import pytest

from policies.model import Rule
from policies.registry import load
from policies.requirements import (
    FILE,
    SYNTHESIZED,
    Requirement,
    RequirementsError,
    UnknownRequirementError,
    read_requirements,
    requirement,
    requirements,
)
from tests.shared import every_case

ASKED_OF_THE_SOURCE = {
    *("functions-runtime", "terraform-exact-provider", "terraform-provider-allowed"),
    "terraform-provider-pinned",
}
"""R3 asks it of the source; what is synthesized from it shows it as well."""

SOUND = """
[layers]
S = "what is synthesized"
T = "tests"

[systems]
toys = "Toys"

[requirements]
C1 = { text = "Toys come first.", layers = "T" }
R10 = { text = "Toys float.", layers = "S", systems = ["toys"] }
R9 = { text = "Toys are tested.", layers = "ST" }
"""


def _write(folder: Path, text: str) -> Path:
    path = folder / "requirements.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_the_numbers_have_no_gap() -> None:
    found = list(requirements().by_id)
    count = {letter: sum(name.startswith(letter) for name in found) for letter in "RC"}
    assert found == [f"{letter}{number}" for letter in "RC" for number in range(1, count[letter] + 1)]
    assert requirements() is requirements()


def test_the_file_is_in_the_order_of_the_numbers_one_a_line() -> None:
    lines = re.findall(r"^([RC]\d+) = ", FILE.read_text(encoding="utf-8"), flags=re.MULTILINE)
    assert lines == list(requirements().by_id)


def test_each_is_one_sentence() -> None:
    sentence = re.compile(r"[A-Z](?!.*\. ).+[^.]\.")
    assert [each.id for each in requirements().by_id.values() if not sentence.fullmatch(each.text)] == []


def test_no_two_say_the_same() -> None:
    texts = [each.text for each in requirements().by_id.values()]
    assert sorted(set(texts)) == sorted(texts)


def test_each_layer_and_system_is_used() -> None:
    every = requirements().by_id.values()
    assert {layer for each in every for layer in each.layers} == set(requirements().layers)
    assert {system for each in every for system in each.systems} == set(requirements().systems)


def test_one_is_found_by_its_id(tmp_path: Path) -> None:
    found = read_requirements(_write(tmp_path, SOUND))
    assert list(found.by_id) == ["R9", "R10", "C1"]
    assert found.by_id["R10"] == Requirement("R10", "Toys float.", ("S",), ("toys",))
    assert found.layers == {"S": "what is synthesized", "T": "tests"}
    assert found.systems == {"toys": "Toys"}
    assert requirement("R37") is requirements().by_id["R37"]


@pytest.mark.parametrize(
    ("systems", "applies"),
    [([], ["R9", "C1"]), (["new"], ["R9", "C1"]), (["new", "toys"], ["R9", "R10", "C1"])],
)
def test_one_applies_to_its_systems_or_to_all(tmp_path: Path, systems: list[str], applies: list[str]) -> None:
    found = read_requirements(_write(tmp_path, SOUND)).by_id
    assert [each.id for each in found.values() if each.applies_to(systems)] == applies


def test_what_is_read_cannot_be_changed() -> None:
    with pytest.raises(FrozenInstanceError):
        requirement("R1").text = "Other"  # type: ignore[misc]
    with pytest.raises(TypeError):
        requirements().by_id["R1"] = requirement("R2")  # type: ignore[index]


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("R0", "the nearest are R90, R80, R70"),
        ("row 80", "none has an id like it"),
        ("", "none has an id like it"),
    ],
)
def test_an_unknown_one_is_named_with_what_exists(name: str, hint: str) -> None:
    with pytest.raises(UnknownRequirementError) as raised:
        requirement(name)
    assert str(raised.value) == (
        f"unknown requirement {name!r}: docs/requirements.toml has none of this id; {hint}"
    )


@pytest.mark.parametrize(
    ("sound", "broken", "text"),
    [
        ('S = "what', "S = what", "it is not TOML: "),
        ("R9 =", "R10 =", "it is not TOML: "),
        ("[systems]", "[system]", "system: unknown; the keys are layers, systems, requirements"),
        ('[systems]\ntoys = "Toys"\n', "", "systems: a table is needed"),
        ('toys = "Toys"', "toys = 1", "systems.toys: a text is needed"),
        ('T = "tests"', 'T = " "', "layers.T: a text is needed"),
        ("R9 =", "X9 =", "requirements.X9: an id is R or C and a number, as in "),
        ("R9 =", "R09 =", "requirements.R09: an id is R or C and a number, as in "),
        ('{ text = "Toys come first.", layers = "T" }', '"Toys"', "requirements.C1: a table is needed"),
        ('text = "Toys float.", ', "", "requirements.R10.text: a text is needed"),
        ('text = "Toys float."', 'text = ""', "requirements.R10.text: a text is needed"),
        ('"ST"', '"SX"', "requirements.R9.layers: 'X' is none of S, T"),
        ('"ST"', '"SS"', "requirements.R9.layers: 'S' is named twice"),
        ('"ST"', "[]", "requirements.R9.layers: a text is needed"),
        ('["toys"]', '["tyos"]', "requirements.R10.systems: 'tyos' is none of toys"),
        ('["toys"]', '["toys", "toys"]', "requirements.R10.systems: 'toys' is named twice"),
        ('["toys"]', "[]", "requirements.R10.systems: a list is needed, with at least one of toys"),
        (
            '["toys"]',
            '"toys"',
            "requirements.R10.systems: a list is needed, with at least one of toys",
        ),
        ('["toys"]', "[1]", "requirements.R10.systems: 1 is none of toys"),
        ('["toys"]', "[[]]", "requirements.R10.systems: [] is none of toys"),
        (
            'layers = "ST"',
            'layers = "ST", owner = "x"',
            "requirements.R9.owner: unknown; the keys are text, ",
        ),
    ],
)
def test_a_malformed_file_is_refused_by_key(tmp_path: Path, sound: str, broken: str, text: str) -> None:
    assert SOUND.count(sound) == 1
    path = _write(tmp_path, SOUND.replace(sound, broken))
    with pytest.raises(RequirementsError, match="^" + re.escape(f"{path}: {text}")):
        read_requirements(path)


def test_a_file_that_is_not_there_or_no_text_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "requirements.toml"
    with pytest.raises(RequirementsError, match="it cannot be read: No such file"):
        read_requirements(path)
    path.write_bytes(b"\xff\xfe")
    with pytest.raises(RequirementsError, match="it is not TOML: "):
        read_requirements(path)


def test_each_row_of_what_is_synthesized_has_its_rules_or_says_why_it_has_none() -> None:
    judged = {row for rule in load().rules for row in rule.requirements}
    rows = {each.id for each in requirements().by_id.values() if SYNTHESIZED in each.layers}
    assert rows - judged == {each.id for each in requirements().by_id.values() if each.no_rule}


@every_case("rule", load().rules)
def test_each_rule_has_a_row_of_what_is_synthesized(rule: Rule) -> None:
    rows = [requirement(row) for row in rule.requirements]
    assert any(SYNTHESIZED in row.layers for row in rows) != (rule.id in ASKED_OF_THE_SOURCE)
    assert len(set(rule.requirements)) == len(rule.requirements)

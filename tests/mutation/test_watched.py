"""However a mapping is read, it is noted; what is recalled is looked for again where it can differ."""

from __future__ import annotations

import copy
import json
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import pytest

from policies.configuration import Configuration
from policies.doubts import doubt, doubts
from policies.examples import resources
from policies.gate.proving import configuration_of
from policies.watching import WHOLE, Notes, Watched
from tests.mutation.watched import WatchedConfiguration, same

ONE_KEY: list[Callable[[Any], object]] = [
    lambda mapping: mapping["a"],
    lambda mapping: mapping.get("a"),
    lambda mapping: "a" in mapping,
]
EVERY_KEY: list[Callable[[Any], object]] = [
    *(list, len, bool, str, repr, dict, sorted, any, set, json.dumps, copy.copy, copy.deepcopy),
    lambda mapping: {**mapping},
    lambda mapping: dict(**mapping),
    lambda mapping: f"{mapping}",
    lambda mapping: list(mapping.keys()),
    lambda mapping: list(mapping.values()),
    lambda mapping: list(mapping.items()),
    lambda mapping: list(reversed(mapping)),
    lambda mapping: mapping.copy(),
    lambda mapping: mapping | {"b": 2},
    lambda mapping: {"b": 2} | mapping,
    lambda mapping: mapping == {"a": 1},
    lambda mapping: mapping == {"a": 1},
    lambda mapping: mapping != {"a": 1},
]


def read_by(read: Callable[[Any], object]) -> tuple[set[tuple[object, object]], object, object]:
    notes = Notes()
    watched = Watched({"a": 1}, "owner", notes)
    with notes.reader() as cells:
        answer = read(watched)
    return cells, answer, read({"a": 1})


@pytest.mark.parametrize("read", ONE_KEY)
def test_a_key_that_is_read_is_noted(read: Callable[[Any], object]) -> None:
    cells, answer, wanted = read_by(read)
    assert (cells, answer) == ({("owner", "a")}, wanted)


@pytest.mark.parametrize("read", EVERY_KEY)
def test_what_goes_through_it_reads_all(read: Callable[[Any], object]) -> None:
    cells, answer, wanted = read_by(read)
    assert ("owner", WHOLE) in cells
    assert answer == wanted


def test_a_pattern_reads_its_keys() -> None:
    def read(mapping: Any) -> object:
        match mapping:
            case {"a": found}:
                return found
        return None

    cells, answer, wanted = read_by(read)
    assert ("owner", "a") in cells
    assert answer == wanted == 1


def test_a_key_that_is_not_there_is_noted_too() -> None:
    notes = Notes()
    watched = Watched(defaultdict(list, {"a": [1]}), "owner", notes)
    with notes.reader() as cells:
        assert watched["b"] == []
    assert cells == {("owner", "b")}
    with pytest.raises(KeyError):
        Watched({}, "owner", notes)["b"]


@dataclass(frozen=True)
class Pair:
    """Two values."""

    left: object
    right: object


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        (1, True, False),
        ([1, {"a": (2,)}], [1, {"a": (2,)}], True),
        ([1, {"a": (2,)}], [1, {"a": [2]}], False),
        ({"a": 1, "b": 2}, {"b": 2, "a": 1}, False),
        (Pair(1, [2]), Pair(1, [2]), True),
        (Pair(1, [2]), Pair(1, [3]), False),
        (frozenset({1}), frozenset({1}), True),
        (object(), object(), False),
        ([1], [1, 2], False),
    ],
)
def test_what_is_alike(one: object, other: object, *, alike: bool) -> None:
    assert same(one, other) is alike


def watched_keys() -> WatchedConfiguration:
    keys = {"first": {"description": "one", "policy": "{}"}, "second": {"description": "two"}}
    stack = {"resource": {"aws_kms_key": keys, "aws_sns_topic": {"alerts": {}}}}
    return WatchedConfiguration(configuration_of(stack))


def described(configuration: Configuration, looked: list[str]) -> Mapping[str, Any]:
    """The descriptions of all keys, recalled; each time that they are looked for is noted."""

    def look() -> Mapping[str, Any]:
        looked.append("descriptions")
        return {key.name: key.get("description") for key in configuration.of("aws_kms_key")}

    return configuration.recall("descriptions", look)


def test_it_is_looked_for_again_where_what_it_read_differs_and_is_what_it_was_afterwards() -> None:
    configuration, looked = watched_keys(), list[str]()
    first = configuration.by_address["example", "aws_kms_key.first"]
    assert described(configuration, looked)["first"] == "one"
    with configuration.changed({first: {"description": "other"}}):
        assert described(configuration, looked) == {"first": "other", "second": "two"}
        assert first.strings() == (("description", "other"),)
    with configuration.changed({first: {"description": "one", "policy": "[]"}}):
        assert described(configuration, looked)["first"] == "one"
    assert described(configuration, looked) == {"first": "one", "second": "two"}
    assert first.strings() == (("description", "one"), ("policy", "{}"))
    assert looked == ["descriptions"] * 2, "of another argument it is not looked for again"


def test_only_the_keys_that_differ_concern_who_read_them() -> None:
    configuration, looked = watched_keys(), list[str]()
    first, second = configuration.of("aws_kms_key")
    recalled = configuration.recall("second", lambda: described(configuration, looked)["second"])
    assert recalled == "two"
    with configuration.changed({first: {"description": "other"}}) as cells:
        assert configuration.entries["second"].number not in {owner for owner, _ in cells}
    with configuration.changed({second: {}}) as cells:
        assert (configuration.entries["second"].number, WHOLE) in cells
        assert configuration.recall("second", lambda: described(configuration, looked)["second"]) is None


def test_what_is_gone_is_not_found() -> None:
    configuration = watched_keys()
    first, second = configuration.of("aws_kms_key")
    with configuration.changed({}, (first,)):
        assert configuration.of("aws_kms_key") == (second,)
        assert configuration.find("example", "aws_kms_key.first") is None
        assert configuration.of("aws_sns_topic")
    assert configuration.of("aws_kms_key") == (first, second)
    assert configuration.find("example", "aws_kms_key.first") is first


def test_what_is_looked_for_with_other_things_is_looked_for_again() -> None:
    """They are no part of the key, and are read before."""
    configuration = watched_keys()
    first, _ = configuration.of("aws_kms_key")

    def told(*, by_method: bool) -> str:
        said = str(first.get("description"))
        look = said.upper if by_method else lambda: f"{said}!"
        return configuration.recall(("told", by_method), look)

    assert (told(by_method=True), told(by_method=False)) == ("ONE", "one!")
    with configuration.changed({first: {"description": "other"}}):
        assert (told(by_method=True), told(by_method=False)) == ("OTHER", "other!")
    assert (told(by_method=True), told(by_method=False)) == ("ONE", "one!")


def test_doubts_come_with_what_is_recalled() -> None:
    configuration = watched_keys()
    first, _ = configuration.of("aws_kms_key")

    def look() -> int:
        if first.get("description") == "other":
            doubt("it is another one")
        return 1

    assert configuration.recall("doubtful", look) == 1
    with configuration.changed({first: {"description": "other"}}) as cells, doubts() as noted:
        assert configuration.recall("doubtful", look) == 1
        assert noted == ["it is another one"]
        assert configuration.entries["doubtful"].number in {owner for owner, _ in cells}


def test_what_is_conditional_is_refused() -> None:
    with pytest.raises(ValueError, match="count or for_each"):
        WatchedConfiguration(configuration_of(resources(aws_kms_key={"count": "${var.many}"})))

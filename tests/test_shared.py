"""Many small cases in one test: each that fails is told, with what it is."""

from __future__ import annotations

import pytest

from tests.shared import every_case


def test_each_case_that_fails_is_told_and_fixtures_are_given(tmp_path: object) -> None:
    seen = []

    @every_case(("number", "limit"), [(1, 2), (3, 2), (5, 9), pytest.param(7, 2, id="seven")])
    def small(number: int, limit: int, folder: object) -> None:
        seen.append(folder)
        assert number < limit

    with pytest.raises(BaseExceptionGroup, match="2 of 4 cases fail") as raised:
        small(folder=tmp_path)
    told = [failure.__notes__ for failure in raised.value.exceptions]
    assert told == [["case: 3, 2"], ["case: seven"]]
    assert seen == [tmp_path] * 4


def test_what_was_to_raise_and_did_not_is_a_case_that_fails() -> None:
    @every_case("number", ["1", "x"])
    def refused(number: str) -> None:
        with pytest.raises(ValueError, match="x"):
            int(number)

    with pytest.raises(BaseExceptionGroup, match="1 of 2 cases fail"):
        refused()


@every_case("word", "ab")
def test_a_test_of_its_own_takes_fixtures(word: str, tmp_path: object) -> None:
    assert word in "ab"
    assert tmp_path


def test_no_case_is_an_error() -> None:
    with pytest.raises(AssertionError, match="there is no case"):
        every_case("word", [])

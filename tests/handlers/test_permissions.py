"""A function may do what its source does, and nothing else: proven both ways, for every function there is."""

from __future__ import annotations

import pytest

from tests.handlers.permissions import complaints, functions, sources, use_of

FUNCTIONS = functions()


@pytest.mark.parametrize("name", FUNCTIONS)
def test_nothing_is_granted_that_no_path_calls_and_nothing_called_that_is_not_granted(name: str) -> None:
    spec = FUNCTIONS[name]
    assert spec.name == name
    assert complaints(spec, use_of(name, spec.trigger, sources())) == []

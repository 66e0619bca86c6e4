"""A misspelt handler is one sentence of each command that reads settings."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from infra import __main__ as phases
from infra import capacity, outputs, systems
from infra.blocks.compute.functions import specs
from operations import __main__ as operations

pytestmark = pytest.mark.synth


@pytest.mark.parametrize(
    ("command", "arguments", "status"),
    [
        (capacity.main, [], 2),
        (outputs.main, [], 1),
        (phases.main, ["phases", "global_payments"], 2),
        (operations.main, ["gates", "global_payments"], 2),
    ],
    ids=["capacity", "outputs", "phases", "operations"],
)
def test_a_misspelt_handler_is_one_sentence(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    command: Callable[[list[str]], int],
    arguments: list[str],
    status: int,
) -> None:
    monkeypatch.setenv("ENVIRONMENT_SUFFIX", "zq7")
    for module in (systems, outputs):
        monkeypatch.setattr(module, "load", lambda *_, **__: specs("ingest", "authorise"))
    assert command(arguments) == status
    (told,) = capsys.readouterr().err.splitlines()
    assert told.endswith("handler 'authorise': there is no handlers/functions/authorise/spec.py")

"""What is left out of a rehearsal is left out because the emulator lacks it, and for no longer than that."""

from __future__ import annotations

import pytest

from rehearsal.emulator.process import Emulator
from rehearsal.omitted import OMITTED, Omission, applicable

pytestmark = pytest.mark.terraform


@pytest.mark.parametrize("kind", OMITTED)
def test_the_emulator_lacks_what_is_left_out(kind: str, emulator: Emulator) -> None:
    assert OMITTED[kind].is_due(emulator)


@pytest.mark.parametrize(
    "known",
    [
        Omission("", "sqs", "create_queue", "QueueUrl", {"QueueName": "left-out"}),
        Omission("", "sqs", "get_queue_url", "QueueUrl", {"QueueName": "that-is-not-there"}),
    ],
    ids=["it is made", "it is refused for another reason"],
)
def test_what_the_emulator_could_make_is_told(
    known: Omission, emulator: Emulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(OMITTED, "aws_sqs_queue", known)
    assert applicable(emulator, OMITTED) == [
        f"aws_sqs_queue is left out, and the emulator could make it: {known.operation} is understood"
    ]

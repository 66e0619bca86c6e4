"""What an operator is told: go, no-go, or that it cannot be known, which is no go either."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Verdict(StrEnum):
    """Of one question, or of all together."""

    GO = "go"
    NO_GO = "no-go"
    UNKNOWN = "unknown"


STATUS: Final = {Verdict.GO: 0, Verdict.NO_GO: 1, Verdict.UNKNOWN: 2}
"""Verdict -> the exit status of a command."""


@dataclass(frozen=True, slots=True)
class Answer:
    """The verdict of one question: what was asked, where, and what was found."""

    verdict: Verdict
    where: str
    told: str


def overall(answers: Sequence[Answer]) -> Verdict:
    """The verdict of all: the worst, and unknown where nothing was asked."""
    found = {answer.verdict for answer in answers}
    if Verdict.NO_GO in found:
        return Verdict.NO_GO
    return Verdict.GO if found == {Verdict.GO} else Verdict.UNKNOWN

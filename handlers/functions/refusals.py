"""How the functions behind the API refuse, and count it."""

from __future__ import annotations

from handlers.domain.api import ApiResponse
from handlers.domain.errors import PaymentError
from handlers.domain.ports import Telemetry
from handlers.domain.problems import problem_of
from handlers.domain.telemetry import DECLINE, FAILURE


def refusal(error: PaymentError, telemetry: Telemetry, *, stage: str) -> ApiResponse:
    """Return what the caller is told of an error, and count it."""
    problem = problem_of(error)
    telemetry.event("refused", reason=problem.kind.name)
    telemetry.count(FAILURE if problem.kind.status >= 500 else DECLINE, stage=stage)
    return problem.response()

"""What starts the function, and what it reads and may do: all that the functions may that it answers for."""

from __future__ import annotations

from handlers.domain.spec import HandlerSpec, Trigger
from handlers.functions.capture_request.spec import SPEC as CAPTURE_REQUEST
from handlers.functions.health.spec import SPEC as HEALTH
from handlers.functions.ingest.spec import SPEC as INGEST
from handlers.functions.inquiry.spec import SPEC as INQUIRY
from handlers.functions.refund_request.spec import SPEC as REFUND_REQUEST

_ANSWERED_FOR = (INGEST, INQUIRY, CAPTURE_REQUEST, REFUND_REQUEST, HEALTH)

SPEC = HandlerSpec(
    name="front",
    purpose="Answers for all functions of the API, to callers whom their tokens name",
    trigger=Trigger.API,
    environment=tuple(sorted({variable for spec in _ANSWERED_FOR for variable in spec.environment})),
    grants=tuple(sorted({grant for spec in _ANSWERED_FOR for grant in spec.grants})),
    timeout_seconds=29,  # as where API Gateway waits: callers are told the same of slow answers
    handles_personal_data=True,
)

"""What starts the function and which variables it reads; it does nothing."""

from __future__ import annotations

from handlers.domain.spec import HandlerSpec, Trigger

SPEC = HandlerSpec(
    name="echo", purpose="Tells when it was called", trigger=Trigger.EVENT, environment=(), grants=()
)

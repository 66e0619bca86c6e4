"""GET /health behind a load balancer: what `health` answers, in executions that no payment takes."""

from __future__ import annotations

from handlers.adapters.runtime import balanced
from handlers.functions.front_health.spec import SPEC
from handlers.functions.health.handler import Ports, handle

handler = balanced(SPEC, handle, Ports)

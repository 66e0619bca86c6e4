"""What `front` answers, to callers whom API Gateway names: it verified who signed."""

from __future__ import annotations

from handlers.adapters.runtime import forwarded
from handlers.functions.front.handler import Ports, handle
from handlers.functions.private_front.spec import SPEC

handler = forwarded(SPEC, handle, Ports)

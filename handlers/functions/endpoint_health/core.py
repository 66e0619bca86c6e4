"""Whether an answer is that of a healthy endpoint."""

from __future__ import annotations

import json

from handlers.domain.ports import Probed


def complaint(probed: Probed) -> str | None:
    """Return the code of what is wrong, or None: a healthy one says 200 and a JSON object, status "ok"."""
    if probed.trouble:
        return probed.trouble
    if 300 <= probed.status < 400:
        return "redirect"
    if probed.status != 200:
        return "status"
    try:
        said = json.loads(probed.body)
    except (ValueError, RecursionError):
        return "body"
    return None if isinstance(said, dict) and said.get("status") == "ok" else "body"

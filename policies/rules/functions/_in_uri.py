"""The function in the URI by which API Gateway calls it."""

from __future__ import annotations

import re
from typing import Final

_IN_URI: Final = re.compile(r":lambda:path/[^/]+/functions/(?P<function>.+)/invocations$")


def within(value: object) -> object:
    """What of a value names a function: the value itself where it is no such URI."""
    found = _IN_URI.search(str(value))
    return found["function"] if found else value

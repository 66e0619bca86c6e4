"""What could not be decided."""

from __future__ import annotations


class UndecidedError(Exception):
    """The procedure gave up; the text says why. It is never taken for a proof."""

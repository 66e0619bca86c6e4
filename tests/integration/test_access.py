"""Who can read what: secrets by the functions that declare them, and by no merchant."""

from __future__ import annotations

"""Where ministack is not AWS: one module a difference, each of which replaces a function of ministack."""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules


def apply() -> None:
    """Correct what each module here knows of."""
    for module in iter_modules(__path__):
        import_module(f"{__name__}.{module.name}").apply()

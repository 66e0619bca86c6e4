"""Resources take many arguments and are given few. Only those given are sent to Node.

jsii asks the struct of a resource's arguments for each that there could be, by a property that builds its
type anew in each call, and sends a null for each that was not given; Node takes null for nothing.
"""

from __future__ import annotations

from typing import Any, Final

import jsii._kernel

_refer: Final = jsii._kernel._make_reference_for_native  # noqa: SLF001 - jsii has no hook for this
_PLAIN: Final = frozenset({type(None), str, bool, int, float})


def send_what_is_given() -> None:
    """Let jsii send of each struct what it was given. Safe to repeat."""
    jsii._kernel._make_reference_for_native = _reference  # type: ignore[assignment]  # noqa: SLF001 - see above


def _reference(kernel: Any, value: Any) -> Any:  # noqa: ANN401 - as the original
    if type(value) in _PLAIN:
        return value
    names = getattr(value, "__jsii_name_mapping__", None)
    given = getattr(value, "_values", None)
    if not (isinstance(names, dict) and isinstance(given, dict) and given.keys() <= names.keys()):
        return _refer(kernel, value)
    data = {names[name]: _reference(kernel, argument) for name, argument in given.items()}
    return {"$jsii.struct": {"fqn": value.__jsii_type__, "data": data}}

"""Names of arguments that are booleans wherever the provider has them, so that a text there is one.

Terraform takes `"1"` and `"true"` for true. Our rules do so themselves; checkov compares with true, and is
given what Terraform makes of it. `booleans.txt` is generated (`make generated`) from the bindings.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, Final

from policies.bindings import bindings
from policies.expressions.evaluation import boolean

FILE: Final = Path(__file__).with_name("booleans.txt")


@cache
def names() -> frozenset[str]:
    """The names, as they were generated and reviewed."""
    return frozenset(FILE.read_text(encoding="utf-8").split())


def with_booleans(value: Any) -> Any:  # noqa: ANN401 - Terraform values have every JSON type
    """The value with a boolean for each text that stands for one under such a name."""
    if isinstance(value, dict):
        return {
            key: told
            if isinstance(item, str) and key in names() and (told := boolean(item)) is not None
            else with_booleans(item)
            for key, item in value.items()
        }
    return [with_booleans(item) for item in value] if isinstance(value, list) else value


def generated() -> Iterator[str]:
    """The names anew, in order, from the installed bindings."""
    kinds: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for arguments in bindings().types.values():
        for argument in arguments:
            kinds[argument.path.rpartition(".")[2]].add((argument.kind, argument.collection))
    return (name for name, found in sorted(kinds.items()) if found == {("boolean", "")})


if __name__ == "__main__":
    FILE.write_text("\n".join(generated()) + "\n", encoding="utf-8")

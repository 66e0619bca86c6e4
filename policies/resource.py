"""One element of a stack, with its values as rules read them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

from policies.context import Context
from policies.doubts import doubt
from policies.references import block_of
from policies.values import Generated, UnknownBlock, as_list, is_expression

_UNMANAGED: Final = frozenset(
    {"terraform", "output", "variable", "module", "local", "import", "moved", "removed", "check"}
)


@dataclass(eq=False)
class Resource:
    """One element of a stack: a resource, data source, provider, backend, output, variable or module.

    Never changed once it is made; it is not frozen because the gate makes tens of thousands, verdicts among
    them, and each frozen one takes five times as long to make.

    address: as Terraform writes it (`aws_kms_key.data`, `data.aws_x.y`, `provider.aws.alias`,
        `terraform.backend.s3`, `output.name`).
    type: what rules select by (`aws_kms_key`, `data.aws_x`, `provider.aws`, `terraform.backend`, ...).
    region: where the provider puts it; empty where that cannot be told.
    path: the construct path, empty for what cdktf did not write.
    source: file and line of the Python that made it, empty where not known; see `policies.lines`.
    chain: the lines that called each other to make it, the innermost first.
    presence: the expression of `count` or `for_each` that decides whether, and how often, Terraform makes
        it; empty where it makes exactly this one.
    by_default: whether Terraform makes it where nobody sets a variable.
    several: whether it stands for instances of which nobody can tell how many there are.
    """

    address: str
    type: str
    name: str
    values: Mapping[str, Any]
    stack: str
    context: Context
    region: str = ""
    path: str = ""
    source: str = ""
    presence: str = ""
    by_default: bool = True
    several: bool = False
    chain: tuple[str, ...] = ()

    @property
    def block(self) -> str:
        """The address of the block that it is an instance of: its own, without `[key]`."""
        return block_of(self.address)

    @property
    def is_managed(self) -> bool:
        """Whether Terraform creates it, rather than reads it or is configured by it."""
        return "." not in self.type and self.type not in _UNMANAGED

    def get(self, attribute: str) -> Any:  # noqa: ANN401 - Terraform values have every JSON type
        """The value at a dotted path (`server_side_encryption.kms_key_arn`), or None where absent.

        A block that stands once reads the same whether Terraform writes it as an object or as a
        list of one. Where a block stands several times, use `blocks`. What lies in a block that is
        generated, or that an expression gives, is that expression.
        """
        value: Any = self.values
        for key in attribute.split("."):
            if not isinstance(value, dict):  # nearly always it is one: nothing else is then asked
                if isinstance(value, list) and value:
                    value = value[0] if len(value) == 1 else next(filter(is_expression, value), None)
                if not isinstance(value, Mapping):
                    value = value if is_expression(value) else None
                    break
            value = value.get(key)
        if type(value) is Generated or (
            type(value) is list and any(type(item) is Generated for item in value)
        ):
            doubt(f"{self.address} generates {attribute}, which only the plan can tell")
        return value

    def blocks(self, attribute: str) -> tuple[Mapping[str, Any], ...]:
        """Every block at a dotted path, through every list on the way.

        For one that is generated, or that an expression gives, stands an `UnknownBlock`.
        """
        first, *within = attribute.split(".")
        if first not in self.values:  # nearly always
            return ()
        found: list[Any] = [self.values]
        for key in (first, *within):
            found = [
                item for block in found if isinstance(block, Mapping) for item in as_list(block.get(key))
            ]
            if any(map(is_expression, found)):
                doubt(f"{self.address} generates {attribute}, which only the plan can tell")
                found = [UnknownBlock(item) if is_expression(item) else item for item in found]
        return tuple(item for item in found if isinstance(item, Mapping))

    def strings(self) -> tuple[tuple[str, str], ...]:
        """Every string in the resource as (dotted path, value), in the order of the file."""
        return self._all_strings

    @cached_property
    def _all_strings(self) -> tuple[tuple[str, str], ...]:
        return tuple(_strings(self.values, "", []))


def _strings(value: object, path: str, found: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Add every string of a value to what was found."""
    if isinstance(value, str):
        if type(value) is not Generated:  # what it generates from stands in its own block
            found.append((path, value))
    elif isinstance(value, (list, tuple)):
        for item in value:
            _strings(item, path, found)
    elif isinstance(value, (dict, Mapping)):  # nearly always the first, which is told faster
        for key, item in value.items():
            _strings(item, f"{path}.{key}" if path else str(key), found)
    return found

"""The table of types, as it was generated (`make generated`) and reviewed: powers and judges by type."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Final

FILE: Final = Path(__file__).with_name("aws.txt")
NONE: Final = "-"


class Power(StrEnum):
    """What an element can do that somebody has to judge."""

    STORES = "stores"
    GRANTS = "grants"
    COPIES = "copies"
    CONNECTS = "connects"
    RUNS = "runs"

    @property
    def said(self) -> str:
        """In words, after "it"."""
        return _SAID[self]


_SAID: Final = {
    Power.STORES: "stores data",
    Power.GRANTS: "grants access or lets in from outside",
    Power.COPIES: "copies data elsewhere",
    Power.CONNECTS: "connects networks",
    Power.RUNS: "runs code",
}


@dataclass(frozen=True, slots=True)
class TypeClass:
    """One type: `aws_kms_key`, `data.aws_partition`, `ephemeral.aws_ssm_parameter`.

    judges: `rules` where a rule of ours is about this very type, `checkov` where one of its checks is.
    reviewed: whether people decided the powers; otherwise name and arguments did.
    """

    powers: tuple[Power, ...]
    judges: tuple[str, ...]
    reviewed: bool


@dataclass(frozen=True, slots=True)
class Table:
    """Every type of one version of hashicorp/aws, by name."""

    version: str
    types: Mapping[str, TypeClass]

    def __str__(self) -> str:
        lines = [
            f"# hashicorp/aws {self.version}: type, powers, judges, who classed it.",
            *(
                f"{kind} {','.join(each.powers) or NONE} {','.join(each.judges) or NONE} "
                f"{'reviewed' if each.reviewed else 'derived'}"
                for kind, each in self.types.items()
            ),
        ]
        return "\n".join(lines) + "\n"


@cache
def table() -> Table:
    """The table that is in the project. Read where it is first asked for: some milliseconds."""
    header, *lines = FILE.read_text(encoding="utf-8").splitlines()
    types = {}
    for line in lines:
        kind, powers, judges, classed = line.split(" ")
        types[kind] = TypeClass(_powers(powers), _listed(judges), classed == "reviewed")
    return Table(header.split(" ")[2].removesuffix(":"), types)


@cache
def _powers(text: str) -> tuple[Power, ...]:
    return tuple(map(Power, _listed(text)))


def _listed(text: str) -> tuple[str, ...]:
    return () if text == NONE else tuple(text.split(","))

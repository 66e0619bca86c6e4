"""Every requirement of `global_payments` is shown, or named as not yet shown."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Final

import pytest

from policies.gate.reading.metadata import read_metadata
from tests.infra.requirements import evidence, lifecycle, naming, payments, platform, protection, state
from tests.infra.requirements.matrix import LAYERS
from tests.infra.requirements.model import Proof, Requirement, Synthesis

PROJECT: Final = Path(__file__).resolve().parents[2]
REQUIREMENTS: Final = tuple(
    requirement
    for section in (platform, naming, lifecycle, protection, evidence, payments, state)
    for requirement in section.REQUIREMENTS
)
PROOFS: Final = [
    pytest.param(requirement, proof, id=f"{requirement.row}-{proof.broken}")
    for requirement in REQUIREMENTS
    for proof in requirement.proofs
]
PLACES: Final = sorted(
    {place for requirement in REQUIREMENTS for places in requirement.carried.values() for place in places}
)
NOT_YET: Final[Mapping[str, str]] = {
    "R77 L": "10,000 payments a second take AWS itself, with its quotas raised",
}


@pytest.fixture(scope="module")
def synthesis(synthesized: Path) -> Synthesis:
    """The session's synthesis, as the gate reads it."""
    manifest = json.loads((synthesized / "manifest.json").read_text(encoding="utf-8"))
    stacks = {
        name: json.loads((synthesized / entry["synthesizedStackPath"]).read_text(encoding="utf-8"))
        for name, entry in manifest["stacks"].items()
    }
    return Synthesis(stacks, read_metadata(synthesized))


@pytest.mark.synth
@pytest.mark.parametrize(("requirement", "proof"), PROOFS)
def test_it_holds_and_a_small_change_breaks_it(
    requirement: Requirement, proof: Proof, synthesis: Synthesis
) -> None:
    assert proof.failures(requirement.row, synthesis) == []
    assert proof.failures(requirement.row, synthesis.edited(proof.broken)) != []


def test_every_row_that_applies_is_named_once_in_order() -> None:
    assert [requirement.row for requirement in REQUIREMENTS] == list(LAYERS)


def test_every_row_is_shown_in_each_of_its_layers_or_named_as_not_yet_shown() -> None:
    shown = {f"{requirement.row} {layer}" for requirement in REQUIREMENTS for layer in requirement.layers}
    asked = {f"{row} {layer}" for row, layers in LAYERS.items() for layer in layers}
    assert asked - shown == set(NOT_YET)


@pytest.mark.parametrize("place", PLACES)
def test_what_carries_a_row_is_there(place: str) -> None:
    file, kind, name = re.split("(::|#)", place, maxsplit=1)
    text = (PROJECT / file).read_text(encoding="utf-8")
    if kind == "::":
        assert name in {node.name for node in ast.parse(text).body if isinstance(node, ast.FunctionDef)}
    else:
        assert name in re.findall(r"^#+ (.+)$", text, flags=re.MULTILINE)

"""Every requirement of a system is shown, or named as not yet shown."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

import pytest

from policies.gate.reading.metadata import read_metadata
from tests.infra.requirements import evidence, lifecycle, naming, payments, platform, protection, state
from tests.infra.requirements.matrix import layers
from tests.infra.requirements.model import Proof, Requirement, Synthesis
from tests.shared import every_case
from tests.systems.disaster_recovery import requirements as recovery
from tests.systems.onprem_migration import requirements as from_premises
from tests.systems.pci_web_app import requirements as web_app
from tests.systems.region_migration import requirements as migration

PROJECT: Final = Path(__file__).resolve().parents[2]
OF: Final[Mapping[str, tuple[Requirement, ...]]] = {
    "global_payments": tuple(
        requirement
        for section in (platform, naming, lifecycle, protection, evidence, payments, state)
        for requirement in section.REQUIREMENTS
    ),
    "disaster_recovery": recovery.REQUIREMENTS,
    "onprem_migration": from_premises.REQUIREMENTS,
    "pci_web_app": web_app.REQUIREMENTS,
    "region_migration": migration.REQUIREMENTS,
}
PROOFS: Final = [
    pytest.param(system, requirement, proof, id=f"{system}-{requirement.row}-{proof.broken}")
    for system, requirements in OF.items()
    for requirement in requirements
    for proof in requirement.proofs
]
PLACES: Final = sorted(
    {
        place
        for requirements in OF.values()
        for requirement in requirements
        for places in requirement.carried.values()
        for place in places
    }
)
NOT_YET: Final[Mapping[str, Mapping[str, str]]] = {
    "global_payments": {
        "R77 L": "10,000 payments a second take AWS itself, with its quotas raised",
    },
    "disaster_recovery": {
        "R57 L": "no emulator here has load balancers that call functions: it takes an account",
        "R102 L": "the rehearsal shows that the ledger is copied; no emulator lags, so no alarm goes off",
        "R107 L": "no emulator here answers names by the health of what is behind them: it takes an account",
    },
    "onprem_migration": {
        "R57 L": "no emulator here has VPC links, or load balancers that call functions: it takes an account",
    },
    "pci_web_app": {
        "R57 L": "no emulator here runs tasks of Fargate behind a load balancer: it takes an account",
    },
    "region_migration": {
        "R57 L": "no emulator here copies databases between regions or deploys tasks: it takes an account",
    },
}


@pytest.fixture(scope="module")
def synthesis(synthesis_of: Callable[[str], Path]) -> Mapping[str, Synthesis]:
    """The session's synthesis of each system, as the gate reads it."""
    return {system: _read(synthesis_of(system)) for system in OF}


def _read(folder: Path) -> Synthesis:
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    stacks = {
        name: json.loads((folder / entry["synthesizedStackPath"]).read_text(encoding="utf-8"))
        for name, entry in manifest["stacks"].items()
    }
    return Synthesis(stacks, read_metadata(folder))


@pytest.mark.synth
@pytest.mark.parametrize(("system", "requirement", "proof"), PROOFS)
def test_it_holds_and_a_small_change_breaks_it(
    system: str, requirement: Requirement, proof: Proof, synthesis: Mapping[str, Synthesis]
) -> None:
    assert proof.failures(requirement.row, synthesis[system]) == []
    assert proof.failures(requirement.row, synthesis[system].edited(proof.broken)) != []


@pytest.mark.parametrize("system", OF)
def test_every_row_that_applies_is_named_once(system: str) -> None:
    assert sorted(requirement.row for requirement in OF[system]) == sorted(layers(system))


@pytest.mark.parametrize("system", OF)
def test_every_row_is_shown_in_each_of_its_layers_or_named_as_not_yet_shown(system: str) -> None:
    shown = {f"{requirement.row} {layer}" for requirement in OF[system] for layer in requirement.layers}
    asked = {f"{row} {layer}" for row, letters in layers(system).items() for layer in letters}
    assert asked - shown == set(NOT_YET[system])


@every_case("place", PLACES)
def test_what_carries_a_row_is_there(place: str) -> None:
    file, kind, name = re.split("(::|#)", place, maxsplit=1)
    text = (PROJECT / file).read_text(encoding="utf-8")
    if kind == "::":
        assert name in {node.name for node in ast.parse(text).body if isinstance(node, ast.FunctionDef)}
    else:
        assert name in re.findall(r"^#+ (.+)$", text, flags=re.MULTILINE)

"""The contracts of imports: each import that one forbids is seen, in a copy of the project."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Final

import pytest

pytestmark = pytest.mark.fuzz

PROJECT: Final = Path(__file__).resolve().parents[2]
PACKAGES: Final = ("engines", "infra", "aspects", "policies", "handlers", "containers", "operations")

# What is forbidden: the module that would say it, and the import.
FORBIDDEN: Final = {
    "infra/blocks/edge/dns.py": "from handlers.domain.card import Card",
    "infra/blocks/edge/api.py": "from handlers.stores.vault import Vault",
    "infra/settings/values.py": "from infra.systems import DEFAULT_SYSTEM",
    "infra/settings/tables.py": "from infra.blocks.labels import DataClass",
    "infra/stack.py": "from infra.systems import DEFAULT_SYSTEM",
    "infra/systems/pci_web_app/data.py": "from infra.systems.global_payments import names",
    "handlers/functions/refund/core.py": "from handlers.functions.capture.core import outcome",
    "handlers/functions/settle/handler.py": "from handlers.functions.refund import handler as refund",
    "handlers/functions/health/handler.py": "from handlers.functions.front import handler as front",
    "infra/outputs.py": "import rehearsal",
    "infra/migration_plan.py": "from operations.verdict import Verdict",
    "operations/gates.py": "from policies.model import Status",
    "policies/arn.py": "import tests",
    "handlers/domain/money.py": "from rehearsal import cards",
}


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> str:
    """What the linter says where all of it is imported."""
    copy = tmp_path_factory.mktemp("imports")
    for package in PACKAGES:
        shutil.copytree(
            PROJECT / package,
            copy / package,
            ignore=lambda folder, names: _beside_python(Path(folder), names),
        )
    shutil.copy(PROJECT / "pyproject.toml", copy)
    for module, statement in FORBIDDEN.items():
        with (copy / module).open("a", encoding="utf-8") as file:
            file.write(f"{statement}\n")
    linter = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run([linter, "--no-cache"], cwd=copy, capture_output=True, text=True, check=False)
    assert done.returncode == 1, done.stderr
    return done.stdout


def _beside_python(folder: Path, names: list[str]) -> set[str]:
    return {name for name in names if not name.endswith(".py") and not (folder / name).is_dir()}


@pytest.mark.parametrize("module", FORBIDDEN)
def test_a_forbidden_import_is_seen(report: str, module: str) -> None:
    statement = FORBIDDEN[module]
    origin = module.removesuffix(".py").replace("/", ".")
    _, target, *names = re.split(r"(?:from | import |import | as )", statement)
    ways = [f"{origin} -> {target}", *(f"{origin} -> {target}.{name}" for name in names)]
    assert any(re.search(rf"{re.escape(way)}\b", report) for way in ways), f"{module}: {statement}"

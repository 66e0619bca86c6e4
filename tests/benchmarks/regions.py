"""`python -m tests.benchmarks.regions 12 FOLDER`: what main.py does, for so many regions.

The system's own settings, with more regions appended; they are written to the folder, and the stacks
beside them. Prints the verdict, whose last line tells how many resources there are.
"""

from __future__ import annotations

import argparse
import gc
import sys
from pathlib import Path
from typing import Final

import main as program
from infra import systems
from infra.settings import SettingsError
from policies.gate.formats.text import render

SYSTEM: Final = systems.DEFAULT_SYSTEM
MORE: Final = {
    "eu-central-1": "euc1",
    "ap-northeast-1": "apne1",
    "us-west-2": "usw2",
    "ca-central-1": "cac1",
    "eu-west-2": "euw2",
    "eu-north-1": "eun1",
    "sa-east-1": "sae1",
    "ap-south-1": "aps1",
    "ap-southeast-2": "apse2",
}
"""Regions beyond those of the settings, with their codes."""


def settings_of(count: int, folder: Path) -> Path:
    """Write the settings of a system with `count` regions. Raises ValueError where it has too few."""
    text = systems.settings_file(SYSTEM).read_text(encoding="utf-8")
    lacking = count - len(systems.load(SYSTEM, "sample").regions)
    if not 0 <= lacking <= len(MORE):
        raise ValueError(f"{count} regions: between {count - lacking} and {count - lacking + len(MORE)}")
    for number, (name, code) in enumerate(list(MORE.items())[:lacking], 1):
        zones = ", ".join(f'"{code}-az{zone}"' for zone in (1, 2, 3))
        text += f'\n[regions.{name}]\ncode = "{code}"\nzones = [{zones}]\ncidr = "10.{100 + number}.0.0/16"\n'
    path = folder / f"{SYSTEM}.toml"
    path.write_text(text, encoding="utf-8")
    return path


def main(arguments: list[str] | None = None) -> int:
    """Synthesize and judge, as main.py does; its exit status."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("regions", type=int)
    parser.add_argument("folder", type=Path)
    options = parser.parse_args(arguments)
    try:
        settings = systems.load(SYSTEM, "sample", path=settings_of(options.regions, options.folder))
    except (ValueError, SettingsError) as error:
        parser.error(str(error))
    out = str(options.folder / "out")
    request = program.read_request([], {"ENVIRONMENT_SUFFIX": "sample", "CDKTF_OUTDIR": out})
    verdict = program.synthesize(request, (settings,))
    print(render(verdict))
    return verdict.exit_status


if __name__ == "__main__":
    gc.disable()  # as main.py does
    status = main()
    gc.freeze()
    sys.exit(status)

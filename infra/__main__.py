"""`python -m infra phases SYSTEM`: the plan of a migration, from its settings alone.

Status 0. 2: the settings do not read, or the system has no phases.
"""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from handlers.domain.spec import SpecError
from infra import systems
from infra.migration_plan import plan
from infra.settings import SettingsError
from infra.settings.phases import VARIABLE, MigrationSettings


def main(arguments: list[str]) -> int:
    """Print the plan."""
    parser = argparse.ArgumentParser(prog="python -m infra", description="What the settings of a system say.")
    command = parser.add_subparsers(required=True, metavar="COMMAND").add_parser(
        "phases", help="the phases of a migration, what must hold before each, and the way back"
    )
    command.add_argument("system", choices=systems.SYSTEMS, metavar="SYSTEM", help=", ".join(systems.SYSTEMS))
    options = parser.parse_args(arguments)
    try:
        # A plan is the same in every environment, whatever its name.
        settings = systems.load(options.system, "plan", environment=os.environ)
    except (SettingsError, SpecError) as error:
        print(f"phases: {error}", file=sys.stderr)
        return 2
    if not isinstance(settings, MigrationSettings):
        print(f"phases: {options.system} has no phases, since it migrates nothing", file=sys.stderr)
        return 2
    file = systems.settings_file(options.system)
    said = os.environ.get(VARIABLE)
    print(plan(settings, str(file.relative_to(Path.cwd())) if file.is_relative_to(Path.cwd()) else file.name))
    if said:
        print(f"\n{VARIABLE} is '{said}', which has precedence over the file.")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

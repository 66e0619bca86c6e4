"""`python -m infra.capacity`: what the load of a system needs of each region, and what is not enough.

Status 0, also where something is not enough: only AWS can grant it. 2: the settings or a handler
do not read, or the system says nothing of its load.
"""

from __future__ import annotations

import argparse
import sys
from importlib import import_module
from pathlib import Path

from handlers.domain.spec import SpecError
from infra import systems
from infra.settings import SettingsError


def main(arguments: list[str]) -> int:
    """Print the tables, or write them to a file."""
    parser = argparse.ArgumentParser(description="Say what the load needs of each region.")
    parser.add_argument(
        "--system", default=systems.DEFAULT_SYSTEM, choices=systems.SYSTEMS, help="(default: %(default)s)"
    )
    parser.add_argument("--profile", default="throughput", help="of the settings (default: throughput)")
    parser.add_argument("--write", type=Path, metavar="FILE", help="write a Markdown file instead")
    options = parser.parse_args(arguments)
    try:
        load = import_module(f"{systems.SYSTEMS[options.system]}.capacity.tables")
        # The arithmetic is the same in every environment, whatever its name.
        settings = systems.load(options.system, "capacity", profile=options.profile)
    except ModuleNotFoundError:
        print(
            f"capacity: {options.system} says nothing of its load, so there is nothing to work out",
            file=sys.stderr,
        )
        return 2
    except (SettingsError, SpecError) as error:
        print(f"capacity: {error}", file=sys.stderr)
        return 2
    if options.write:
        options.write.write_text(load.document(settings), encoding="utf-8")
    else:
        print("\n".join([*settings.notes, *load.tables(settings)]))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

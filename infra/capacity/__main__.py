"""`python -m infra.capacity`: what the load needs of each region, and what is not enough.

Status 0, also where something is not enough: only AWS can grant it. 2: the settings do not read.
"""

from __future__ import annotations

import argparse
import os
import sys
from typing import TYPE_CHECKING

from infra.capacity.quotas import needs, summary
from infra.settings import SettingsError, load

if TYPE_CHECKING:
    from collections.abc import Iterator

    from infra.settings import Region, Settings


def main(arguments: list[str]) -> int:
    """Print the tables."""
    parser = argparse.ArgumentParser(description="Say what the load needs of each region.")
    parser.add_argument("--profile", default=os.environ.get("PROFILE") or "throughput")
    options = parser.parse_args(arguments)
    try:
        # Every environment has the same arithmetic; its name does not matter.
        settings = load("global_payments", "capacity", profile=options.profile)
    except SettingsError as error:
        print(f"capacity: {error}", file=sys.stderr)
        return 2
    print(summary(settings))
    for region in settings.regions:
        print("\n".join(("", *_table(settings, region))))
    return 0


def _table(settings: Settings, region: Region) -> Iterator[str]:
    yield f"{region.name}, for {settings.capacity.region_tps} payments a second"
    yield f"  {'quota':<44} {'needed':>9} {'granted':>9}"
    for need in needs(settings, region):
        yield f"  {need.quota:<44} {need.needed:>9,} {need.granted:>9,}  = {need.basis}"
        if need.is_exceeded:
            yield f"  {'':<44} {'NOT ENOUGH':>19}  {need.remedy}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""The requirements of `region_migration`, one by one: what shows that each holds, and what breaks it.

`own` holds those of its specification, `common` those of every system. They are run by
`tests/infra/test_requirements.py`; the remarks of the specification stand in `test_issues` by their names.
"""

from __future__ import annotations

from typing import Final

from tests.systems.region_migration.requirements import common, own

REQUIREMENTS: Final = (*common.REQUIREMENTS, *own.REQUIREMENTS)

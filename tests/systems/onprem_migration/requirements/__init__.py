"""The requirements of `onprem_migration`, one by one: what shows that each holds, and what breaks it.

`own` holds those of its specification, `common` those of every system. They are run by
`tests/infra/test_requirements.py`.
"""

from __future__ import annotations

from typing import Final

from tests.systems.onprem_migration.requirements import common, own

REQUIREMENTS: Final = (*common.REQUIREMENTS, *own.REQUIREMENTS)

"""The regions that AWS has, as botocore ships them: which there are is data of AWS's, not a pattern."""

from __future__ import annotations

import json
import re
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Final

REGION: Final = re.compile(r"[a-z]{2}(-[a-z]+)+-\d")


@cache
def known_regions() -> frozenset[str]:
    """The name of each region of every partition (botocore/data/partitions.json, of the locked botocore).

    Raises ModuleNotFoundError where botocore is not installed. It is not imported, which would take longer
    than all settings.
    """
    found = find_spec("botocore")
    if found is None or found.origin is None:
        raise ModuleNotFoundError("No module named 'botocore'", name="botocore")
    content = json.loads((Path(found.origin).parent / "data" / "partitions.json").read_text(encoding="utf-8"))
    names = {name for partition in content["partitions"] for name in partition["regions"]}
    return frozenset(name for name in names if REGION.fullmatch(name))

"""The folder that cdktf writes to."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def clear(output: Path) -> None:
    """Remove what an earlier synthesis wrote; what Terraform keeps beside it stays."""
    for name in ("manifest.json", "estate.json"):
        (output / name).unlink(missing_ok=True)
    for path in output.glob("stacks/*/*"):
        if path.is_dir() and not path.name.startswith(".terraform"):
            shutil.rmtree(path)
        elif path.is_file() and not path.name.startswith(".terraform"):
            path.unlink()

"""The folder that cdktf writes to, which has a whole synthesis or none."""

from __future__ import annotations

import shutil
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_BESIDE: Final = ".synthesis"
_TERRAFORMS_OWN: Final = ".terraform"
_EXPECTED: Final = "estate.json"  # names every stack, so it comes first
_MANIFEST: Final = "manifest.json"  # makes the folder one to deploy, so it comes last


@contextmanager
def beside(output: Path) -> Iterator[Path]:
    """An empty folder to write a synthesis to, for the block; `publish` puts into its place what is to stay.

    What an earlier synthesis wrote is removed first: whatever happens, nothing old is taken for new.
    """
    clear(output)
    made = output / _BESIDE
    _remove(made)
    made.mkdir()
    try:
        yield made
    finally:
        _remove(made)


def publish(made: Path, output: Path) -> None:
    """Move a synthesis from where it was made into its place, which is clear.

    Interrupted at any point, it leaves metadata that names stacks and no manifest: nothing that is judged or
    deployed.
    """
    (made / _EXPECTED).replace(output / _EXPECTED)
    for path in sorted(made.iterdir()):
        if path.name not in ("stacks", _MANIFEST):
            _remove(output / path.name)
            path.replace(output / path.name)
    for path in sorted(made.glob("stacks/*/*")):
        place = output / path.relative_to(made)
        place.parent.mkdir(parents=True, exist_ok=True)
        path.replace(place)
    (made / _MANIFEST).replace(output / _MANIFEST)


def clear(output: Path) -> None:
    """Remove what an earlier synthesis wrote; what Terraform keeps beside it stays."""
    for name in (_MANIFEST, _EXPECTED):
        _remove(output / name)
    for path in output.glob("stacks/*/*"):
        if not path.name.startswith(_TERRAFORMS_OWN):
            _remove(path)


def _remove(path: Path) -> None:
    """Remove a file, a folder or a link, of which there may be none."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)

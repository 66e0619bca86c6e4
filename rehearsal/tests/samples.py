"""Small stacks, as cdktf would write them, for the tests of the commands here."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Final

from policies.gate.reading.folder import STACK_FILE

VERSION: Final = "6.25.0"
REGION: Final = "eu-west-1"


def location(name: str) -> dict[str, str]:
    """Where the stack's state is, as its backend and its readers say."""
    return {"bucket": "states", "key": f"{name}.tfstate", "region": REGION}


def stack_content(
    name: str, version: str = VERSION, *, reads: str | None = None, **sections: Any
) -> dict[str, Any]:
    """A stack in one region, which reads the state of another one where `reads` names it."""
    state = {"backend": "s3", "config": location(reads)} if reads else None
    return {
        "terraform": {
            "required_providers": {"aws": {"source": "aws", "version": version}},
            "backend": {"s3": location(name) | {"encrypt": True}},
        },
        "provider": {"aws": [{"region": REGION}]},
        **({"data": {"terraform_remote_state": {reads: state}}} if state else {}),
        **sections,
    }


def write_folder(folder: Path, stacks: dict[str, tuple[dict[str, Any], list[str]]]) -> Path:
    """A synthesized folder: each stack's content, and the names of those before it."""
    manifest = {
        name: {"synthesizedStackPath": f"stacks/{name}/{STACK_FILE}", "dependencies": before}
        for name, (_, before) in stacks.items()
    }
    folder.mkdir(exist_ok=True)
    (folder / "manifest.json").write_text(json.dumps({"stacks": manifest}), encoding="utf-8")
    for name, (written, _) in stacks.items():
        (folder / "stacks" / name).mkdir(parents=True)
        (folder / "stacks" / name / STACK_FILE).write_text(json.dumps(written), encoding="utf-8")
    return folder

"""What was deployed, as `policies` reads it: the synthesized stacks with what Terraform found.

References are replaced by the values of the state, and what AWS made up (ARNs, ids) is added. What the
stacks say themselves stays as they say it: the emulator keeps less than AWS does.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from policies.configuration import Configuration
from policies.gate.reading.build import NO_OVERRIDES, build
from policies.gate.reading.folder import STACK_FILE
from policies.gate.reading.metadata import Metadata
from rehearsal.stacks import NoStacksError

STATE_FILE: Final = "terraform.tfstate"
_STATE_VERSION: Final = 4
_REFERENCE: Final = re.compile(r"\$\{((?:data\.)?[A-Za-z]\w*\.[\w-]+)\.([\w.\[\]-]+)\}")
_STEP: Final = re.compile(r"[\w-]+")
_REMOTE: Final = "data.terraform_remote_state."

Attributes = Mapping[str, Mapping[str, Any]]
"""Address -> attributes, of one stack."""


def read_deployed(folder: Path) -> Configuration:
    """The configuration of the copies of stacks below `folder`, each with its state beside it.

    Raises NoStacksError where a copy has no state that can be read.
    """
    contents = {}
    for path in sorted(folder.glob(f"*/{STACK_FILE}")):
        content = json.loads(path.read_text(encoding="utf-8"))
        contents[path.parent.name] = filled(content, read_state(path.parent / STATE_FILE))
    if not contents:
        raise NoStacksError(f"{folder} holds no deployed stacks")
    return build(contents, Metadata(), NO_OVERRIDES)


def read_state(path: Path) -> Attributes:
    """What Terraform knows of each resource and data source. Raises NoStacksError."""
    try:
        state = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise NoStacksError(f"{path} is no state of Terraform: {error}") from error
    if state.get("version") != _STATE_VERSION:
        raise NoStacksError(f"{path} is a state of version {state.get('version')}, not {_STATE_VERSION}")
    return {
        ("data." if found["mode"] == "data" else "") + f"{found['type']}.{found['name']}": instance[
            "attributes"
        ]
        for found in state["resources"]
        for instance in found["instances"]
    }


def filled(content: Mapping[str, Any], state: Attributes) -> dict[str, Any]:
    """A stack with each resource's attributes, those that it states itself with their references resolved."""
    kept = dict(content)
    for section, prefix in (("resource", ""), ("data", "data.")):
        kept[section] = {
            kind: {
                name: {**_told(state.get(f"{prefix}{kind}.{name}", {})), **_resolved(values, state)}
                for name, values in named.items()
            }
            for kind, named in content.get(section, {}).items()
        }
    return kept


def _told(attributes: Mapping[str, Any]) -> dict[str, Any]:
    """Without what the provider writes for arguments that are not set."""
    return {name: value for name, value in attributes.items() if value not in (None, "", [], {})}


def _resolved(value: Any, state: Attributes) -> Any:
    if isinstance(value, Mapping):
        # The provider is a reference that stays one: it tells the region.
        return {key: each if key == "provider" else _resolved(each, state) for key, each in value.items()}
    if isinstance(value, list):
        return [_resolved(each, state) for each in value]
    if not isinstance(value, str):
        return value
    whole = _REFERENCE.fullmatch(value)
    if whole:
        found = _looked_up(whole, state)
        return value if found is None else found
    return _REFERENCE.sub(lambda match: _text(_looked_up(match, state), match), value)


def _text(found: object, match: re.Match[str]) -> str:
    return match[0] if found is None or isinstance(found, list | dict) else str(found)


def _looked_up(match: re.Match[str], state: Attributes) -> Any:
    """The value that a reference leads to; None where the state does not tell."""
    address, path = match[1], _STEP.findall(match[2])
    value: Any = state.get(address)
    if address.startswith(_REMOTE) and value is not None and path[0] == "outputs":
        value, path = value["outputs"]["value"], path[1:]
    for step in path:
        if isinstance(value, Mapping):
            value = value.get(step)
        elif isinstance(value, list) and step.isdecimal() and int(step) < len(value):
            value = value[int(step)]
        else:
            return None
    return value

"""`python -m infra.outputs`: the outputs of a whole deployment as one flat file.

It reads what `cdktf deploy --outputs-file` or `terraform output -json` wrote, holds it against the stacks
of cdktf.out, and writes nothing where anything is missing: a file that is there is true.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from handlers.domain.spec import SpecError
from infra.settings import SettingsError
from infra.systems import DEFAULT_SYSTEM, load

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

FOLDER: Final = Path("cfn-outputs")
RAW: Final = FOLDER / "raw.json"
FLAT: Final = FOLDER / "flat-outputs.json"

Outputs = dict[str, dict[str, str]]
"""Stack -> output -> value."""


class OutputsError(Exception):
    """Outputs that are no whole deployment's; the text says what is missing."""


def flatten(outputs: Mapping[str, Mapping[str, str]], codes: Mapping[str, str]) -> dict[str, str]:
    """One key an output: those of a stack of one region end in the region's code.

    codes: region -> code. Raises OutputsError where two outputs would have one key.
    """
    flat: dict[str, str] = {}
    for stack, values in sorted(outputs.items()):
        code = next((code for region, code in codes.items() if stack.endswith(f"-{region}")), "")
        for name, value in sorted(values.items()):
            key = f"{name}_{code}" if code else name
            if key in flat:
                raise OutputsError(f"two outputs would be called {key}; the second is of {stack}")
            flat[key] = value
    return flat


def deployed(files: Iterable[Path]) -> Outputs:
    """What the files say was deployed.

    One of the cdktf CLI holds stacks; one of Terraform holds the outputs of the stack that it is named
    after. Raises OutputsError.
    """
    found: Outputs = {}
    for file in files:
        try:
            content = json.loads(file.read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            raise OutputsError(f"{file} does not read ({error}): deploy first") from None
        by_stack = {file.stem: content} if _is_terraform(content) else content
        if not isinstance(by_stack, dict) or not all(isinstance(each, dict) for each in by_stack.values()):
            raise OutputsError(f"{file} holds no outputs of stacks")
        for stack, values in by_stack.items():
            found.setdefault(stack, {}).update({name: _value(each) for name, each in values.items()})
    return found


def expected(folder: Path, system: str) -> dict[str, tuple[str, ...]]:
    """The outputs that each stack of a system has in a synthesis. Raises OutputsError, also for no stack."""
    try:
        manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
        found = {
            stack: tuple(json.loads((folder / entry["synthesizedStackPath"]).read_text()).get("output", ()))
            for stack, entry in manifest["stacks"].items()
            if stack.startswith(f"{system}-")
        }
    except (OSError, ValueError, KeyError) as error:
        raise OutputsError(f"{folder} holds no synthesis ({error}): run make synth") from None
    if not found:
        raise OutputsError(f"{folder} holds no stacks of {system}: run make synth SYSTEM={system}")
    return found


def whole(found: Outputs, wanted: Mapping[str, Sequence[str]]) -> Outputs:
    """What was found of what is wanted. Raises OutputsError where anything is missing or empty."""
    for stack, names in wanted.items():
        for name in names:
            if not found.get(stack, {}).get(name):
                raise OutputsError(
                    f"the output {name} of {stack} is missing: deploy every stack, then try again"
                )
    return {stack: {name: found[stack][name] for name in names} for stack, names in wanted.items()}


def _is_terraform(content: object) -> bool:
    """Whether it is what `terraform output -json` says of one stack."""
    return isinstance(content, dict) and all(
        isinstance(each, dict) and {"value", "type"} <= each.keys() for each in content.values()
    )


def _value(said: Any) -> str:  # noqa: ANN401 - JSON may be anything
    value = said["value"] if isinstance(said, dict) and "value" in said else said
    return value if isinstance(value, str) else ""


def main(arguments: list[str]) -> int:
    """Write the flat file. Status 0, or 1 with one sentence that says what is missing."""
    parser = argparse.ArgumentParser(description=f"Flatten the outputs of a deployment into {FLAT}.")
    parser.add_argument("files", nargs="*", type=Path, default=[RAW], metavar="FILE")
    parser.add_argument("--synthesis", type=Path, default=Path("cdktf.out"), metavar="DIR")
    parser.add_argument("--system", default=DEFAULT_SYSTEM)
    parser.add_argument("--to", type=Path, default=FLAT, metavar="FILE")
    options = parser.parse_args(arguments)
    try:
        # Codes of regions are the same in every environment.
        codes = {region.name: region.code for region in load(options.system, "outputs").regions}
        flat = flatten(whole(deployed(options.files), expected(options.synthesis, options.system)), codes)
    except (OutputsError, SettingsError, SpecError) as error:
        print(f"outputs: {error}", file=sys.stderr)
        return 1
    options.to.parent.mkdir(parents=True, exist_ok=True)
    options.to.write_text(json.dumps(flat, indent=2, sort_keys=True) + "\n", encoding="utf-8")
    print(f"{options.to}: {len(flat)} outputs")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""`python -m tests.benchmarks.gate cdktf.out`: CPU of the gate on these stacks, and on 4 and 16 times them.

With both engines and with our rules alone, as whole processes with all their children. `--against CHECKOUT`
runs another checkout's gate in turn with this one's, and tells the ratio of each pair. A copy of a stack has
names, resources and a state of its own, so that no copy refers to another's.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import statistics
import sys
import tempfile
from collections.abc import Collection, Mapping
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

from tests.benchmarks.start import PROJECT, cost, slopes, step

TIMES: Final = (1, 4, 16)
ENGINES: Final = {"both engines": "all", "our rules": "rules"}
_JUDGED: Final = (0, 1)
_REFERENCE: Final = re.compile(r"\b([a-z]+(?:_[a-z0-9]+)+)\.([A-Za-z][\w-]*)")
_REFERABLE: Final = ("resource", "data")


def multiplied(folder: Path, times: int, into: Path) -> Path:
    """Write a synthesized folder that holds the stacks of another so many times."""
    manifest, metadata = _read(folder / "manifest.json"), _read(folder / "estate.json")
    named: dict[str, Any] = {}
    whole: dict[str, Any] = {"stacks": {}, "sources": {}, "mutations": []}
    words = {stack[key] for stack in metadata["stacks"].values() for key in ("system", "suffix")}
    for number in range(times):
        for name, entry in manifest["stacks"].items():
            content = _renamed(_read(folder / entry["synthesizedStackPath"]), number)
            ((copy, told),) = _reworded({name: entry}, words, number).items()
            named[copy] = told
            path = into / told["synthesizedStackPath"]
            path.parent.mkdir(parents=True)
            path.write_text(json.dumps(_reworded(content, words, number), indent=2), encoding="utf-8")
        told = _reworded(metadata, words, number)
        whole["stacks"] |= told["stacks"]
        whole["sources"] |= told["sources"]
        whole["mutations"] += told["mutations"]
    (into / "manifest.json").write_text(json.dumps({**manifest, "stacks": named}), encoding="utf-8")
    (into / "estate.json").write_text(json.dumps(whole), encoding="utf-8")
    return into


def _reworded(value: Mapping[str, Any], words: Collection[str], number: int) -> Any:
    """The JSON value with a system and a suffix of its own."""
    if not number:
        return value
    longest_first = sorted(words, key=len, reverse=True)
    found = re.compile("|".join(map(re.escape, longest_first)))
    return json.loads(found.sub(lambda word: f"{word[0]}{number}", json.dumps(value)))


def _renamed(content: Mapping[str, Any], number: int) -> dict[str, Any]:
    """A stack whose resources and data sources, and all that refers to them, have names of their own."""
    names = {
        (kind, name)
        for section in _REFERABLE
        for kind, named in content.get(section, {}).items()
        for name in named
    }

    def own(match: re.Match[str]) -> str:
        return f"{match[0]}_{number}" if (match[1], match[2]) in names else match[0]

    if not number:
        return dict(content)
    renamed: dict[str, Any] = json.loads(_REFERENCE.sub(own, json.dumps(content)))
    for section in _REFERABLE:
        for kind, named in renamed.get(section, {}).items():
            renamed[section][kind] = {f"{name}_{number}": values for name, values in named.items()}
    return renamed


def _read(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


def measure(runs: int, folders: Mapping[int, Path], engine: str, checkouts: Mapping[str, Path]) -> str:
    """Each checkout's gate on each folder, in turn: medians, growth, and the ratio of each pair."""
    command = (sys.executable, "-m", "policies", "gate")
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    seconds: dict[tuple[str, int], list[float]] = {}
    for number in range(runs + 1):
        for times, folder in folders.items():
            for name, checkout in checkouts.items():
                judging = (*command, str(folder), "--engine", engine, "--waivers", "none")
                took = cost(judging, environment, checkout, _JUDGED).seconds
                step(number, f"{name}, {times} times the stacks, --engine {engine}: {took:.1f} s of CPU")
                if number:
                    seconds.setdefault((name, times), []).append(took)
    told = [_growth(name, {times: seconds[name, times] for times in folders}) for name in checkouts]
    if len(checkouts) > 1:
        ours, other = checkouts
        for times in folders:
            pairs = zip(seconds[ours, times], seconds[other, times], strict=True)
            ratios = [mine / theirs for mine, theirs in pairs]
            pair = ", ".join(f"{ratio:.2f}" for ratio in ratios)
            told.append(f"{times} times: {statistics.median(ratios):.2f} of {other} (pairs: {pair})")
    return "\n".join(told)


def _growth(name: str, seconds: Mapping[int, list[float]]) -> str:
    medians = {times: statistics.median(took) for times, took in seconds.items()}
    told = ", ".join(f"{times} times the stacks {took:.1f} s" for times, took in medians.items())
    growing = slopes(list(medians), list(medians.values()))
    later = ", ".join(f"{after / before:.2f}" for before, after in pairwise(growing))
    return f"{name}: {told}; the later slope to the earlier: {later} (1 is linear)"


def main(arguments: list[str] | None = None) -> int:
    """Make the folders, run all in turn and print medians, slopes and ratios."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path, nargs="?", default=Path("cdktf.out"), help="synthesized stacks")
    parser.add_argument("--against", type=Path, metavar="CHECKOUT", help="another checkout of this project")
    parser.add_argument("-n", type=int, default=3, metavar="RUNS", help="counted runs (3 unless said)")
    options = parser.parse_args(arguments)
    if not (options.folder / "manifest.json").is_file():
        parser.error(f"{options.folder} holds no synthesized stacks: run 'make synth' before")
    checkouts = {"this checkout": PROJECT}
    if options.against:
        checkouts["the other checkout"] = options.against.resolve()
    with tempfile.TemporaryDirectory() as place:
        folders = {
            times: multiplied(options.folder, times, Path(place) / f"times-{times}") for times in TIMES
        }
        told = {name: measure(options.n, folders, engine, checkouts) for name, engine in ENGINES.items()}
    for name, measured in told.items():
        print(f"{name}:\n{measured}")
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""The control catalogues that rules map to and auditors' reports are built on.

Every `*.toml` file of this folder is one framework: four texts (`id`, `name`, `version`, `source`) and a
table `controls` that gives each control's id a `title` and an `evidence`:

- `configuration`: infrastructure configuration can evidence the control, at least in part;
- `process`: only people, papers or premises can.

Four tables say more of them, where there is more to say:

- `families`: by what ids begin with (`3`, `CM`), the `owner` who answers for them, whose `responsibility`
  they are, and what an auditor has to `ask` for where a process is the evidence; the longest counts;
- `ask`: what to ask for, by control, where that is not its family's;
- `missing`: what configuration cannot show of a control that it evidences in part;
- `crosswalk`: by control, the rules and the controls of other frameworks (`nist-800-53-r5:AC-3`) that
  evidence it beside the rules that name it themselves.

The evidence, and all that these tables say, is this project's judgement. Ids come from the document that
`source` names; so do titles where it is in the public domain, and elsewhere they are a paraphrase.
"""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cache
from itertools import chain
from pathlib import Path
from types import MappingProxyType
from typing import Any

EVIDENCE = ("configuration", "process")
RESPONSIBILITIES = ("customer", "shared", "aws")
"""Who has to act: whoever runs the infrastructure, both, or AWS alone, whose attestation shows it."""

_TABLES = ("families", "ask", "missing", "crosswalk")
_FAMILY_TEXTS = ("owner", "responsibility", "ask")

_FRAMEWORK_TEXTS = ("id", "name", "version", "source")
_CONTROL_TEXTS = ("title", "evidence")


class FrameworkError(ValueError):
    """A catalogue file that cannot be used; the text names the file and the key at fault."""


class UnknownControlError(ValueError):
    """A key that names no control; the text names the key and what exists instead."""


@dataclass(frozen=True, slots=True)
class Control:
    """One control of a framework.

    framework: the framework's id, such as `pci-dss-4.0.1`.
    id: the control's number in its framework, such as `3.5.1` or `SC-28(1)`.
    title: what it asks for, in a few words.
    evidence: `configuration` or `process`, see the module.
    owner, responsibility, ask: those of its family; empty where it has none.
    missing: what configuration cannot show of it; empty where that is nothing.
    crosswalk: ids of rules and keys of other controls that evidence it.
    """

    framework: str
    id: str
    title: str
    evidence: str
    owner: str = ""
    responsibility: str = ""
    ask: str = ""
    missing: str = ""
    crosswalk: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """The control's name across frameworks, such as `pci-dss-4.0.1:3.5.1`."""
        return f"{self.framework}:{self.id}"

    def shown_by(self, named: Mapping[str, Iterable[str]]) -> tuple[str, ...]:
        """The ids of the rules that show it: those that name it, then those to which its crosswalk leads.

        named: by the key of a control, the rules that name it.
        """
        leads = (named.get(lead, ()) if ":" in lead else (lead,) for lead in self.crosswalk)
        return tuple(dict.fromkeys([*named.get(self.key, ()), *chain.from_iterable(leads)]))


@dataclass(frozen=True, slots=True)
class Framework:
    """One framework and its controls.

    id: its name in keys, such as `pci-dss-4.0.1`.
    name, version: how people call it.
    source: the official document that the control ids come from.
    controls: by control id, in natural order.
    """

    id: str
    name: str
    version: str
    source: str
    controls: Mapping[str, Control] = field(repr=False, hash=False)


def natural_order(control_id: str) -> tuple[tuple[int, int, str], ...]:
    """A sort key for control ids that compares their numbers as numbers.

    `10.2.1` comes after `9.5.1`, `AC-10` after `AC-9`, an enhancement or sub-requirement right after what it
    belongs to, and appendices (`A1.1.1`) after the numbered requirements.
    """
    return tuple(
        (0, int(part), "") if part.isdecimal() else (1, 0, part)
        for part in re.findall(r"[0-9]+|[A-Za-z]+", control_id)
    )


def read_framework(path: Path) -> Framework:
    """Read one catalogue file.

    Returns its framework, the controls in natural order whatever the file's.
    Raises FrameworkError for a file that is not TOML, lacks a key, has one too many or of the wrong kind, or
    gives a control twice, and for one that cannot be opened.
    """
    try:
        document = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise FrameworkError(f"{path}: it cannot be read: {error.strerror}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise FrameworkError(f"{path}: not a catalogue in TOML: {error}") from error
    tables = document.pop("controls", None)
    more = {name: _table(path, name, document.pop(name, {})) for name in _TABLES}
    texts = _texts(path, "", document, _FRAMEWORK_TEXTS)
    if ":" in texts["id"]:
        raise FrameworkError(f"{path}: id: a colon ends the framework's part of a key: {texts['id']!r}")
    if not isinstance(tables, dict) or not tables:
        raise FrameworkError(f"{path}: controls: a table with at least one control is needed")
    for name in ("ask", "missing", "crosswalk"):
        for control_id in more[name]:
            if control_id not in tables:
                raise FrameworkError(f'{path}: {name}."{control_id}": there is no such control')
    families = {name: _family(path, name, table) for name, table in more["families"].items()}
    controls = {
        control_id: _control(
            path, texts["id"], control_id, tables[control_id], _about(path, control_id, families, more)
        )
        for control_id in sorted(tables, key=natural_order)
    }
    return Framework(**texts, controls=MappingProxyType(controls))


def read_frameworks(folder: Path) -> Mapping[str, Framework]:
    """Read every `*.toml` file of a folder.

    Returns the frameworks by id, sorted by it.
    Raises FrameworkError for a malformed file (see `read_framework`) or an id that two files claim.
    """
    found: dict[str, Framework] = {}
    for path in sorted(folder.glob("*.toml")):
        framework = read_framework(path)
        if framework.id in found:
            raise FrameworkError(f"{path}: id: another file is {framework.id!r} already")
        found[framework.id] = framework
    return MappingProxyType(dict(sorted(found.items())))


@cache
def frameworks() -> Mapping[str, Framework]:
    """The frameworks of this folder by id, sorted by it, read once a process.

    Raises FrameworkError as `read_frameworks` does.
    """
    return read_frameworks(Path(__file__).parent)


def control(key: str) -> Control:
    """The control that a key such as `pci-dss-4.0.1:3.5.1` names.

    Raises UnknownControlError, which tells the framework ids that exist if the key's is none of them, and
    else the nearest control ids; FrameworkError as `frameworks` does.
    """
    framework_id, _, control_id = key.partition(":")
    framework = frameworks().get(framework_id)
    if framework is None:
        raise UnknownControlError(
            f"unknown control {key!r}: the key's framework is none of {', '.join(frameworks())}",
        )
    if control_id not in framework.controls:
        nearest = get_close_matches(control_id, framework.controls)
        hint = f"the nearest are {', '.join(nearest)}" if nearest else "none has an id like it"
        raise UnknownControlError(
            f"unknown control {key!r}: {framework.name} {framework.version} has none of this id; {hint}",
        )
    return framework.controls[control_id]


def _table(path: Path, name: str, value: object) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise FrameworkError(f"{path}: {name}: a table is needed")
    return value


def _family(path: Path, name: str, table: object) -> dict[str, str]:
    """What is said of a family, `ask` where it is said, or a FrameworkError."""
    where = f'families."{name}"'
    given = _table(path, where, table)
    texts = _texts(path, f"{where}.", given, _FAMILY_TEXTS if "ask" in given else _FAMILY_TEXTS[:2])
    if texts["responsibility"] not in RESPONSIBILITIES:
        raise FrameworkError(
            f"{path}: {where}.responsibility: {texts['responsibility']!r} is none of "
            f"{', '.join(RESPONSIBILITIES)}"
        )
    return texts


def _about(
    path: Path, control_id: str, families: Mapping[str, Mapping[str, str]], more: Mapping[str, dict[str, Any]]
) -> dict[str, Any]:
    """What families and the tables beside `controls` say of a control, or a FrameworkError."""
    of = [name for name in families if re.fullmatch(rf"{re.escape(name)}(?:[^A-Za-z0-9].*)?", control_id)]
    said: dict[str, Any] = dict(families[max(of, key=len)]) if of else {}
    said |= {
        name: _texts(path, f"{name}.", {control_id: more[name][control_id]}, (control_id,))[control_id]
        for name in ("ask", "missing")
        if control_id in more[name]
    }
    leads = more["crosswalk"].get(control_id, [])
    if not isinstance(leads, list) or not all(isinstance(each, str) and each for each in leads):
        raise FrameworkError(
            f'{path}: crosswalk."{control_id}": a list of rules and of controls as framework:id is needed'
        )
    return said | {"crosswalk": tuple(leads)}


def _control(
    path: Path, framework_id: str, control_id: str, table: object, about: Mapping[str, Any]
) -> Control:
    """The control that one table tells, or a FrameworkError."""
    where = f'controls."{control_id}"'
    if not isinstance(table, dict):
        raise FrameworkError(f"{path}: {where}: a table is needed")
    texts = _texts(path, f"{where}.", table, _CONTROL_TEXTS)
    if texts["evidence"] not in EVIDENCE:
        raise FrameworkError(
            f"{path}: {where}.evidence: {texts['evidence']!r} is none of {', '.join(EVIDENCE)}",
        )
    if texts["evidence"] == "process" and "missing" in about:
        raise FrameworkError(
            f'{path}: missing."{control_id}": a process is its evidence, so no part of it is configuration\'s'
        )
    return Control(framework_id, control_id, texts["title"], texts["evidence"], **about)


def _texts(path: Path, where: str, table: Mapping[str, Any], keys: tuple[str, ...]) -> dict[str, str]:
    """The table itself once it has these keys, no others, and a text under each, or a FrameworkError."""
    for key in keys:
        text = table.get(key)
        if not isinstance(text, str) or not text.strip():
            raise FrameworkError(f"{path}: {where}{key}: a text is needed")
    for key in table:
        if key not in keys:
            raise FrameworkError(f"{path}: {where}{key}: unknown; the keys are {', '.join(keys)}")
    return dict(table)

"""What proves that nothing in a report was changed: digests over canonical JSON, and who signed them.

The JSON of a report has `integrity` beside its content:

    canonical  how the file is written, so that the same content is the same bytes
    content    SHA-256 of the canonical JSON of all but `integrity`
    entries    the first 16 digits of the SHA-256 of each entry of each section: to name what was changed
    forms      the SHA-256 of the same report for other readers, by the name of the file
    previous   the seal of the report that this one follows; else empty
    seal       SHA-256 of the canonical JSON of `integrity` without `seal` and `signature`
    signature  of the text `<format> <seal>`; null where nobody signed

Who can write a report can seal it anew. Only a signature, or a seal that is kept elsewhere, tells that apart.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import rfc8785

from policies.report.changes import changes
from policies.report.model import FORMAT
from policies.strict_json import StrictJsonError, loads

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

CANONICAL: Final = "RFC 8785"
_KEYS: Final = ("canonical", "content", "entries", "forms", "previous", "seal", "signature")
_NAMES: Final = ("id", "key", "name", "kind", "path", "rule", "row", "type", "source")
_DIGITS: Final = 16
_WHAT: Final[Mapping[str, str]] = {
    "rules": "the entry of the rule",
    "waivers": "the waiver of",
    "resources": "the resource",
    "stacks": "the stack",
    "frameworks": "the framework",
    "versions": "the version of",
    "unknowns": "what is unknown to the rule",
    "declared": "what is declared of the rule",
    "changes": "the enforced change at",
    "rows": "the requirement",
    "unjudged_rows": "the requirement without a rule",
    "unjudged_types": "the type without a rule",
    "scope": "the place in the scope of",
    "flows": "the flow from",
    "worksheets": "the worksheet of",
}


class SealError(ValueError):
    """The text is no report with its integrity; the message says why."""


@dataclass(frozen=True, slots=True)
class Terms:
    """Which report one follows (its seal; empty for none), and the key that signs it."""

    previous: str = ""
    key: Ed25519PrivateKey | None = None


UNSIGNED: Final = Terms()


@dataclass(frozen=True, slots=True)
class Sealed:
    """A report as it was read: its content, what is said of its integrity, and the bytes themselves."""

    content: Mapping[str, Any]
    integrity: Mapping[str, Any]
    data: bytes

    @property
    def message(self) -> bytes:
        """What a signature of it signs."""
        return _message(str(self.integrity["seal"]))


def content_digest(content: Mapping[str, Any]) -> str:
    """The SHA-256 of the canonical JSON of what a report says, without `integrity`."""
    return _sha256(_canonical(_spelled(content)))


def sealed(content: Mapping[str, Any], forms: Mapping[str, bytes], terms: Terms) -> bytes:
    """The file of a report: its content and its integrity as canonical JSON."""
    content = _spelled(content)
    integrity: dict[str, Any] = {
        "canonical": CANONICAL,
        "content": _sha256(_canonical(content)),
        "entries": _entries(content),
        "forms": [{"path": name, "sha256": _sha256(data)} for name, data in sorted(forms.items())],
        "previous": terms.previous,
    }
    integrity |= {"seal": _sha256(_canonical(integrity)), "signature": None}
    if terms.key is not None:
        from policies.report.signing import signature  # noqa: PLC0415 - only where a key is given

        integrity["signature"] = signature(terms.key, _message(integrity["seal"]))
    return _canonical({**content, "integrity": integrity})


def opened(data: bytes) -> Sealed:
    """Read the file of a report; `faults` says what was changed. Raises SealError where that is missing."""
    try:
        said = loads(data.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise SealError(f"it is no UTF-8 at byte {error.start + 1}") from error
    except StrictJsonError as error:
        raise SealError(str(error)) from error
    if not isinstance(said, dict) or said.get("format") != FORMAT:
        raise SealError(f"it is not of the format {FORMAT}")
    integrity = said.pop("integrity", None)
    if not isinstance(integrity, dict):
        raise SealError("it has no integrity: what proves its content is missing")
    if set(integrity) != set(_KEYS):
        raise SealError("its integrity was changed: it has not the keys that it was written with")
    return Sealed(said, integrity, data)


def faults(report: Sealed) -> Iterator[str]:
    """A sentence for each thing in a report that was changed after it was written; none where nothing was."""
    try:
        whole = _canonical({**report.content, "integrity": report.integrity})
        digest, entries = _sha256(_canonical(report.content)), _entries(report.content)
        seal = _sha256(_canonical({key: report.integrity[key] for key in _KEYS[:-2]}))
    except (ValueError, RecursionError) as error:
        yield f"it holds what canonical JSON has no form for ({error})"
        return
    seal_holds = seal == report.integrity["seal"]
    if digest != report.integrity["content"]:
        named = list(_changed(report.integrity["entries"], entries))
        yield from named
        if not named:
            yield "the order of its entries, or the digest of its content in integrity, was changed"
    elif not seal_holds:
        yield "its integrity was changed: the seal is not that of what it holds"
    elif whole != report.data:
        yield "it is written otherwise than it was sealed (spaces, order, spelling), with the same content"


def signed_fault(report: Sealed, trusted: Ed25519PublicKey | None) -> str:
    """Why a report's signature does not hold, or is missing where a key is to have signed; else empty."""
    said = report.integrity["signature"]
    if said is None:
        return "nobody signed it, and the trusted key should have" if trusted else ""
    from policies.report.signing import signature_fault  # noqa: PLC0415 - only where there is a signature

    return signature_fault(said, report.message, trusted)


def forms_faults(report: Sealed, folder: Path) -> Iterator[str]:
    """A sentence for each other form of a report in a folder that is not what was written with it."""
    for form in report.integrity["forms"]:
        path = folder / Path(str(form["path"])).name
        if path.is_file() and _sha256(path.read_bytes()) != form["sha256"]:
            yield f"{form['path']} beside it was changed"


def _changed(before: object, after: Mapping[str, Mapping[str, str]]) -> Iterator[str]:
    said = before if isinstance(before, dict) else {}
    for section in sorted({*said, *after}):
        was, now = said.get(section), after.get(section, {})
        was = was if isinstance(was, dict) else {}
        named = [f"{_told(section, name)} {how}" for name, how in changes(was, now)]
        if not named and (section in said) != (section in after):  # a section that has nothing in it
            named = [f"its {section} {'is gone' if section in said else 'was added'}"]
        yield from named


def _told(section: str, name: str) -> str:
    if not name:
        return f"its {section}"
    return f"{_WHAT[section]} {name}" if section in _WHAT else f"{section}.{name}"


def _entries(content: Mapping[str, Any]) -> dict[str, dict[str, str]]:
    """The digest of each entry of a list, field of an object, or value, by section and name."""
    found = {}
    for section, value in content.items():
        named: Sequence[tuple[str, Any]]
        if isinstance(value, Mapping):
            named = [(str(key), each) for key, each in value.items()]
        elif isinstance(value, list | tuple):
            named = _numbered(value)
        else:
            named = [("", value)]
        found[section] = {name: _sha256(_canonical(each))[:_DIGITS] for name, each in named}
    return found


def _numbered(entries: Sequence[Any]) -> list[tuple[str, Any]]:
    """Entries by name; those of one name are numbered."""
    seen: Counter[str] = Counter()
    named = []
    for entry in entries:
        said = entry if isinstance(entry, Mapping) else {}
        name = next((str(said[key]) for key in _NAMES if said.get(key)), "entry")
        seen[name] += 1
        named.append((name if seen[name] == 1 else f"{name} ({seen[name]})", entry))
    return named


def _canonical(value: Any) -> bytes:  # noqa: ANN401 - it refuses what it cannot write
    return rfc8785.dumps(value)


def _spelled(value: Any) -> Any:  # noqa: ANN401 - JSON has every type
    """The value with lone surrogates, which no UTF-8 has, written as their escapes."""
    if isinstance(value, str):
        return value if value.isascii() else value.encode("utf-8", "backslashreplace").decode()
    if isinstance(value, Mapping):
        return {_spelled(key): _spelled(each) for key, each in value.items()}
    return [_spelled(each) for each in value] if isinstance(value, list | tuple) else value


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _message(seal: str) -> bytes:
    return f"{FORMAT} {seal}".encode()

"""`python -m policies verify`: was anything in a compliance report changed since it was written?"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from policies.counting import counted
from policies.report.previous import PreviousError, read_previous
from policies.report.sealing import Sealed, SealError, faults, forms_faults, opened, signed_fault
from policies.report.signing import KeyFileError, read_public_key

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

_EPILOG = """\
exit status:
  0  nothing was changed
  1  something was, and what
  2  it is no report, or a file cannot be read

Who can write a report can also seal it anew. Give --trusted-key, or compare the seal with one that you kept.
"""


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add `verify` to the commands of `python -m policies`."""
    parser = commands.add_parser(
        "verify",
        help="say what was changed in a report",
        description=(
            "Say in words what in a compliance.json was changed since it was written, and in its other forms "
            "where they lie beside it. The report alone is enough; what else is given is held against it."
        ),
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("report", type=Path, metavar="REPORT", help="the compliance.json")
    parser.add_argument("dir", nargs="?", type=Path, metavar="DIR", help="also the output that was judged")
    parser.add_argument(
        "--checkout",
        type=Path,
        metavar="FOLDER",
        help="also the rules, waivers, people, frameworks and settings of this checkout",
    )
    parser.add_argument("--previous", type=Path, metavar="FILE", help="also the report that it follows")
    parser.add_argument(
        "--trusted-key",
        type=Path,
        metavar="FILE",
        help="the public ed25519 key, in PEM, that must have signed",
    )
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Print what was changed. Status 0 nothing, 1 something, 2 it cannot be told."""
    try:
        trusted = read_public_key(options.trusted_key) if options.trusted_key else None
        report = opened(options.report.read_bytes())
        found = [_printable(each) for each in _faults(report, options, trusted)]
        lines = list(_about(report, options.report))
    except OSError as error:
        print(f"verify: {error.filename or options.report} cannot be read: {error.strerror}", file=sys.stderr)
        return 2
    except SealError as error:
        print(f"verify: {options.report} is no report that can be verified: {error}", file=sys.stderr)
        return 2
    except (KeyFileError, PreviousError) as error:
        print(f"verify: {error}", file=sys.stderr)
        return 2
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        print(
            f"verify: {options.report} was changed: it has not the shape of a report ({error})",
            file=sys.stderr,
        )
        return 1
    for fault in found:
        print(f"changed: {fault}", file=sys.stderr)
    if found:
        return 1
    print("\n".join(map(_printable, lines)))
    return 0


def _faults(report: Sealed, options: argparse.Namespace, trusted: Ed25519PublicKey | None) -> Iterator[str]:
    yield from faults(report)
    if fault := signed_fault(report, trusted):
        yield fault
    yield from forms_faults(report, options.report.parent)
    if options.previous:
        before = read_previous(options.previous)
        if report.integrity["previous"] != before.integrity["seal"]:
            yield f"it does not follow {options.previous}: the seal that it names is another one"
    if options.dir:
        from policies.report.digest import changed_files  # noqa: PLC0415 - the report alone needs no reading

        yield from changed_files(options.dir, report.content["digest"]["files"])
    if options.checkout:
        from policies.report.inputs import changed_inputs  # noqa: PLC0415 - see above

        yield from changed_inputs(report.content["made"]["inputs"], options.checkout)


def _about(report: Sealed, file: Path) -> Iterator[str]:
    """What an unchanged report says of itself."""
    said: Any = report.content
    made, integrity = said["made"], report.integrity
    chosen = ", a day that an option chose" if made["day_chosen"] else ""
    yield f"unchanged: {file} is as it was written"
    yield f"  verdict   {said['summary']['verdict']}, by {' and '.join(said['summary']['engines'])}"
    yield f"  time      {made['time'] or 'not given'}" + (
        f", said by {made['time_from']}" if made["time"] else ""
    )
    yield f"  judged    for {made['day']}{chosen}"
    yield f"  commit    {said['commit'] or 'not given'}"
    yield f"  output    {said['digest']['sha256'] or 'none: ' + said['digest']['missing']}"
    for each in made["inputs"]:
        yield f"  {each['kind']}: {counted(len(each['files']), 'file')}, {each['sha256'] or 'none'}"
    for each in integrity["forms"]:
        there = (file.parent / Path(each["path"]).name).is_file()
        yield f"  {each['path']}: {'as it was written' if there else 'not beside it, so not compared'}"
    yield f"  seal      {integrity['seal']}"
    yield f"  previous  {integrity['previous'] or 'it follows no other report'}"
    signature = integrity["signature"]
    yield (
        f"  signed    by {signature['public_key']}"
        if signature
        else ("  signed    by nobody: who could write it could have sealed it anew")
    )


def _printable(text: str) -> str:
    """A line that cannot act on what shows it."""
    return "".join(character if character.isprintable() else "?" for character in text)

"""Put the locked environment into `.venv`, with nothing but the standard library.

`python3 bootstrap.py` installs what synthesis and the gate need, and fetches what the functions carry in
AWS; `python3 bootstrap.py --dev` adds what the tests need, and `--emulator` puts the emulated AWS of the
rehearsal into an environment of its own. Every package is installed at the version and by the hashes of
its `Pipfile.lock`.
When the environment already matches the lock, nothing happens and nothing is printed.

Exit status 0: the environment matches the lock. 2: it could not be made; the reason is on
standard error.
"""

from __future__ import annotations

import argparse
import contextlib
import hashlib
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent
ENVIRONMENT = ROOT / ".venv"
LOCK = ROOT / "Pipfile.lock"
EMULATOR = ROOT / "tests" / "emulators" / ".venv"
EMULATOR_LOCK = ROOT / "tests" / "emulators" / "Pipfile.lock"
OLDEST_PYTHON = (3, 11)
# What functions run on: arm64, Amazon Linux 2023 (glibc 2.34).
FUNCTION_PYTHON = "3.13"
FUNCTION_PLATFORMS = ("manylinux_2_34_aarch64", "manylinux_2_28_aarch64", "manylinux2014_aarch64")


class BootstrapError(Exception):
    """The environment cannot be made; the text says why and what to do."""


def locked_requirements(*groups: str, lock: Path | None = None) -> str:
    """Render groups of a lock, the project's unless said, as a pip requirements file with hashes.

    Raises BootstrapError where an entry has no exact version or no hash.
    """
    locked = json.loads((lock or LOCK).read_text(encoding="utf-8"))
    packages = {name: entry for group in groups for name, entry in locked[group].items()}
    lines = []
    for name, entry in sorted(packages.items()):
        version, hashes = entry.get("version"), entry.get("hashes")
        if not version or not isinstance(hashes, list) or not hashes:
            raise BootstrapError(f"{LOCK.name}: {name} has no exact version with hashes. Run 'make lock'.")
        marker = f" ; {entry['markers']}" if "markers" in entry else ""
        lines.append(" ".join([f"{name}{version}{marker}", *(f"--hash={digest}" for digest in hashes)]))
    return "\n".join(lines) + "\n"


def stamp_text(*, dev: bool) -> str:
    """What identifies the project's environment."""
    return identity(LOCK, "default+functions+develop" if dev else "default")


def identity(lock: Path, groups: str) -> str:
    """What identifies an environment: the lock's bytes, the Python, and the groups installed."""
    digest = hashlib.sha256(lock.read_bytes()).hexdigest()
    version = ".".join(str(part) for part in sys.version_info[:3])
    return f"{digest} python-{version} {groups}\n"


def is_current(stamp: Path, *, dev: bool) -> bool:
    """Whether the installed environment serves: the same lock and Python, and at least these groups."""
    if not stamp.is_file() or not (ENVIRONMENT / "bin" / "python").exists():
        return False
    installed = stamp.read_text(encoding="utf-8")
    return installed in (stamp_text(dev=dev), stamp_text(dev=True))


def run(step: str, *command: str | Path) -> None:
    """Run one step; its output is shown only where it fails. Raises BootstrapError."""
    print(f"setup: {step}", file=sys.stderr, flush=True)
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True, check=False)
    if done.returncode:
        raise BootstrapError(
            f"{step}: failed with status {done.returncode}.\n{done.stdout}{done.stderr}".rstrip()
        )


def pip_install(step: str, requirements: str, *options: str | Path, environment: Path | None = None) -> None:
    """Install exactly the requirements, by hash; into the project's environment unless said.

    Raises BootstrapError.
    """
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "requirements.txt"
        path.write_text(requirements, encoding="utf-8")
        run(
            step,
            *((environment or ENVIRONMENT) / "bin" / "python", "-m", "pip", "install"),
            "--disable-pip-version-check",
            *("--require-hashes", "--no-deps", "--quiet", *options, "--requirement", path),
        )


def carried_folder(requirements: str) -> Path:
    """Where the packages lie that the functions carry in AWS."""
    return ENVIRONMENT / "functions" / hashlib.sha256(requirements.encode()).hexdigest()[:16]


def carried_packages() -> Path:
    """The folder of the packages that the functions carry, as the lock has them.

    Raises BootstrapError where it is not there.
    """
    folder = carried_folder(locked_requirements("functions"))
    if not folder.is_dir():
        raise BootstrapError(
            f"the packages that the functions carry are not in {folder.parent}: run 'make setup'."
        )
    return folder


def fetch_carried() -> None:
    """Fetch what the functions carry: wheels for their machines, not for this one. Raises BootstrapError."""
    requirements = locked_requirements("functions")
    folder = carried_folder(requirements)
    if folder.is_dir():
        return
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent) as scratch:
        fetched = Path(scratch) / "packages"
        pip_install(
            f"fetching {requirements.count(chr(10))} locked packages that the functions carry",
            requirements,
            *("--target", fetched, "--no-compile", "--only-binary=:all:"),
            *(option for platform in FUNCTION_PLATFORMS for option in ("--platform", platform)),
            *("--python-version", FUNCTION_PYTHON, "--implementation", "cp"),
        )
        with contextlib.suppress(OSError):  # another process was first
            fetched.rename(folder)


def install(*, dev: bool) -> None:
    """Create the environment anew when the lock or the Python changed, then install from the lock."""
    stamp = ENVIRONMENT / "environment.lock"
    if is_current(stamp, dev=dev):
        return
    if ENVIRONMENT.is_symlink():
        raise BootstrapError(
            f"{ENVIRONMENT.name} is a link to an environment that others may use, and does not match "
            f"{LOCK.name}. Bring that one up to date, or remove the link."
        )
    started = time.monotonic()
    with_same_lock = stamp.is_file() and stamp.read_text(encoding="utf-8") == stamp_text(dev=False)
    stamp.unlink(missing_ok=True)
    if not with_same_lock:
        run("creating .venv", sys.executable, "-m", "venv", "--clear", ENVIRONMENT)
    requirements = locked_requirements("default", *(("functions", "develop") if dev else ()))
    count = requirements.count("\n")
    pip_install(f"installing {count} locked packages (one to three minutes the first time)", requirements)
    stamp.write_text(stamp_text(dev=dev), encoding="utf-8")
    print(f"setup: environment ready in {time.monotonic() - started:.0f} s", file=sys.stderr)


def install_emulator() -> None:
    """Make the environment of the emulated AWS anew when its lock or the Python changed."""
    stamp, wanted = EMULATOR / "environment.lock", identity(EMULATOR_LOCK, "default")
    if stamp.is_file() and stamp.read_text(encoding="utf-8") == wanted:
        return
    stamp.unlink(missing_ok=True)
    run("creating the environment of the emulated AWS", sys.executable, "-m", "venv", "--clear", EMULATOR)
    requirements = locked_requirements("default", lock=EMULATOR_LOCK)
    count = requirements.count("\n")
    pip_install(f"installing {count} locked packages", requirements, environment=EMULATOR)
    stamp.write_text(wanted, encoding="utf-8")


def main() -> int:
    """Parse the options, install, and turn every failure into one message and status 2."""
    parser = argparse.ArgumentParser(description="Install the locked environment into .venv.")
    parser.add_argument(
        "--dev", action="store_true", help="also install what the functions carry and what the tests need"
    )
    parser.add_argument(
        "--emulator", action="store_true", help="install the emulated AWS of the rehearsal, and no more"
    )
    options = parser.parse_args()
    if sys.version_info < OLDEST_PYTHON:
        found = ".".join(str(part) for part in sys.version_info[:3])
        print(
            f"setup: Python 3.11 or newer is needed, this is {found}. Run 'make PYTHON=python3.13 ...'.",
            file=sys.stderr,
        )
        return 2
    try:
        if options.emulator:
            install_emulator()
        else:
            install(dev=options.dev)
            fetch_carried()
    except (BootstrapError, OSError, ValueError) as error:
        print(f"setup: {error}", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    os.chdir(ROOT)
    sys.exit(main())

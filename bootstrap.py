"""Put the locked environment into `.venv`, with nothing but the standard library.

`python3 bootstrap.py` installs what synthesis and the gate need, and fetches what the functions carry in
AWS; `python3 bootstrap.py --dev` adds what the tests need. `--emulator` puts the emulated AWS of the
rehearsal, and `--engine cdktn` that engine, into an environment of its own. Every package is installed at
the version and by the hashes of its `Pipfile.lock`, whatever pip's settings on this machine say but for
where packages come from (`provisioning/pip.py`), and what was installed is looked at before it is called
ready.
When what is there is what the lock demands, nothing happens and nothing is printed. What was changed by hand
is named, and made anew.

Exit status 0: the environment matches the lock. 2: it could not be made; the reason is on
standard error.
"""

from __future__ import annotations

import argparse
import contextlib
import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Final

from provisioning.locks import BootstrapError, Packages, identity, locked_packages, requirements
from provisioning.pip import clean_environment, pip_environment

if TYPE_CHECKING:
    from provisioning.inspection import Finding, Request, Target

ROOT: Final = Path(__file__).resolve().parent
ENVIRONMENT = ROOT / ".venv"
LOCK = ROOT / "Pipfile.lock"
EMULATOR: Final = ROOT / "tests" / "emulators" / ".venv"
EMULATOR_LOCK: Final = ROOT / "tests" / "emulators" / "Pipfile.lock"
ENGINES: Final = ROOT / "engines"
OLDEST_PYTHON: Final = (3, 11)
# What functions run on: Python 3.13, arm64, Amazon Linux 2023 (glibc 2.34).
FUNCTIONS: Final[Target] = {
    "python": [3, 13],
    "platforms": ["manylinux_2_34_aarch64", "manylinux_2_28_aarch64", "manylinux2014_aarch64"],
    "markers": {
        "python_version": "3.13",
        "python_full_version": "3.13.0",
        "implementation_name": "cpython",
        "platform_python_implementation": "CPython",
        "platform_machine": "aarch64",
        "platform_system": "Linux",
        "sys_platform": "linux",
        "os_name": "posix",
    },
}
_INSPECTION: Final = ROOT / "provisioning" / "inspection.py"
_NAMED_FAULTS: Final = 5


def run(step: str, *command: str | Path, told: str = "", variables: dict[str, str] | None = None) -> str:
    """Run one process of the set-up, told this on its standard input, and give what it says.

    Its variables are those of a clean environment unless said. Its errors are shown only where it fails.
    Raises BootstrapError.
    """
    done = subprocess.run(
        [str(part) for part in command],
        input=told,
        env=clean_environment() if variables is None else variables,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise BootstrapError(
            f"{step}: failed with status {done.returncode}.\n{done.stdout}{done.stderr}".rstrip()
        )
    return done.stdout


def say(text: str) -> None:
    """Tell a person what is being done."""
    print(f"setup: {text}", file=sys.stderr, flush=True)


def site_packages(environment: Path) -> Path:
    """Where an environment's packages lie."""
    return environment / "lib" / f"python{sys.version_info[0]}.{sys.version_info[1]}" / "site-packages"


def create(environment: Path) -> None:
    """Make an empty environment in the place of what is there. Raises BootstrapError."""
    say(f"creating {environment.relative_to(ROOT)}")
    run("creating an environment", sys.executable, "-I", "-m", "venv", "--clear", environment)


def pip_install(environment: Path, packages: Packages, *options: str | Path) -> None:
    """Install exactly these packages, by hash, with the pip of an environment. Raises BootstrapError."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "requirements.txt"
        path.write_text(requirements(packages), encoding="utf-8")
        run(
            f"installing {len(packages)} packages",
            *(environment / "bin" / "python", "-I", "-m", "pip", "install"),
            *("--disable-pip-version-check", "--require-hashes", "--no-deps", "--only-binary=:all:"),
            *("--quiet", *options, "--requirement", path),
            variables=pip_environment(),
        )


def inspect(environment: Path, request: Request) -> Finding:
    """Compare a folder of packages with what is locked, in the Python of an environment.

    Raises BootstrapError where that Python does not run.
    """
    python = environment / "bin" / "python"
    command = (python, "-I", "-S", _INSPECTION, site_packages(environment))
    finding: Finding = json.loads(run("inspecting packages", *command, told=json.dumps(request)))
    return finding


def faults_of(environment: Path, packages: Packages, *, inspected: int = 0) -> list[str]:
    """Say what is wrong with an environment that should hold these packages, each in one sentence.

    `inspected` is when its files were last found intact, in nanoseconds since the epoch; at 0 all are read.
    """
    configuration = environment / "pyvenv.cfg"
    if not configuration.is_file() or not (environment / "bin" / "python").exists():
        return ["there is no Python in it"]
    if "include-system-site-packages = false" not in configuration.read_text(encoding="utf-8").splitlines():
        return [f"{configuration.name} lets the packages of the machine in"]
    request: Request = {
        "folder": str(site_packages(environment)),
        "packages": packages,
        "tolerated": ["pip", "setuptools"],  # which every new environment has
        "inspected": inspected,
        "target": None,
    }
    try:
        return inspect(environment, request)["faults"]
    except BootstrapError as error:
        return [str(error)]


def inspect_carried(folder: Path, packages: Packages) -> Finding:
    """Compare a folder of what the functions carry with what is locked. Raises BootstrapError."""
    request: Request = {
        "folder": str(folder),
        "packages": packages,
        "tolerated": [],
        "inspected": 0,
        "target": FUNCTIONS,
    }
    return inspect(ENVIRONMENT, request)


def sentence(faults: list[str]) -> str:
    """Name the first of the faults, and count the others."""
    more = f"; and {len(faults) - _NAMED_FAULTS} more" if len(faults) > _NAMED_FAULTS else ""
    return "; ".join(faults[:_NAMED_FAULTS]) + more


def install(environment: Path, lock: Path, groups: tuple[str, ...]) -> None:
    """Make an environment hold these groups of a lock, and nothing else.

    One that holds more groups of the same lock is left as it is. What differs is made anew. Raises
    BootstrapError.
    """
    stamp, name = environment / "environment.lock", environment.relative_to(ROOT)
    installed = installed_groups(stamp, lock)
    faults = (
        faults_of(environment, locked_packages(lock, installed), inspected=stamp.stat().st_mtime_ns)
        if installed
        else [f"it was not made from this {lock.name} with this Python"]
    )
    if not faults and set(groups) <= set(installed):
        return
    if environment.is_symlink():
        reason = sentence(faults or [f"it lacks {', '.join(sorted(set(groups) - set(installed)))}"])
        raise BootstrapError(
            f"{name} is a link to an environment that others may use, and does not match {lock.name}: "
            f"{reason}. Bring that one up to date, or remove the link."
        )
    started = time.monotonic()
    if installed and faults:
        say(f"{name} was changed since it was made ({sentence(faults)}), and is made anew")
    stamp.unlink(missing_ok=True)
    if faults:
        create(environment)
    packages = locked_packages(lock, groups)
    say(f"installing {len(packages)} locked packages (one to three minutes the first time)")
    pip_install(environment, packages)
    if wrong := faults_of(environment, packages):
        raise BootstrapError(f"{name} was made, and is not what {lock.name} demands: {sentence(wrong)}")
    stamp.write_text(f"{identity(lock)} {'+'.join(groups)}\n", encoding="utf-8")
    say(f"{name} ready in {time.monotonic() - started:.0f} s, and as locked")


def installed_groups(stamp: Path, lock: Path) -> tuple[str, ...]:
    """Give the groups that were installed by this Python from these bytes of the lock, if any."""
    if not stamp.is_file():
        return ()
    made_for, _, groups = stamp.read_text(encoding="utf-8").strip().rpartition(" ")
    return tuple(groups.split("+")) if made_for == identity(lock) else ()


def carried_folder(packages: Packages) -> Path:
    """Where the packages lie that the functions carry in AWS."""
    return ENVIRONMENT / "functions" / hashlib.sha256(requirements(packages).encode()).hexdigest()[:16]


def carried_packages() -> Path:
    """The folder of the packages that the functions carry, as the lock has them.

    Raises BootstrapError where it is not there.
    """
    folder = carried_folder(locked_packages(LOCK, ["functions"]))
    if not folder.is_dir():
        raise BootstrapError(
            f"the packages that the functions carry are not in {folder.parent}: run 'make setup'."
        )
    return folder


def fetch_carried() -> None:
    """Fetch what the functions carry: wheels for their machines, not for this one. Raises BootstrapError."""
    locked = locked_packages(LOCK, ["functions"])
    folder = carried_folder(locked)
    finding = inspect_carried(folder, locked)
    if not finding["faults"]:
        return
    if folder.is_dir():
        changed = f"what the functions carry was changed since it was fetched ({sentence(finding['faults'])})"
        if ENVIRONMENT.is_symlink():
            raise BootstrapError(f"{changed}, in an environment that others may use: remove {folder}")
        say(f"{changed}, and is fetched anew")
        shutil.rmtree(folder)
    packages = applicable(locked, finding)
    say(f"fetching {len(packages)} locked packages that the functions carry")
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent) as scratch:
        fetched = Path(scratch) / "packages"
        pip_install(
            ENVIRONMENT,
            packages,
            *("--target", fetched, "--no-compile", "--implementation", "cp"),
            *("--python-version", FUNCTIONS["markers"]["python_version"]),
            *(option for platform in FUNCTIONS["platforms"] for option in ("--platform", platform)),
        )
        if wrong := inspect_carried(fetched, locked)["faults"]:
            raise BootstrapError(f"what was fetched is not what {LOCK.name} demands: {sentence(wrong)}")
        with contextlib.suppress(OSError):  # another process was first
            fetched.rename(folder)


def applicable(locked: Packages, finding: Finding) -> Packages:
    """Give the packages whose markers hold where they will run; pip asks the Python that runs it."""
    return {
        name: {"version": locked[name]["version"], "hashes": locked[name]["hashes"]}
        for name in finding["applicable"]
    }


def main() -> int:
    """Parse the options, install, and turn every failure into one message and status 2."""
    parser = argparse.ArgumentParser(description="Install the locked environment into .venv.")
    parser.add_argument(
        "--dev", action="store_true", help="also install what the functions carry and what the tests need"
    )
    parser.add_argument(
        "--emulator", action="store_true", help="install the emulated AWS of the rehearsal, and no more"
    )
    parser.add_argument(
        "--engine",
        choices=sorted(lock.parent.name for lock in ENGINES.glob("*/Pipfile.lock")),
        help="install another engine than cdktf, and no more",
    )
    options = parser.parse_args()
    if sys.version_info < OLDEST_PYTHON:
        found = ".".join(str(part) for part in sys.version_info[:3])
        say(f"Python 3.11 or newer is needed, this is {found}. Run 'make PYTHON=python3.13 ...'.")
        return 2
    try:
        if options.emulator:
            install(EMULATOR, EMULATOR_LOCK, ("default",))
        elif options.engine:
            engine = ENGINES / options.engine
            install(engine / ".venv", engine / "Pipfile.lock", ("default",))
        else:
            install(ENVIRONMENT, LOCK, ("default", *(("functions", "develop") if options.dev else ())))
            fetch_carried()
    except (BootstrapError, OSError, ValueError) as error:
        say(str(error))
        return 2
    return 0


if __name__ == "__main__":
    os.chdir(ROOT)
    sys.exit(main())

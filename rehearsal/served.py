"""A provider that runs once for many runs of Terraform, as its developers debug it.

Terraform starts a provider several times a run, and to start hashicorp/aws costs seconds of CPU. Source:
Terraform's plugin development, "Debugging Terraform providers" (TF_REATTACH_PROVIDERS).
"""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from threading import Timer
from typing import Final

from rehearsal.provider import Provider
from rehearsal.terraform import PROVIDER, TerraformMissingError

_ATTACH: Final = re.compile(r"TF_REATTACH_PROVIDERS='(\{.*\})'")
_STARTED_WITHIN: Final = 60.0  # seconds


@contextmanager
def served(provider: Provider) -> Iterator[Provider]:
    """The provider in one process for as long as the context lasts.

    Only for what configures none, as mocks, schemas and validation: the process keeps one configuration.
    Raises TerraformMissingError where it does not start.
    """
    (program,) = (provider.folder / ".terraform" / "providers" / PROVIDER).glob("*/*/terraform-provider-aws*")
    process = subprocess.Popen(
        [str(program), "-debug"],
        cwd=provider.folder,
        env=provider.terraform.environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    patience = Timer(_STARTED_WITHIN, process.kill)
    patience.start()
    try:
        told = next(filter(None, map(_ATTACH.search, process.stdout or ())), None)
        patience.cancel()
        if told is None:
            raise TerraformMissingError(f"hashicorp/aws {provider.version} does not start")
        yield replace(provider, terraform=provider.terraform.attached(told[1]))
    finally:
        patience.cancel()
        process.terminate()
        process.wait()

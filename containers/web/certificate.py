"""The certificate that the service encrypts with: self-signed, made anew at each start.

The load balancer verifies no certificate of a target, so it needs no authority; the key lies in no image.
"""

from __future__ import annotations

import os
import ssl
import subprocess
import tempfile
from pathlib import Path
from typing import Final

from containers.web.configuration import ConfigurationError

_NAME: Final = "subjectAltName=IP:127.0.0.1"  # as the health command asks
_USE: Final = (
    "keyUsage=critical,digitalSignature,keyCertSign"  # its own authority: Python 3.13 wants that said
)
_OPENSSL_SECONDS: Final = 20


def certificate_file() -> Path:
    """Return the file that the certificate lies in, for the health command."""
    return Path(tempfile.gettempdir()) / "certificate.pem"


def self_signed() -> ssl.SSLContext:
    """Make a key and a certificate. Returns TLS 1.2 or newer with them; the key stays in memory alone.

    Raises ConfigurationError without openssl, or where the folder for temporary files cannot be written.
    """
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    try:
        with tempfile.TemporaryDirectory() as folder:
            key, certificate = Path(folder) / "key.pem", certificate_file()
            _run_openssl(key, certificate)
            context.load_cert_chain(certificate, key)
    except (OSError, subprocess.SubprocessError):
        raise ConfigurationError(
            "no certificate can be made: openssl and a writable folder for temporary files are needed"
        ) from None
    return context


def _run_openssl(key: Path, certificate: Path) -> None:
    subprocess.run(
        [
            *("openssl", "req", "-x509", "-nodes", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256"),
            *(
                "-subj",
                "/CN=localhost",
                "-addext",
                _NAME,
                "-addext",
                _USE,
                "-days",
                "3650",
            ),  # longer than any task runs
            *("-keyout", str(key), "-out", str(certificate)),
        ],
        env={"PATH": os.environ.get("PATH", os.defpath)},  # the credential is none of its business
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=_OPENSSL_SECONDS,
        check=True,
    )

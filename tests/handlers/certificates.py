"""An authority of the tests' own, and certificates by it, made with openssl."""

from __future__ import annotations

import subprocess
from dataclasses import dataclass
from pathlib import Path

_COMMON_NAME = 64  # characters at most


@dataclass(frozen=True)
class Certificate:
    """A certificate and its key (PEM)."""

    certificate: Path
    key: Path


@dataclass(frozen=True)
class Authority:
    """Issues certificates into `folder`, good for one day."""

    folder: Path
    name: str = "authority"

    @property
    def certificate(self) -> Path:
        return self.folder / f"{self.name}.pem"

    def found(self) -> Authority:
        """Make the authority's own key and certificate."""
        _openssl(
            *("req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "1"),
            *("-subj", f"/CN={self.name}", "-addext", "keyUsage=critical,keyCertSign,cRLSign"),
            *("-keyout", self.folder / f"{self.name}.key", "-out", self.certificate),
        )
        return self

    def issue(self, name: str, *others: str) -> Certificate:
        """Make a certificate for a DNS name, and for others beside it."""
        key, request, made = (self.folder / f"{name}.{kind}" for kind in ("key", "csr", "pem"))
        extensions = self.folder / f"{name}.ext"
        names = ",".join(f"DNS:{each}" for each in (name, *others))
        extensions.write_text(
            f"subjectAltName={names}\nauthorityKeyIdentifier=keyid\nextendedKeyUsage=serverAuth\n",
            encoding="utf-8",
        )
        _openssl(
            *(
                "req",
                "-newkey",
                "ec",
                "-pkeyopt",
                "ec_paramgen_curve:P-256",
                "-nodes",
                "-subj",
                f"/CN={name[:_COMMON_NAME]}",
            ),
            *("-keyout", key, "-out", request),
        )
        _openssl(
            *("x509", "-req", "-in", request, "-days", "1", "-extfile", extensions, "-out", made),
            *("-CA", self.certificate, "-CAkey", self.folder / f"{self.name}.key", "-CAcreateserial"),
        )
        return Certificate(made, key)


def _openssl(*arguments: str | Path) -> None:
    subprocess.run(["openssl", *map(str, arguments)], check=True, capture_output=True)  # noqa: S607 (wherever it is)

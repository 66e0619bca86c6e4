#!/usr/local/bin/python3
"""The container's health command, there `/app/health`: status 0 where the service answers, 1 otherwise."""

from __future__ import annotations

import os
import ssl
import sys
from http import HTTPStatus
from http.client import HTTPException, HTTPSConnection

from containers.web.certificate import certificate_file
from containers.web.configuration import ConfigurationError, listening_port

_SECONDS = 4  # ECS waits for 5


def main() -> int:
    """Ask the service on this machine for its health. Returns the status of the process."""
    try:
        tls = ssl.create_default_context(cafile=certificate_file())
        connection = HTTPSConnection("127.0.0.1", listening_port(os.environ), timeout=_SECONDS, context=tls)
        connection.request("GET", "/health")
        status = connection.getresponse().status
    except (OSError, HTTPException, ConfigurationError) as error:
        print(f"health: the service does not answer ({type(error).__name__})", file=sys.stderr)
        return 1
    return 0 if status == HTTPStatus.OK else 1


if __name__ == "__main__":
    raise SystemExit(main())

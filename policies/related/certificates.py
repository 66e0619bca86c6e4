"""Certificates: which one an element shows, whether or not it waits for the validation of it."""

from __future__ import annotations

from typing import Final

from policies.configuration import Configuration
from policies.resource import Resource

CERTIFICATE: Final = "aws_acm_certificate"
VALIDATION: Final = "aws_acm_certificate_validation"


def certificate_of(user: Resource, value: object, configuration: Configuration) -> Resource | None:
    """What `value`, standing in `user` for a certificate, leads to: behind a validation, what that awaits."""
    found = configuration.target(user, value)
    if found is not None and found.type == VALIDATION:
        return configuration.target(found, found.get("certificate_arn"))
    return found


def requested(user: Resource, value: object, configuration: Configuration) -> Resource | None:
    """The same, where it is a certificate that the configuration requests; else None."""
    found = certificate_of(user, value, configuration)
    return found if found is not None and found.type == CERTIFICATE else None

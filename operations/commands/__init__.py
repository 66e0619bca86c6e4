"""The commands, one a module: what it takes, and what it asks."""


class RequestError(Exception):
    """What was asked for cannot be done; the text says what to say instead."""

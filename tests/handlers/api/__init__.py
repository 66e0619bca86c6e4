"""The door: contract, functions behind it, and the server."""

"""The API: its contract, the functions behind it, and the server."""

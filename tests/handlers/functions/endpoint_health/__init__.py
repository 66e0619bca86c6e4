"""The health of endpoints, against a real server."""

"""One rule a file, by service: see policies.registry."""

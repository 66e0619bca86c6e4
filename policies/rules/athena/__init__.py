"""Rules about Athena."""

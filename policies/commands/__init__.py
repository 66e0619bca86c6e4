"""The commands of `python -m policies`, a module each."""

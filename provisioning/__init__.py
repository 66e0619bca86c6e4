"""What makes the locked environments: the standard library alone. The command is `bootstrap.py`."""

# Written by `python -m tools.stubs`.

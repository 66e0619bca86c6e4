"""The emulated AWS: ministack in a process and an environment of its own, corrected where AWS differs.

`process` is imported by the rehearsal; all else here runs inside the emulator's process, except
`inside/sitecustomize.py`, which runs inside each function.
"""

"""The payment system: what runs in AWS Lambda, and the same code in one process.

`functions/` is what runs in AWS, a folder for each; `adapters/` are its ports there, `stores/` keep in
tables, `domain/` is pure. `local/` stays on a person's machine.
"""

"""What asks an account: whether a migration may go on, and whether what was moved is whole.

Nothing here changes anything.
"""

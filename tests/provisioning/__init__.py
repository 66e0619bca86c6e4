"""The set-up of the environments."""

"""The functions, their adapters and the contract."""

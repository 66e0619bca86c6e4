"""What each type of the provider can do, and who judges it."""

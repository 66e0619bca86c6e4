"""The verdict as people and programs read it, a module a format."""

"""Takes the reserved money."""

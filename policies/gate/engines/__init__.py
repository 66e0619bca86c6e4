"""Who judges: our own rules, and checkov in a process of its own."""

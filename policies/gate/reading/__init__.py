"""From synthesized files, plans and states to the configuration that is judged."""

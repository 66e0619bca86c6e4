"""From synthesized files, plans and states to the estate that is judged."""

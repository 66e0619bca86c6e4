"""How resources belong together, as rules of several services and the gate ask it."""

"""Says every few seconds that its region is there, and what it lets other regions do."""

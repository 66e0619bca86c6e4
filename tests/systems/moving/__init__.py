"""`moving`: about the smallest system that migrates: a table, and a name that leads to two sides."""

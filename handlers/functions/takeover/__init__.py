"""What an operator asks a region for: to act for a home region, to be drained, to go on as before."""

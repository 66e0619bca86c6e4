"""What asks an account, asked of emulators, of recorded answers and of real databases."""

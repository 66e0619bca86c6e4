"""What is true of the project as a whole."""

"""The report in the forms that other programs and readers take: all made of one model."""

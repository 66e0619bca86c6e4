"""The report as OSCAL: how controls are met, what an assessment found, and what is open."""

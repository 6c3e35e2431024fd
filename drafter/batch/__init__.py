"""Many cases in one command: found, put in order, drafted side by side, and listed for quality assurance."""

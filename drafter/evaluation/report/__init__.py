"""The report of a run: one HTML file with figures, plots and every item, the draft beside the real decision."""

"""Adding up what people did by team, cohort and week, for pages that read a few rows."""

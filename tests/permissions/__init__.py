"""Who may open which door: a table that is generated from the code, and compared with it cell by cell."""

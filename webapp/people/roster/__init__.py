"""Importing and exporting everybody: a file, a preview row by row, then one transaction or nothing."""

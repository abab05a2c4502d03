"""Figures of a running server, measured from outside on this machine."""

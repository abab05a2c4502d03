"""The calendar that a person subscribes to."""

"""What a figure is worth: intervals, curves, differences. Pure: values in, value out."""

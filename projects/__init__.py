"""What the plans say; knows nothing of maps."""

"""Where places are; knows nothing of projects."""

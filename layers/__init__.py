"""What people look at and take away."""

"""The pages of the app: widgets, calls, show."""

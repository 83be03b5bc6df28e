"""The trained estimators."""

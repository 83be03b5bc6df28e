"""Fit the models that ship: what `framing.train` runs."""

"""The exit codes, and nothing else decides them."""

CLEAN = 0
"""No finding at or above the threshold."""

FINDINGS = 1
"""At least one finding at or above the threshold."""

CANNOT_RUN = 2
"""The input, the configuration or the command line cannot be used."""

BUG = 3
"""A fault of apilint itself or of a rule."""

INTERRUPTED = 130
"""Ctrl-C (128 and the number of the signal, as shells count)."""

"""`python -m apilint`."""

from apilint.main import run

run()

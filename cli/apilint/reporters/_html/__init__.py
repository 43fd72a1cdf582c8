"""The parts of the HTML report. Everything that strangers wrote goes through `text.py` and nothing else."""

"""Changes that were agreed to: a committed file with one entry a finding, why, and until when."""

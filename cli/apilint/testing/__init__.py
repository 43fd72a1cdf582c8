"""`apilint test`: from the command line to the reports, by way of a live service."""

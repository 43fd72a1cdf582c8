"""The library: REST conventions and what they need to look at a description. No terminal, files, network or clock."""

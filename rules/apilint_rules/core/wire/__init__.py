"""What goes over the wire, free of any HTTP library: exchanges, probes, and what the rules make of them."""

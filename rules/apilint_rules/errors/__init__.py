"""What a client is told when something goes wrong."""

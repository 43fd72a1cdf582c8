"""How an API is cut into resources: collections, items, actions, and the shape of their answers."""

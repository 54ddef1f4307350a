"""What members say of resources: whether one was useful, and what is wrong with it."""

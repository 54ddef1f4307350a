"""Writing a training: what organisers type, how it is read, and their yes to that."""

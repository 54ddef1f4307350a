"""Acts: warning, timing out, kicking, banning, and taking it back."""

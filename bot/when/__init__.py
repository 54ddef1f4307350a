"""Reading times and zones as people type them."""

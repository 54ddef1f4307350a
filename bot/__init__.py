"""What every feature of Attune stands on."""

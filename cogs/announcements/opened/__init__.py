"""What the options of a command said, kept until its form is sent."""

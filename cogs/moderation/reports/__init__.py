"""Reports: what members tell the moderators of, in private."""

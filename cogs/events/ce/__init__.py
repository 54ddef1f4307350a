"""Being there: checking in and out, what counts as attended, and the papers about it."""

"""What members say of an item: the reports that reviewers get, and the rows of all of it."""

"""What members hand in to the reviewers of a server: drafts, sending, and what became of each.

A feature brings its words (`Words`), its tables, and four parts with what is its own filled in: a
`SubmissionStore`, `Pieces`, `Reviewing` and a `Desk`.
"""

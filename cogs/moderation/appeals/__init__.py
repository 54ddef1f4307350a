"""Appeals: a member asks that another moderator looks at a case again."""

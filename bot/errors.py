"""What can go wrong, as sentences.

AttuneError            the text is for the person who caused it or can cure it
├── NotAllowedError    they may not do this
├── NotFoundError      what they named is not there
├── NotSetUpError      the server has to choose something first
├── InvalidInputError  what they typed can't be used as it is
└── StartError         the process can't start or go on; the text is for the operator, one line
    ├── SettingsError  a setting of the process is wrong
    ├── DatabaseError  the database can't be used
    └── CatalogError   the catalogue has mistakes

Anything else is a bug.
"""


class AttuneError(Exception):
    """Says what happened and what to do, in words for whoever reads it."""


class NotAllowedError(AttuneError):
    """This person may not do this."""


class NotFoundError(AttuneError):
    """What was named is not there (any more)."""


class NotSetUpError(AttuneError):
    """The server has to choose something before this works."""


class InvalidInputError(AttuneError):
    """What was typed can't be used as it is."""


class StartError(AttuneError):
    """The process can't start, or can't go on; the text is one line for the operator."""


class SettingsError(StartError):
    """A setting of the process is missing or wrong."""


class DatabaseError(StartError):
    """The database can't be reached, or is not one this version can use."""


class CatalogError(StartError):
    """The catalogue has mistakes; the text names how many and the first of them."""

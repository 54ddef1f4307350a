"""Fixtures: a running Attune with announcements, and a server of its own for each test."""

from tests.announcements.hub import hub as hub
from tests.journeys.conftest import here as here

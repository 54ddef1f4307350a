"""Fixtures for the whole suite."""

from tests.databases import *  # noqa: F403

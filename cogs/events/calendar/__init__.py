"""Trainings as calendar files, for whatever calendar a member keeps."""

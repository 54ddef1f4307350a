"""Organisers' commands: planning a training, changing it, calling it off, handing it over."""

"""The catalogue: YAML files read into checked records, and search over them."""

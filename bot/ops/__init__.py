"""Running Attune: logs, and later metrics, health and backup."""

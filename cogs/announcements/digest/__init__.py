"""The weekly digest: what is new here, drafted for an organiser to edit."""

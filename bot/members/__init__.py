"""What a member has chosen for themselves, wherever they use Attune."""

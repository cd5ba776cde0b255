"""What authors and operators read."""

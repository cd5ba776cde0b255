"""What groups and channels share."""

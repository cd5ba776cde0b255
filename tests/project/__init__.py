"""Tests about the project itself: what it says of itself is true."""

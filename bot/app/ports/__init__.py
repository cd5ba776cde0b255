"""What the use cases need from the store: records and protocols, an area a file."""

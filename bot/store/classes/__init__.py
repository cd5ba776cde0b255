"""Classes, their members and what is due there: tables and queries."""

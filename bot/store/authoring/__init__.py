"""Roles, rulings and what they mend: tables and queries."""

"""The memory: tables, transactions, the outbox. The only room that knows SQL."""

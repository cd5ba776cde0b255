"""What whoever runs the bot needs: logs, health, metrics, back-ups, a look at whether all is well."""

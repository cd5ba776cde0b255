"""Those who look after the bot."""

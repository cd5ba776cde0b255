"""Times of day, weekdays and dates as people write them, in English and German. Pure: text in, values out."""

"""What the board of follow-ups shows: buckets with counts, and the feed of what was not sent."""

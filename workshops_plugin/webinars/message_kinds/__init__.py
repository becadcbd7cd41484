"""What the messages about webinars say, and until when they are right."""

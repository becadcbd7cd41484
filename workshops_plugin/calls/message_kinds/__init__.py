"""What the messages about calls and proposals say, and until when they are right."""

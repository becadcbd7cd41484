"""The map: where each part meets Wagtail."""

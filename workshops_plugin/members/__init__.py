"""Who are we?

Keeps the organizations of the partnership and the people who act for them.
Its five words: *organization*, *action group*, *membership*, *Pathfinder
Country* and *backend* (the one place that other parts ask about members).
"""

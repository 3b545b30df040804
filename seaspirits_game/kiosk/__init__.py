"""What lets the program stand alone for months: the operator's file, presence, lock, supervisor, health, visitors.

Knows no pygame and no torch: the supervising process stays small, and everything here is tested without a window.
"""

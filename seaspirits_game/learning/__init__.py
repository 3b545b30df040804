"""The only package that imports torch: tasks, network, trainer, worker entry.

Imports core, geometry, link. Never pygame.
"""

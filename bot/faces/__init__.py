"""Faces: how the tutor is met. A face translates and nothing else."""

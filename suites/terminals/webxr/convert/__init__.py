"""Converts raw frames of WebXR sessions to recordings."""

"""Reads raw frames of WebXR sessions."""

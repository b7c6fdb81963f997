"""Raw frames of WebXR sessions as recordings."""

"""Reading raw frames of WebXR sessions."""

"""Records and judges WebXR sessions while a device shows a page of ours."""

"""Case files: read and checked, made from letters, shipped as examples."""

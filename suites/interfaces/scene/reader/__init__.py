"""Reading scenes of OpenUSD: packages by the harness itself, layers and stages by the library in its own process."""

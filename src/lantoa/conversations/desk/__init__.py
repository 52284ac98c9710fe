"""Where officers read and answer what residents ask."""

"""Pages for residents: asking, meeting a person, the kiosk, the widget's interface."""

//! What a sequence edit does to a transcript: location, coding change, protein change.

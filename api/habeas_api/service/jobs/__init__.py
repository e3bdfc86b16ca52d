"""What takes the whole case to answer, as jobs for a reader process."""

"""What each page shows, as frozen dataclasses that routes fill; every class names its template."""

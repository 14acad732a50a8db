"""Papers (文书) as files: content in, PDF or DOCX out. Pure: no database, no clock, no Django."""

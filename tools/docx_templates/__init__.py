"""The DOCX templates of papers, written with python-docx; build_docx_templates.py saves them."""

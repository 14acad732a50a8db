"""事项清单 as a workbook in the columns of the national list of item elements: written, read, compared, taken in."""

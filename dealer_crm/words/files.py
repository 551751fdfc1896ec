"""Sentences for trouble with files that come in or go out: what is wrong, and what to do."""

from dealer_crm.domain import files
from dealer_crm.domain.errors import DomainError
from dealer_crm.i18n import N_

SENTENCES_FILES: dict[type[DomainError], str] = {
    files.FileNotReadable: N_(
        "“{file}” cannot be read. If it is open in Excel or WPS, close it there; otherwise open it, save it again as .xlsx "
        "and choose the new file."
    ),
    files.FilePasswordProtected: N_(
        "“{file}” is protected by a password. Open it in Excel or WPS, remove the password, save it and choose it again."
    ),
    files.FileTooLarge: N_("“{file}” is too large: more than {megabytes} MB. Split it into several files."),
    files.FileTooManyRows: N_(
        "“{file}” has more than {rows} rows or {columns} columns. Split it, or delete the empty rows and columns at its end."
    ),
    files.FileBomb: N_(
        "“{file}” was not opened, because its inside is far larger than a table or holds foreign content. "
        "Copy the cells into a new workbook and import that one."
    ),
    files.FileEmpty: N_("“{file}” holds no rows. Choose another sheet or another file."),
    files.FileKindUnknown: N_("“{file}” is not a table. Choose an Excel file (.xlsx, .xls), a .csv or an address book (.vcf)."),
    files.FileEncodingUnknown: N_(
        "The characters of “{file}” cannot be read. Choose another encoding, or save it in Excel as .xlsx and choose that file."
    ),
    files.CardNotReadable: N_("Contact {row} of the address book is damaged and was left out."),
    files.FileNotWritable: N_(
        "“{file}” cannot be written. If it is open in another program, close it there; otherwise choose another folder."
    ),
    files.FileNotComplete: N_("“{file}” did not read back complete, so nothing was saved. Try again in another folder."),
    files.CellTooLong: N_("Row {row}, “{column}”: the text is longer than the 32,767 characters a cell can hold. Shorten it."),
    files.GlyphMissing: N_("These characters cannot be printed: {characters}. Replace them, or print them as □."),
}

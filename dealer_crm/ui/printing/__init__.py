"""The one print dialog: preview, printer, paper, copies; and what of the shop is missing on a paper."""

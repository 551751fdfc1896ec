"""The editor of forms that were printed elsewhere: fields over a scan, moved by mouse and keys."""

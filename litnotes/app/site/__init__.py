"""The whole notebook as a folder of pages: what pages there are, and what each is made from.

`contents` gives each page a name and the fingerprint of all that it is made from; `folder` makes the pages
whose fingerprint changed since the last time. How a page looks is decided by `render/html/`.
"""

"""What a contribution changes, told to its author and to those who let it in.

Two programs meet in a folder, the artifact: one looks at the contribution, without any secret, and writes it; the
other may speak in the library's name, and believes nothing of what it reads there.
"""

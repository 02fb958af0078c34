from tools_for_leaves import read


def count(path):
    return len(read(path))

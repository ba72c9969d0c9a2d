def dag(**arguments):
    return lambda function: function


def task(**arguments):
    return lambda function: lambda *values: function.__name__


class Asset:
    def __init__(self, name):
        self.name = name

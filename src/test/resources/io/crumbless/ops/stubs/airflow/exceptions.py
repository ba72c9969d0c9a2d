class AirflowFailException(Exception):
    pass

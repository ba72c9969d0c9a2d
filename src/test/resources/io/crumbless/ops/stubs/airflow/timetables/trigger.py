class CronTriggerTimetable:
    def __init__(self, cron, timezone):
        pass

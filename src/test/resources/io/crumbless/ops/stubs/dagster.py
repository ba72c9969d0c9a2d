"""Stands in for Dagster: as much of it as ops/dagster/crumbless_asset.py names."""


class Failure(Exception):
    def __init__(self, description, allow_retries=True):
        super().__init__(description)
        self.allow_retries = allow_retries


class RetryRequested(Exception):
    def __init__(self, max_retries, seconds_to_wait):
        super().__init__()


class AssetExecutionContext:
    pass


class MaterializeResult:
    pass


class DailyPartitionsDefinition:
    def __init__(self, start_date, timezone):
        pass


def asset(**arguments):
    return lambda function: function


def define_asset_job(name, selection):
    return name


def build_schedule_from_partitioned_job(job, hour_of_day, minute_of_hour):
    return job


class Definitions:
    def __init__(self, assets, jobs, schedules):
        pass

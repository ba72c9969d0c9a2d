"""Crumbless every night, for Airflow 3.

A night is tried again where that helps (exit codes 5 and 6, and a run that was killed) and fails at once where somebody has to act
(2, 3, 4 and 70). The asset is announced by a second task, which asks Crumbless what is published: a task can succeed without its
result, and whoever waits for the asset must not start on the snapshot of the night before.

Only one run of a warehouse goes on at a time, and nights follow one another: leave ``max_active_runs`` and ``catchup`` as they are.
A night that was left out needs no run of its own, since the next one takes its deliveries.
"""

from __future__ import annotations

import json
import subprocess
from datetime import datetime, timedelta

from airflow.exceptions import AirflowFailException
from airflow.sdk import Asset, dag, task
from airflow.timetables.trigger import CronTriggerTimetable

PROGRAM = "/opt/crumbless/crumbless"
JOB = "/etc/crumbless/nightly-profiles.yaml"
ZONE = "Europe/Berlin"
PROFILES = Asset("crumbless-profiles")

# Exit codes of Crumbless; docs/how-to/on-call.md has a section for each.
NEED_PEOPLE = {
    2: "the command line is wrong, or the run was asked to stop",
    3: "job file or policy are wrong: their author acts",
    4: "input was refused, a guard held, or the books do not close: the supplier acts",
    70: "a defect in Crumbless: report it",
}
PASS = {
    5: "disk, database or file system failed: the platform team acts",
    6: "another run holds the warehouse",
}

# A clean stop takes 25 seconds at most.
STOP_SECONDS = 60


def night(business_date: str) -> None:
    """Runs one business date; raises what Airflow tries again, or AirflowFailException where that changes nothing."""
    process = subprocess.Popen([PROGRAM, "run", JOB, "--date", business_date])
    try:
        code = process.wait()
    except BaseException:
        process.terminate()
        process.wait(STOP_SECONDS)
        raise
    if code in NEED_PEOPLE:
        raise AirflowFailException(f"Crumbless ended with {code}: {NEED_PEOPLE[code]}")
    if code != 0:
        raise RuntimeError(f"Crumbless ended with {code}: {PASS.get(code, 'it was killed, or could not be started')}")


def require_published(business_date: str) -> str:
    """Asks Crumbless itself; returns the run id of what is published."""
    status = subprocess.run([PROGRAM, "status", JOB, "--json"], check=True, capture_output=True, text=True)
    published = json.loads(status.stdout)["published"]
    if published is None or published["business_date"] < business_date:
        raise AirflowFailException(f"The night of {business_date} is not published: {published}")
    return published["run_id"]


@dag(
    dag_id="crumbless_nightly",
    schedule=CronTriggerTimetable("30 2 * * *", timezone=ZONE),
    start_date=datetime(2026, 1, 1),
    catchup=False,
    max_active_runs=1,
)
def crumbless_nightly():
    @task(retries=12, retry_delay=timedelta(minutes=5))
    def run_night(logical_date=None, dag_run=None) -> str:
        # One that somebody started by hand has no logical date. The business date stays the same however late it is tried.
        moment = logical_date or dag_run.run_after
        business_date = (moment.in_timezone(ZONE) - timedelta(days=1)).date().isoformat()
        night(business_date)
        return business_date

    @task(outlets=[PROFILES], retries=3, retry_delay=timedelta(minutes=1))
    def announce(business_date: str) -> str:
        return require_published(business_date)

    announce(run_night())


crumbless_nightly()

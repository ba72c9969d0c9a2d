"""The profiles of Crumbless as a Dagster asset, one partition for each business date.

A night is tried again where that helps (exit codes 5 and 6, and a run that was killed) and fails at once where somebody has to act
(2, 3, 4 and 70). It counts as materialised when Crumbless says that it is published.

Materialise partitions in their order: what is published was made with later knowledge, so an earlier date is refused (2), and the next
night takes the deliveries of one that was left out.
"""

from __future__ import annotations

import json
import subprocess

import dagster as dg

PROGRAM = "/opt/crumbless/crumbless"
JOB = "/etc/crumbless/nightly-profiles.yaml"
ZONE = "Europe/Berlin"

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
    """Runs one business date; raises RetryRequested where trying again helps, and Failure where it does not."""
    process = subprocess.Popen([PROGRAM, "run", JOB, "--date", business_date])
    try:
        code = process.wait()
    except BaseException:
        process.terminate()
        process.wait(STOP_SECONDS)
        raise
    if code in NEED_PEOPLE:
        raise dg.Failure(f"Crumbless ended with {code}: {NEED_PEOPLE[code]}", allow_retries=False)
    if code != 0:
        raise dg.RetryRequested(max_retries=12, seconds_to_wait=300)


def require_published(business_date: str) -> dict:
    """Asks Crumbless itself; returns what it says of the current snapshot."""
    status = subprocess.run([PROGRAM, "status", JOB, "--json"], check=True, capture_output=True, text=True)
    published = json.loads(status.stdout)["published"]
    if published is None or published["business_date"] < business_date:
        raise dg.Failure(f"The night of {business_date} is not published: {published}", allow_retries=False)
    return published


@dg.asset(partitions_def=dg.DailyPartitionsDefinition(start_date="2026-01-01", timezone=ZONE))
def crumbless_profiles(context: dg.AssetExecutionContext) -> dg.MaterializeResult:
    night(context.partition_key)
    return dg.MaterializeResult(metadata=require_published(context.partition_key))


crumbless_night = dg.define_asset_job("crumbless_night", selection=[crumbless_profiles])

defs = dg.Definitions(
    assets=[crumbless_profiles],
    jobs=[crumbless_night],
    schedules=[dg.build_schedule_from_partitioned_job(crumbless_night, hour_of_day=2, minute_of_hour=30)],
)

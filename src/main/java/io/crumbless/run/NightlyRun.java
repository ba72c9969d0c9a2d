package io.crumbless.run;

/** One night, from the job file to the published snapshot. */
public interface NightlyRun {}

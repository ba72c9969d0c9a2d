package io.crumbless.night.schedule;

import java.time.Instant;
import java.time.LocalDate;

/** One time that a schedule names. */
public record Firing(Instant at, LocalDate businessDate) {}

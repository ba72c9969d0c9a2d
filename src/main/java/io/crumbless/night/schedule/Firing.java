package io.crumbless.night.schedule;

import java.time.Instant;
import java.time.LocalDate;

/** One firing of a schedule. */
public record Firing(Instant at, LocalDate businessDate) {}

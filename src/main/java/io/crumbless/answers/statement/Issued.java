package io.crumbless.answers.statement;

import java.time.Instant;
import java.util.Optional;

/**
 * The date and the reference that make a statement a letter.
 *
 * @param at when it is issued
 * @param reference of the case, which the person quotes in replies; empty where there is none
 */
public record Issued(Instant at, Optional<String> reference) {}

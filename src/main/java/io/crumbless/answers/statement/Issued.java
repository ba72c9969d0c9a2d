package io.crumbless.answers.statement;

import java.time.Instant;
import java.util.Optional;

/**
 * Date and reference of a letter.
 *
 * @param at when it is issued
 * @param reference reference of the case, for replies; empty if there is none
 */
public record Issued(Instant at, Optional<String> reference) {}

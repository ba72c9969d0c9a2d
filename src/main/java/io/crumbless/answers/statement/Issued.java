package io.crumbless.answers.statement;

import java.time.Instant;
import java.util.Optional;

/**
 * What makes a statement a letter.
 *
 * @param at when it is issued
 * @param reference of the case, as the person is to name it; empty where there is none
 */
public record Issued(Instant at, Optional<String> reference) {}

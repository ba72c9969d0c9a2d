package io.crumbless.run;

/**
 * So many of something, for people.
 *
 * @param of what is counted, in the plural: {@code memberships}, {@code refused}
 */
public record Count(long number, String of) {}

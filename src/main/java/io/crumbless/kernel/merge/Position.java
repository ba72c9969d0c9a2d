package io.crumbless.kernel.merge;

/**
 * Where a record is in its delivery.
 *
 * @param source name of the source in the job file
 * @param file name of the delivered file or table
 * @param at line on which the record starts in a text file, else its row number; the first is 1
 */
public record Position(String source, String file, long at) {}

package io.crumbless.columnar.parquet.read;

/**
 * A column, as it can be requested.
 *
 * @param name dotted path: {@code a}, or {@code a.b} for a field of a struct; the groups that make up a list are not
 *     part of it, so {@code a} is also the items of a list, and {@code a.b} the field of the structs in a list
 * @param list whether a row contains a list of values
 * @param type description of the Parquet type, for messages
 */
public record ColumnInfo(String name, ColumnKind kind, boolean list, String type) {}

package io.crumbless.columnar.parquet.read;

/**
 * A field of a file's schema as stored, to check a file against a specification.
 *
 * @param path dotted path, including the groups that represent a list: {@code tags.list.element}
 * @param type repetition, physical and logical type: {@code optional INT64 TIMESTAMP(MICROS,true)}, {@code repeated
 *     group}
 * @param fieldId -1 if there is none
 */
public record StoredField(String path, String type, int fieldId) {}

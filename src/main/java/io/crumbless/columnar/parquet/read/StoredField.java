package io.crumbless.columnar.parquet.read;

/**
 * A field of a file's schema as it is stored, for checks of a file against a specification.
 *
 * @param path dotted, with the groups that make up a list: {@code tags.list.element}
 * @param type repetition, physical and logical type: {@code optional INT64 TIMESTAMP(MICROS,true)}, {@code repeated
 *     group}
 * @param fieldId -1 for none
 */
public record StoredField(String path, String type, int fieldId) {}

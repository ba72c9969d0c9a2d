package io.crumbless.columnar.parquet.write;

/** A field of a schema: a column or a struct of columns. */
public sealed interface Field permits Column, Struct {
    String name();

    /** Never changes, so that readers find the field after it was renamed; never reused for another field. */
    int fieldId();

    /** Description for users, written to the footer; empty if there is none. */
    String description();
}

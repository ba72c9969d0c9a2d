package io.crumbless.columnar.parquet.write;

/** A column or a struct of columns. */
public sealed interface Field permits Column, Struct {
    String name();

    /** Fixed for ever: readers may find the field by it after a renaming. Never used again for another field. */
    int fieldId();

    /** For those who query: goes into the footer, empty for none. */
    String description();
}

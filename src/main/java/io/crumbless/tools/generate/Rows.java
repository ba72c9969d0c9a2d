package io.crumbless.tools.generate;

/** The content of an output; rows can be written in any order. Not thread-safe. */
interface Rows {
    /** @param row from 0, over all files of the output */
    void write(long row, RowFile out);
}

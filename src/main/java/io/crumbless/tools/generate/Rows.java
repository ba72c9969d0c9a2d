package io.crumbless.tools.generate;

/** Content of an output: any row of it, whenever asked. For one thread. */
interface Rows {
    /** @param row from 0, over all files of the output */
    void write(long row, RowFile out);
}

package io.crumbless.columnar.parquet.rewrite;

import io.crumbless.columnar.parquet.format.DamagedFile;
import io.crumbless.columnar.parquet.format.RleBitPackedHybridReader;
import org.jspecify.annotations.Nullable;

/**
 * The remaining values of a page, that is of its entries without nulls, after removing rows.
 *
 * @param stay ranges of remaining values
 * @param all number of values before
 */
record RemainingValues(Ranges stay, int all) {
    /**
     * Finds the remaining entries.
     *
     * @param rows rows to remove, sorted, as indexes in the row group
     * @param repetitions levels of the page; null if each row is one entry
     * @param all number of entries of the page
     */
    static Ranges entries(int[] rows, long firstRow, @Nullable RleBitPackedHybridReader repetitions, int all) {
        Ranges stay = new Ranges();
        int begin = 0;
        int row = 0;
        for (int gone : rows) {
            int inPage = (int) (gone - firstRow);
            int at = begin + (repetitions == null ? inPage - row : repetitions.skipRows(inPage - row, all - begin));
            if (at >= all) {
                throw new DamagedFile("a page has fewer rows than its index says");
            }
            stay.add(begin, at);
            begin = at + 1;
            if (repetitions != null) {
                repetitions.skip(1);
                begin += repetitions.skipRows(0, all - begin);
            }
            row = inPage + 1;
        }
        stay.add(begin, all);
        return stay;
    }

    /**
     * Finds the remaining values.
     *
     * @param levels definition levels of the page
     * @param defined the level of a value
     * @param all number of entries of the page
     */
    static RemainingValues of(Ranges entries, RleBitPackedHybridReader levels, int defined, int all) {
        Ranges values = new Ranges();
        int before = 0;
        int entry = 0;
        for (int i = 0; i < entries.size(); i++) {
            before += levels.skipLevels(entries.from(i) - entry, defined);
            int present = levels.skipLevels(entries.to(i) - entries.from(i), defined);
            values.add(before, before + present);
            before += present;
            entry = entries.to(i);
        }
        return new RemainingValues(values, before + levels.skipLevels(all - entry, defined));
    }
}

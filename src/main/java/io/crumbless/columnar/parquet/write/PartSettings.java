package io.crumbless.columnar.parquet.write;

import java.util.HashSet;
import java.util.Set;

/**
 * The layout of a part file. All limits are counts of rows, values or encoded bytes, never of time or free memory, so
 * that the same rows give the same bytes on every machine.
 *
 * @param zstdLevel 1 to 22
 * @param rowGroupRows rows after which a row group ends
 * @param rowGroupBytes encoded bytes after which a row group ends
 * @param pageValues values after which a page of a column ends, not counting nulls, which are run-length encoded
 * @param pageBytes bytes of values after which a page ends
 * @param pageLayout how data pages are compressed
 * @param bloomFilters paths of columns with a bloom filter; they are written without dictionary
 */
public record PartSettings(
        int zstdLevel,
        int rowGroupRows,
        long rowGroupBytes,
        int pageValues,
        int pageBytes,
        PageLayout pageLayout,
        Set<String> bloomFilters) {
    /** Level 3 is zstd's own default. */
    public static final int DEFAULT_ZSTD_LEVEL = 3;

    /**
     * Large enough that footers and page headers of 300 columns are small compared with the values, small enough to
     * find a single row.
     */
    public static final int DEFAULT_ROW_GROUP_ROWS = 1 << 18;

    /** Maximum memory of a writer before it writes to the file. */
    public static final long DEFAULT_ROW_GROUP_BYTES = 32L << 20;

    /**
     * A tenth of parquet-java's own limit: when a thousand people among ten million are erased, most pages contain none
     * of them and are copied. The files are 4 % larger for it.
     */
    public static final int DEFAULT_PAGE_VALUES = 2_000;

    public static final int DEFAULT_PAGE_BYTES = 1 << 20;

    public static final PartSettings DEFAULT = new PartSettings(
            DEFAULT_ZSTD_LEVEL,
            DEFAULT_ROW_GROUP_ROWS,
            DEFAULT_ROW_GROUP_BYTES,
            DEFAULT_PAGE_VALUES,
            DEFAULT_PAGE_BYTES,
            PageLayout.ONE_FRAME,
            Set.of());

    public PartSettings {
        if (zstdLevel < 1 || zstdLevel > 22) {
            throw new IllegalArgumentException("Invalid zstd level " + zstdLevel + ": it must be 1 to 22");
        }
        if (rowGroupRows < 1 || rowGroupBytes < 1 || pageValues < 1 || pageBytes < 1) {
            throw new IllegalArgumentException("Invalid limit of rows, values or bytes: it must be 1 or more");
        }
        bloomFilters = Set.copyOf(bloomFilters);
    }

    public PartSettings withBloomFilter(String path) {
        return new PartSettings(
                zstdLevel, rowGroupRows, rowGroupBytes, pageValues, pageBytes, pageLayout, with(bloomFilters, path));
    }

    public PartSettings withZstdLevel(int level) {
        return new PartSettings(level, rowGroupRows, rowGroupBytes, pageValues, pageBytes, pageLayout, bloomFilters);
    }

    public PartSettings withRowGroup(int rows, long bytes) {
        return new PartSettings(zstdLevel, rows, bytes, pageValues, pageBytes, pageLayout, bloomFilters);
    }

    public PartSettings withPage(int values, int bytes) {
        return new PartSettings(zstdLevel, rowGroupRows, rowGroupBytes, values, bytes, pageLayout, bloomFilters);
    }

    public PartSettings withPageLayout(PageLayout layout) {
        return new PartSettings(zstdLevel, rowGroupRows, rowGroupBytes, pageValues, pageBytes, layout, bloomFilters);
    }

    private static Set<String> with(Set<String> paths, String path) {
        Set<String> more = new HashSet<>(paths);
        more.add(path);
        return more;
    }
}

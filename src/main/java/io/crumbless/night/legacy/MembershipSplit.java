package io.crumbless.night.legacy;

import io.crumbless.columnar.parquet.read.ParquetTable;
import io.crumbless.columnar.storage.FileEntry;
import io.crumbless.columnar.text.TextPart;
import java.util.ArrayList;
import java.util.List;

/**
 * A unit of work of one thread: some consecutive records of a text file, or row groups of a Parquet file.
 *
 * @param source name of the source in the job file
 * @param file as it was listed; reading fails if it has changed since
 * @param fromRowGroup 0 for a text file
 * @param toRowGroup exclusive; 0 for a text file
 * @param rows number of rows according to the file's footer; -1 for a text file
 * @param text which records of a text file; all for a Parquet file
 */
public record MembershipSplit(
        String source, FileEntry file, int fromRowGroup, int toRowGroup, long rows, TextPart text) {
    /** Neighbouring row groups are combined up to this number of rows: some tenths of a second of work. */
    public static final long WANTED_ROWS = 1_000_000;

    /**
     * Splits the files of a source; the result depends only on the files.
     *
     * @throws io.crumbless.process.Failure for the supplier if the footer of a file cannot be read
     */
    public static List<MembershipSplit> of(MembershipSource source, List<FileEntry> files) {
        List<MembershipSplit> splits = new ArrayList<>();
        files.forEach(file -> splits.addAll(of(source, file, List.of(TextPart.WHOLE))));
        return splits;
    }

    /**
     * Splits one file.
     *
     * @param texts possible parts of a text file
     */
    public static List<MembershipSplit> of(MembershipSource source, FileEntry file, List<TextPart> texts) {
        if (source.files().format() != Format.PARQUET) {
            return texts.stream()
                    .map(text -> new MembershipSplit(source.name(), file, 0, 0, -1, text))
                    .toList();
        }
        List<MembershipSplit> splits = new ArrayList<>();
        cut(source, file, splits);
        return splits;
    }

    /** Whether it is the first split of its file. */
    public boolean isFirst() {
        return fromRowGroup == 0 && text.isFirst();
    }

    private static void cut(MembershipSource source, FileEntry file, List<MembershipSplit> splits) {
        ParquetTable table = ParquetColumns.open(source.files(), file);
        int from = 0;
        long rows = 0;
        for (int group = 0; group < table.rowGroups(); group++) {
            if (rows > 0 && rows + table.rowsIn(group) > WANTED_ROWS) {
                splits.add(new MembershipSplit(source.name(), file, from, group, rows, TextPart.WHOLE));
                from = group;
                rows = 0;
            }
            rows += table.rowsIn(group);
        }
        // Even a file without rows is read, so that its defects are found.
        splits.add(new MembershipSplit(source.name(), file, from, table.rowGroups(), rows, TextPart.WHOLE));
    }
}

package io.crumbless.night.delivery;

import io.crumbless.columnar.parquet.read.ParquetTable;
import io.crumbless.columnar.storage.FileEntry;
import io.crumbless.columnar.text.TextPart;
import java.util.ArrayList;
import java.util.List;

/**
 * The part of a delivery that one thread reads: an entire file, some row groups of a Parquet file, or some records of a
 * text file.
 *
 * @param file as it was when the delivery was selected
 * @param fromRowGroup first row group; 0 for text
 * @param toRowGroup exclusive end; {@link #ALL} for an entire file
 * @param text which records; all for Parquet
 */
public record DeliveryPart(FileEntry file, int fromRowGroup, int toRowGroup, TextPart text) {
    /** Every row group from the first on. */
    public static final int ALL = Integer.MAX_VALUE;

    public static DeliveryPart whole(FileEntry file) {
        return new DeliveryPart(file, 0, ALL, TextPart.WHOLE);
    }

    /** Whether it is the first part of its file. */
    public boolean isFirst() {
        return fromRowGroup == 0 && text.isFirst();
    }

    /**
     * Parts of about {@code targetBytes}, in the order of the file.
     *
     * @param texts possible parts of a text file, as found by {@link RecordCounter}
     * @throws io.crumbless.process.Failure for the supplier if the footer cannot be read
     */
    public static List<DeliveryPart> of(FileEntry file, FileFormat format, long targetBytes, List<TextPart> texts) {
        if (!(format instanceof FileFormat.Parquet)) {
            return texts.stream()
                    .map(text -> new DeliveryPart(file, 0, ALL, text))
                    .toList();
        }
        if (file.size() <= targetBytes) {
            return List.of(whole(file));
        }
        ParquetTable table = ParquetRowReader.open(file);
        List<DeliveryPart> parts = new ArrayList<>();
        int from = 0;
        long bytes = 0;
        for (int group = 0; group < table.rowGroups(); group++) {
            bytes += table.bytesIn(group);
            if (bytes >= targetBytes) {
                parts.add(new DeliveryPart(file, from, group + 1, TextPart.WHOLE));
                from = group + 1;
                bytes = 0;
            }
        }
        if (from < table.rowGroups() || parts.isEmpty()) {
            parts.add(new DeliveryPart(file, from, table.rowGroups(), TextPart.WHOLE));
        }
        return parts;
    }
}

package io.crumbless.night.legacy;

import io.crumbless.columnar.parquet.read.ColumnCursor;
import io.crumbless.columnar.parquet.read.ParquetInputException;
import io.crumbless.columnar.parquet.read.ParquetTable;
import io.crumbless.columnar.parquet.read.RowGroupReader;
import java.io.IOException;
import java.util.List;

/** Reads only the subject ids of a source that is keyed by subject. */
final class SubjectScan {
    private static final byte[] NO_COOKIE = {};

    private SubjectScan() {}

    static void scan(MembershipSource source, MembershipSplit split, LinkTableBuilder builder) {
        LinkBatch batch = new LinkBatch(source.name());
        if (source.files().format() == Format.PARQUET) {
            scanParquet(source, split, batch, builder);
        } else {
            scanText(source, split, batch, builder);
        }
        builder.addSubjects(batch);
    }

    private static void scanText(
            MembershipSource source, MembershipSplit split, LinkBatch batch, LinkTableBuilder builder) {
        List<WantedColumn> key = List.of(new WantedColumn(source.keySetting(), source.key()));
        try (DeliveredRows rows = DeliveredRows.ofText(source.files(), split.file(), split.text(), key, false)) {
            while (rows.next()) {
                String subject = rows.refusal() == null ? DeliveredText.id(rows.value(0)) : null;
                if (subject != null) {
                    add(source.keys().key(subject), batch, builder);
                }
            }
        } catch (IOException e) {
            throw LinkScanner.unreadable(source.files(), split.file(), e);
        }
    }

    private static void scanParquet(
            MembershipSource source, MembershipSplit split, LinkBatch batch, LinkTableBuilder builder) {
        ParquetTable table = ParquetMembershipScan.open(source, split.file());
        try {
            for (int group = split.fromRowGroup(); group < split.toRowGroup(); group++) {
                try (RowGroupReader reader = table.rowGroup(group, List.of(source.key()))) {
                    ColumnCursor cursor = reader.column(source.key());
                    boolean[] seen = new boolean[cursor.dictionarySize()];
                    while (cursor.next()) {
                        if (cursor.isNull() || isSeen(cursor.dictionaryId(), seen)) {
                            continue;
                        }
                        String subject = DeliveredText.id(DeliveredText.of(cursor.text()));
                        if (subject != null) {
                            add(source.keys().key(subject), batch, builder);
                        }
                    }
                }
            }
        } catch (ParquetInputException e) {
            throw ParquetColumns.failure(source.files(), e);
        }
    }

    private static boolean isSeen(int dictionaryId, boolean[] seen) {
        if (dictionaryId < 0) {
            return false;
        }
        boolean was = seen[dictionaryId];
        seen[dictionaryId] = true;
        return was;
    }

    private static void add(String subject, LinkBatch batch, LinkTableBuilder builder) {
        byte[] bytes = DeliveredText.bytes(subject);
        if (bytes.length <= DeliveredText.LONGEST_ID_BYTES && subject.indexOf('\0') < 0) {
            batch.add(LinkBatch.Kind.SUBJECT, NO_COOKIE, 0, 0, bytes, 0, bytes.length);
        }
        if (batch.weight() > LinkScanner.BATCH_BYTES) {
            builder.addSubjects(batch);
            batch.clear();
        }
    }
}

package io.crumbless.night.legacy;

import io.crumbless.columnar.parquet.read.ColumnCursor;
import io.crumbless.columnar.parquet.read.ParquetInputException;
import io.crumbless.columnar.parquet.read.ParquetTable;
import io.crumbless.columnar.parquet.read.RowGroupReader;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;

/**
 * Reads only the key column of a membership source, cookie ids or subject ids, as UTF-8. Equal neighbours and
 * dictionary entries are reported once.
 */
final class KeyScan {
    private KeyScan() {}

    static void scan(MembershipSource source, MembershipSplit split, Consumer<byte[]> keys) {
        if (source.files().format() == Format.PARQUET) {
            scanParquet(source, split, keys);
        } else {
            scanText(source, split, keys);
        }
    }

    private static void scanText(MembershipSource source, MembershipSplit split, Consumer<byte[]> keys) {
        List<WantedColumn> key = List.of(new WantedColumn(source.keySetting(), source.key()));
        try (DeliveredRows rows = DeliveredRows.ofText(source.files(), split.file(), split.text(), key, false)) {
            while (rows.next()) {
                String id = rows.refusal() == null ? DeliveredText.id(rows.value(0)) : null;
                if (id != null) {
                    keys.accept(DeliveredText.bytes(source.keys().key(id)));
                }
            }
        } catch (IOException e) {
            throw LinkScanner.unreadable(source.files(), split.file(), e);
        }
    }

    private static void scanParquet(MembershipSource source, MembershipSplit split, Consumer<byte[]> keys) {
        ParquetTable table = ParquetMembershipColumns.open(source, split.file());
        try {
            for (int group = split.fromRowGroup(); group < split.toRowGroup(); group++) {
                try (RowGroupReader reader = table.rowGroup(group, List.of(source.key()))) {
                    ColumnCursor cursor = reader.column(source.key());
                    boolean[] seen = new boolean[cursor.dictionarySize()];
                    while (cursor.next()) {
                        if (cursor.isNull() || isSeen(cursor.dictionaryId(), seen)) {
                            continue;
                        }
                        String id = DeliveredText.id(DeliveredText.of(cursor.text()));
                        if (id != null) {
                            keys.accept(DeliveredText.bytes(source.keys().key(id)));
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
}

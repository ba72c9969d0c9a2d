package io.crumbless.warehouse.ledger;

import io.crumbless.columnar.storage.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jooq.Record;
import org.jspecify.annotations.Nullable;

/** Hashes the rows of a table, each field with its length, so that different tables never serialise alike. */
final class TableHash {
    private final MessageDigest all = sha256();
    private long entries;
    private String chain = "";

    /** @param lasting the part of the row that never changes */
    void add(Record row, String lasting) {
        add(row);
        chain = Sha256.hex((chain + lasting).getBytes(StandardCharsets.US_ASCII));
    }

    void add(Record row) {
        entries++;
        addBeside(row);
    }

    /** Adds a row that belongs to an entry and is none itself. */
    void addBeside(Record row) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < row.size(); i++) {
            add(text, row.get(i));
        }
        all.update(text.append(';').toString().getBytes(StandardCharsets.UTF_8));
    }

    private static void add(StringBuilder text, @Nullable Object field) {
        text.append(field == null ? "-" : String.valueOf(field).length() + ":" + field);
    }

    TableState.Content content() {
        return new TableState.Content(entries, chain, HexFormat.of().formatHex(all.digest()));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}

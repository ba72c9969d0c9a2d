package io.crumbless.night.delivery;

import io.crumbless.columnar.storage.FileEntry;
import io.crumbless.columnar.storage.Location;
import io.crumbless.columnar.storage.Sha256;
import io.crumbless.columnar.storage.Storage;
import io.crumbless.columnar.storage.StorageException;
import io.crumbless.columnar.table.TableVersion;
import io.crumbless.columnar.text.JsonValue;
import io.crumbless.process.Failure;
import io.crumbless.process.Failure.ErrorCategory;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;

/**
 * Copies the records of a table, or of a file in a format that needs a library, into a JSON Lines file, which is then
 * read like any other delivery. The night reads one version of the table, even if it changes meanwhile.
 *
 * @param file the copy
 * @param version version of the table; empty for a file
 * @param contentHash hash of a table's version and its records, independent of their order, or of a file's bytes; 64
 *     lower-case hexadecimal digits
 */
public record TableCopy(FileEntry file, String version, String contentHash) {
    private static final int BUFFER_BYTES = 1 << 16;

    /** Writes records, and counts and hashes them. */
    private static final class Copying implements TableVersion.Records {
        private final OutputStream out;
        private final RowHashes hashes = new RowHashes();

        Copying(OutputStream out) {
            this.out = out;
        }

        @Override
        public void next(JsonValue.Struct record) throws IOException {
            String line = record.text();
            hashes.add(new String[] {line});
            out.write(line.getBytes(StandardCharsets.UTF_8));
            out.write('\n');
        }
    }

    /**
     * Copies every record.
     *
     * @param source name of the source, for messages
     * @param place the table or file
     * @param into the file to create
     * @throws Failure for settings if the format's library is not installed; for the supplier if the table cannot be
     *     read
     */
    public static TableCopy of(String source, TableFormat format, Location place, Location into) {
        format.requireInstalled(source);
        FileEntry before = Storage.of(place).stat(place);
        try (TableVersion table = format.open(place)) {
            Copying copying = copy(table, into);
            requireCount(table, copying.hashes.rows());
            String version = table.version();
            String hash = format.isOneTable()
                    ? Sha256.hex((version + "\n" + copying.hashes.hex()).getBytes(StandardCharsets.UTF_8))
                    : Sha256.ofFile(place);
            requireUnchanged(before, format);
            return new TableCopy(Storage.of(into).stat(into), version, hash);
        } catch (StorageException e) {
            throw e;
        } catch (IOException | UncheckedIOException e) {
            throw new Failure(
                    ErrorCategory.INPUT,
                    "Cannot read " + place + " of source '" + source + "' with format " + format.word() + ": "
                            + e.getMessage(),
                    e);
        }
    }

    /** A table keeps its versions; an overwritten file has another hash. */
    private static void requireUnchanged(FileEntry before, TableFormat format) throws IOException {
        Location place = before.location();
        if (!format.isOneTable() && before.differsFrom(Storage.of(place).stat(place))) {
            throw new IOException("it changed meanwhile; deliver a new version under a new name and run again");
        }
    }

    private static Copying copy(TableVersion table, Location into) throws IOException {
        try (OutputStream out = new BufferedOutputStream(Storage.of(into).create(into), BUFFER_BYTES)) {
            Copying copying = new Copying(out);
            table.read(copying);
            if (copying.hashes.rows() == 0) {
                // An empty line, because a table without records must not be mistaken for a truncated file.
                out.write('\n');
            }
            return copying;
        }
    }

    /** Compares the number of records read with the table's metadata. */
    private static void requireCount(TableVersion table, long records) throws IOException {
        OptionalLong stated = table.records();
        if (stated.isPresent() && stated.getAsLong() != records) {
            throw new IOException(
                    "its metadata state " + stated.getAsLong() + " records, and " + records + " can be read");
        }
    }
}

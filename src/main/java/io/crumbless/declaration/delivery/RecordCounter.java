package io.crumbless.declaration.delivery;

import io.crumbless.parquet.ParquetInputException;
import io.crumbless.parquet.ParquetTable;
import io.crumbless.profile.Failure;
import io.crumbless.profile.Failure.Actor;
import io.crumbless.storage.FileEntry;
import io.crumbless.storage.Sha256;
import io.crumbless.storage.Storage;
import io.crumbless.storage.StorageException;
import io.crumbless.text.CsvDialect;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/**
 * Counts the records of a file without reading them, to hold the books against: quotes and line ends of CSV, lines of JSON
 * Lines, the footer of Parquet. Nothing of the readers is used. The file's hash is taken from the same bytes.
 */
public final class RecordCounter {
    private static final int BUFFER_BYTES = 1 << 16;

    private RecordCounter() {}

    /**
     * What was counted.
     *
     * @param records without the header
     * @param sha256 of the file, 64 lower-case hexadecimal digits
     */
    public record Counted(long records, long bytes, String sha256) {}

    /**
     * Counts and hashes.
     *
     * @param file as it was when it was selected
     * @throws Failure for the supplier if it changed since, or is no Parquet file
     */
    public static Counted count(FileEntry file, FileFormat format) {
        if (format instanceof FileFormat.Parquet) {
            return parquet(file);
        }
        try (Sha256.Reading hashed =
                        new Sha256.Reading(Storage.of(file.location()).open(file.location()));
                BufferedInputStream in = new BufferedInputStream(hashed, BUFFER_BYTES)) {
            long records = format instanceof FileFormat.Csv csv ? csv(in, csv.dialect()) : lines(in);
            requireUnchanged(file);
            return new Counted(records, hashed.bytes(), hashed.hex());
        } catch (IOException e) {
            throw new StorageException("Cannot read " + file.location() + ": " + e.getMessage(), e);
        }
    }

    private static Counted parquet(FileEntry file) {
        try {
            long records = ParquetTable.open(file.location()).rows();
            String sha256 = Sha256.ofFile(file.location());
            requireUnchanged(file);
            return new Counted(records, file.size(), sha256);
        } catch (ParquetInputException e) {
            throw new Failure(Actor.SUPPLIER, String.valueOf(e.getMessage()), e);
        }
    }

    private static long csv(BufferedInputStream in, CsvDialect dialect) throws IOException {
        boolean quotes = dialect.quote() != CsvDialect.NO_QUOTE;
        CsvTally tally = new CsvTally(dialect.delimiter(), quotes ? dialect.quote() : -1);
        boolean ascii = dialect.delimiter() < 0x80 && (!quotes || dialect.quote() < 0x80);
        Charset charset = DecodedText.charset(in, dialect.encoding());
        if (ascii && DecodedText.keepsAsciiBytes(charset)) {
            countBytes(in, tally);
        } else {
            countCharacters(new InputStreamReader(in, charset), tally);
        }
        long records = tally.end();
        return dialect.columns().isEmpty() ? Math.max(0, records - 1) : records;
    }

    private static void countBytes(InputStream in, CsvTally tally) throws IOException {
        byte[] buffer = new byte[BUFFER_BYTES];
        for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
            for (int i = 0; i < length; i++) {
                tally.next(buffer[i]);
            }
        }
    }

    private static void countCharacters(Reader in, CsvTally tally) throws IOException {
        char[] buffer = new char[BUFFER_BYTES];
        for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
            for (int i = 0; i < length; i++) {
                tally.next(buffer[i]);
            }
        }
    }

    /** Lines with anything but blanks on them. */
    private static long lines(BufferedInputStream in) throws IOException {
        Reader text = DecodedText.reader(in, StandardCharsets.UTF_8);
        char[] buffer = new char[BUFFER_BYTES];
        long lines = 0;
        boolean blank = true;
        for (int length = text.read(buffer); length >= 0; length = text.read(buffer)) {
            for (int i = 0; i < length; i++) {
                char c = buffer[i];
                if (c == '\n') {
                    blank = true;
                } else if (blank && c != ' ' && c != '\t' && c != '\r') {
                    blank = false;
                    lines++;
                }
            }
        }
        return lines;
    }

    private static void requireUnchanged(FileEntry file) {
        FileEntry now = Storage.of(file.location()).find(file.location()).orElse(null);
        if (now == null || file.differsFrom(now)) {
            throw new Failure(
                    Actor.SUPPLIER,
                    "Cannot count " + file.location() + ": it was " + (now == null ? "deleted" : "changed")
                            + " meanwhile; deliver a new version under a new name and run again");
        }
    }
}

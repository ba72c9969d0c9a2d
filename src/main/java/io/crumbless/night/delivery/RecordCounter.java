package io.crumbless.night.delivery;

import io.crumbless.columnar.parquet.read.ParquetInputException;
import io.crumbless.columnar.parquet.read.ParquetTable;
import io.crumbless.columnar.storage.FileEntry;
import io.crumbless.columnar.storage.IoReason;
import io.crumbless.columnar.storage.Sha256;
import io.crumbless.columnar.storage.Storage;
import io.crumbless.columnar.storage.StorageException;
import io.crumbless.columnar.text.AvroBlocks;
import io.crumbless.columnar.text.CsvDialect;
import io.crumbless.columnar.text.CsvOptions;
import io.crumbless.columnar.text.Packing;
import io.crumbless.columnar.text.TextPart;
import io.crumbless.columnar.text.UnpackLimits;
import io.crumbless.columnar.text.UnpackedInput;
import io.crumbless.process.Failure;
import io.crumbless.process.Failure.ErrorCategory;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * Counts the records of a file independently of the readers, as a check for the books: quotes and line ends of CSV,
 * lines of JSON Lines, the footer of Parquet. Only the scan of eight bytes at once is shared with the readers. The hash
 * of the file is computed from the same bytes.
 */
public final class RecordCounter {
    /**
     * The result for a text.
     *
     * @param openLine line on which its last record begins, if it is not terminated; otherwise 0
     * @param inQuotes whether a quote of that record is never closed
     */
    private record Tallied(long records, long openLine, boolean inQuotes) {}

    /** Some tenths of a second of work for one thread. */
    public static final long PART_BYTES = 32L << 20;

    private static final int BUFFER_BYTES = 1 << 16;

    private RecordCounter() {}

    /**
     * The result for a file.
     *
     * @param records number of records, without the header
     * @param bytes size of the file as delivered
     * @param sha256 of those bytes, 64 lower-case hexadecimal digits
     * @param parts parts of a text file that can be read separately; for Parquet the entire file, whose footer defines
     *     the parts
     * @param holdsNothing whether it is empty, also after unpacking: without even a header
     * @param end how the text ends
     */
    public record Counted(
            long records, long bytes, String sha256, List<TextPart> parts, boolean holdsNothing, FileEnd end) {
        public Counted {
            parts = List.copyOf(parts);
        }
    }

    /**
     * Counts and hashes.
     *
     * @param file as it was when it was selected
     * @throws Failure for the supplier if it changed since, or is not of the format
     */
    public static Counted count(FileEntry file, FileFormat format) {
        return count(file, format, PART_BYTES);
    }

    /** As {@link #count(FileEntry, FileFormat)}, with parts of a text file of about {@code partBytes}. */
    public static Counted count(FileEntry file, FileFormat format, long partBytes) {
        return count(file, format, partBytes, UnpackLimits.DEFAULTS);
    }

    /**
     * As {@link #count(FileEntry, FileFormat)}.
     *
     * @param partBytes approximate size of parts of a text file
     * @param limits for packed files
     */
    public static Counted count(FileEntry file, FileFormat format, long partBytes, UnpackLimits limits) {
        if (format instanceof FileFormat.Parquet) {
            return parquet(file);
        }
        try (Sha256.Reading hashed =
                        new Sha256.Reading(Storage.of(file.location()).open(file.location()));
                UnpackedInput unpacked =
                        new UnpackedInput(hashed, file.location().text(), limits);
                BufferedInputStream in = new BufferedInputStream(unpacked, BUFFER_BYTES)) {
            boolean packed = unpacked.packing().isPresent();
            boolean avro = unpacked.packing().equals(Optional.of(Packing.AVRO));
            if (avro && !(format instanceof FileFormat.JsonLines)) {
                throw new Failure(
                        ErrorCategory.INPUT,
                        "Cannot read " + file.location() + ": it is an Avro file: set the source's format to avro");
            }
            byte[] start = start(in);
            requireOfFormat(file, start, format, packed ? "unpacked, it is " : "it is ");
            PartMarks marks = new PartMarks(partBytes);
            Tallied tallied = format instanceof FileFormat.Csv csv ? csv(in, csv.dialect(), marks) : lines(in, marks);
            if (avro) {
                requireCount(file, tallied.records());
            }
            requireUnchanged(file);
            boolean lastLineCounts = format instanceof FileFormat.Csv csv
                    && csv.dialect().options().lastLineCounts();
            List<TextPart> parts = packed || lastLineCounts ? List.of(TextPart.WHOLE) : marks.parts(hashed.bytes());
            // If the last line contains the count, a truncated file is refused when it is read.
            FileEnd end = tallied.openLine() == 0 || lastLineCounts
                    ? FileEnd.CLOSED
                    : FileEnd.open(file, format, parts.get(parts.size() - 1), tallied.openLine(), tallied.inQuotes());
            return new Counted(tallied.records(), hashed.bytes(), hashed.hex(), parts, start.length == 0, end);
        } catch (IOException e) {
            throw new StorageException("Cannot read " + file.location() + ": " + IoReason.of(e), e);
        }
    }

    /** The records read by Avro's library are compared with the counts in the file's blocks. */
    private static void requireCount(FileEntry file, long records) {
        try (InputStream in =
                new BufferedInputStream(Storage.of(file.location()).open(file.location()), BUFFER_BYTES)) {
            long stated = AvroBlocks.count(in);
            if (stated != records) {
                throw new IOException("its blocks state " + stated + " records, and " + records + " can be read");
            }
        } catch (IOException e) {
            throw new Failure(
                    ErrorCategory.INPUT,
                    "Cannot read " + file.location() + ": it is an Avro file, and damaged or cut short ("
                            + e.getMessage() + "); deliver it again, whole",
                    e);
        }
    }

    private static Counted parquet(FileEntry file) {
        try {
            long records = ParquetTable.open(file.location()).rows();
            String sha256 = Sha256.ofFile(file.location());
            requireUnchanged(file);
            return new Counted(records, file.size(), sha256, List.of(TextPart.WHOLE), false, FileEnd.CLOSED);
        } catch (ParquetInputException e) {
            throw new Failure(ErrorCategory.INPUT, e.getMessage() + whatElse(file), e);
        }
    }

    private static byte[] start(BufferedInputStream in) throws IOException {
        in.mark(FileStart.BYTES);
        byte[] start = in.readNBytes(FileStart.BYTES);
        in.reset();
        return start;
    }

    private static void requireOfFormat(FileEntry file, byte[] start, FileFormat format, String itIs) {
        FileStart.foreign(start, format).ifPresent(what -> {
            throw new Failure(ErrorCategory.INPUT, "Cannot read " + file.location() + ": " + itIs + what);
        });
    }

    /** The actual format of a file that should be Parquet, if it can be determined. */
    private static String whatElse(FileEntry file) {
        try (BufferedInputStream in =
                new BufferedInputStream(Storage.of(file.location()).open(file.location()), FileStart.BYTES)) {
            return FileStart.foreign(start(in), new FileFormat.Parquet())
                    .map(what -> "; it is " + what)
                    .orElse("");
        } catch (IOException e) {
            return "";
        }
    }

    /** The number of records in these bytes. */
    static long counted(byte[] bytes, CsvDialect dialect) {
        try (BufferedInputStream in = new BufferedInputStream(new ByteArrayInputStream(bytes))) {
            return csv(in, dialect, new PartMarks(Long.MAX_VALUE)).records();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Tallied csv(BufferedInputStream in, CsvDialect dialect, PartMarks marks) throws IOException {
        boolean quotes = dialect.quote() != CsvDialect.NO_QUOTE;
        CsvOptions options = dialect.options();
        int quote = quotes ? dialect.quote() : -1;
        CsvTally tally = options.equals(CsvOptions.DEFAULT)
                ? new CsvTally(dialect.delimiter(), quote)
                : new CsvOptionsTally(dialect, quote);
        int none = (dialect.columns().isEmpty() ? 1 : 0) + options.skipRows();
        boolean ascii = dialect.delimiter() < 0x80 && (!quotes || dialect.quote() < 0x80);
        DecodedText.Encoding encoding = DecodedText.encoding(in, dialect.encoding());
        Charset charset = encoding.charset();
        if (ascii && DecodedText.keepsAsciiBytes(charset)) {
            if (none == 0 && options.skipLines() == 0) {
                marks.prefix(encoding.markBytes());
            }
            countBytes(in, encoding.markBytes(), tally, marks, none);
        } else {
            countCharacters(new InputStreamReader(in, charset), tally);
        }
        long openLine = tally.isBetweenRecords() ? 0 : tally.begun();
        boolean inQuotes = tally.isInQuotes();
        long records = tally.end() - none - (options.lastLineCounts() ? 1 : 0);
        return new Tallied(Math.max(0, records), records > 0 ? openLine : 0, inQuotes);
    }

    private static void countBytes(InputStream in, int markBytes, CsvTally tally, PartMarks marks, int none)
            throws IOException {
        byte[] buffer = new byte[BUFFER_BYTES];
        long at = markBytes;
        for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
            countBuffer(buffer, length, at, tally, marks, none);
            at += length;
        }
    }

    /**
     * One buffer, in a method of its own. If one call took the entire file, the thread would stay in compiled code that
     * Java has discarded meanwhile, and from there would call interpreted methods until the file ends.
     *
     * @param at position of the buffer in the file
     */
    private static void countBuffer(byte[] buffer, int length, long at, CsvTally tally, PartMarks marks, int none) {
        for (int i = tally.passOrdinary(buffer, 0, length); i < length; i = tally.passOrdinary(buffer, i + 1, length)) {
            tally.next(buffer[i] & 0xFF);
            if (buffer[i] == '\n' && tally.isBetweenRecords()) {
                mayCut(at + i + 1, tally, marks, none);
            }
        }
    }

    /** Only after a line feed: after a carriage return, one that belongs to it may follow. */
    private static void mayCut(long at, CsvTally tally, PartMarks marks, int none) {
        if (marks.wants(at)) {
            marks.mark(at, tally.line());
        } else if (!marks.knowsPrefix() && tally.records() == none) {
            marks.prefix(at);
        }
    }

    private static void countCharacters(Reader in, CsvTally tally) throws IOException {
        char[] buffer = new char[BUFFER_BYTES];
        for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
            countBuffer(buffer, length, tally);
        }
    }

    private static void countBuffer(char[] buffer, int length, CsvTally tally) {
        for (int i = 0; i < length; i++) {
            tally.next(buffer[i]);
        }
    }

    /** Lines that are not blank. */
    private static Tallied lines(BufferedInputStream in, PartMarks marks) throws IOException {
        DecodedText.Encoding encoding = DecodedText.encoding(in, StandardCharsets.UTF_8);
        if (encoding.charset().equals(StandardCharsets.UTF_8)) {
            return lines(in, encoding.markBytes(), marks);
        }
        Reader text = new InputStreamReader(in, encoding.charset());
        char[] buffer = new char[BUFFER_BYTES];
        LineTally tally = new LineTally();
        for (int length = text.read(buffer); length >= 0; length = text.read(buffer)) {
            tally.take(buffer, length);
        }
        return new Tallied(tally.lines(), tally.openLine(), false);
    }

    private static Tallied lines(InputStream in, int markBytes, PartMarks marks) throws IOException {
        marks.prefix(markBytes);
        byte[] buffer = new byte[BUFFER_BYTES];
        LineTally tally = new LineTally();
        long at = markBytes;
        for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
            tally.take(buffer, length, at, marks);
            at += length;
        }
        return new Tallied(tally.lines(), tally.openLine(), false);
    }

    private static void requireUnchanged(FileEntry file) {
        FileEntry now = Storage.of(file.location()).recheck(file).orElse(null);
        if (now == null || file.differsFrom(now)) {
            throw new Failure(
                    ErrorCategory.INPUT,
                    "Cannot count " + file.location() + ": it was " + (now == null ? "deleted" : "changed")
                            + " meanwhile; deliver a new version under a new name and run again");
        }
    }
}

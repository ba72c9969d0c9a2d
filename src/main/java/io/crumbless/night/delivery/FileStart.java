package io.crumbless.night.delivery;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Detects by the first bytes of a file that it has another format than configured. Read nevertheless, it would be some
 * malformed lines among the valid files of the source, and its people and withdrawals would be lost unnoticed.
 */
public final class FileStart {
    /** Number of bytes that are examined: enough for every signature, and to distinguish text from binary data. */
    static final int BYTES = 4096;

    /** If one in so many bytes is a control character, the file is not text. */
    private static final int TEXT_BYTES_TO_A_CONTROL = 10;

    /** Too few bytes to decide. */
    private static final int FEWEST_BYTES = 8;

    private static final String UNPACK =
            ", which is not read: deliver it unpacked, or packed once with gzip, zstd, bzip2 or lz4";
    private static final String CONVERT = ", which is not read: deliver CSV, JSON Lines, Avro or Parquet";
    private static final String AVRO =
            ": set the source's format to avro, and have it delivered without packing around it";
    private static final String RENAME = ": set the source's format to parquet";

    private static final List<Mark> MARKS = List.of(
            new Mark("compressed with gzip" + UNPACK, 0, 0x1F, 0x8B),
            new Mark("compressed with compress" + UNPACK, 0, 0x1F, 0x9D),
            new Mark("compressed with zstd" + UNPACK, 0, 0x28, 0xB5, 0x2F, 0xFD),
            new Mark("compressed with bzip2" + UNPACK, 4, 0x31, 0x41, 0x59, 0x26, 0x53, 0x59),
            new Mark("compressed with xz" + UNPACK, 0, 0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00),
            new Mark("compressed with lz4" + UNPACK, 0, 0x04, 0x22, 0x4D, 0x18),
            new Mark("compressed with lz4 of the older kind" + UNPACK, 0, 0x02, 0x21, 0x4C, 0x18),
            new Mark("compressed with snappy" + UNPACK, 0, 0xFF, 0x06, 0x00, 0x00, 0x73, 0x4E, 0x61, 0x50, 0x70, 0x59),
            new Mark("compressed with lzop" + UNPACK, 0, 0x89, 0x4C, 0x5A, 0x4F),
            new Mark("a zip archive, or an Excel workbook" + CONVERT, 0, 0x50, 0x4B, 0x03, 0x04),
            new Mark("an empty zip archive" + CONVERT, 0, 0x50, 0x4B, 0x05, 0x06),
            new Mark("a 7z archive" + UNPACK, 0, 0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C),
            new Mark("a rar archive" + UNPACK, 0, 0x52, 0x61, 0x72, 0x21, 0x1A, 0x07),
            new Mark("a tar archive" + UNPACK, 257, 0x75, 0x73, 0x74, 0x61, 0x72),
            new Mark("an old Excel workbook" + CONVERT, 0, 0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1),
            new Mark("an Avro file" + AVRO, 0, 0x4F, 0x62, 0x6A, 0x01),
            new Mark("an Arrow file" + CONVERT, 0, 0x41, 0x52, 0x52, 0x4F, 0x57, 0x31, 0x00),
            new Mark("a Feather file" + CONVERT, 0, 0x46, 0x45, 0x41, 0x31, 0x00),
            new Mark(
                    "a SQLite database" + CONVERT, 0, 0x53, 0x51, 0x4C, 0x69, 0x74, 0x65, 0x20, 0x66, 0x6F, 0x72, 0x6D),
            new Mark("an HDF5 file" + CONVERT, 0, 0x89, 0x48, 0x44, 0x46),
            new Mark("a PDF" + CONVERT, 0, 0x25, 0x50, 0x44, 0x46, 0x2D));

    /** OpenSSL, age, Ansible, PEM. */
    private static final List<String> ENCRYPTED =
            List.of("salted__", "age-encryption.org/", "$ansible_vault;", "-----begin ");

    private static final List<String> ANSWERS = List.of("http/1.", "http/2", "<error>", "<head>", "<body>", "<title>");

    /** Other signs than line ends between lines, in UTF-8. */
    private static final String OTHER_SIGNS = "\u00C2\u0085|\u00E2\u0080[\u00A8\u00A9]|[\u000B\u000C\u001D\u001E]";

    private static final Pattern BELOW_A_HEADER = noLineEndBut("(?:" + OTHER_SIGNS + "|\\\\n)");

    /** A single record may contain \n as two characters. */
    private static final Pattern WITHOUT_HEADER = noLineEndBut("(?:" + OTHER_SIGNS + ")");

    /** The texts of a single object may contain all of them. */
    private static final Pattern BETWEEN_OBJECTS = noLineEndBut("\\}[ \t]*(?:" + OTHER_SIGNS + "|\\\\n)[ \t]*\\{");

    private static final Mark PARQUET = new Mark("Parquet" + RENAME, 0, 0x50, 0x41, 0x52, 0x31, 0x15);

    /** Also prefixes of ordinary names, so they count only if no text follows. */
    private static final List<Mark> MARKS_OF_LETTERS = List.of(
            new Mark("an ORC file: set the source's format to orc", 0, 0x4F, 0x52, 0x43),
            new Mark("a Hadoop sequence file" + CONVERT, 0, 0x53, 0x45, 0x51));

    private final byte[] bytes;

    /** @param what the actual format and the remedy */
    private record Mark(String what, int at, int... bytes) {
        boolean isIn(byte[] start) {
            boolean found = start.length >= at + bytes.length;
            for (int i = 0; i < bytes.length && found; i++) {
                found = (start[at + i] & 0xFF) == bytes[i];
            }
            return found;
        }
    }

    private FileStart(byte[] bytes) {
        this.bytes = bytes;
    }

    /** The actual format and the remedy, for a message; empty if it may have the configured format. */
    public static Optional<String> foreign(byte[] start, FileFormat format) {
        FileStart file = new FileStart(start);
        Optional<String> known = file.marked(MARKS);
        if (format instanceof FileFormat.Parquet) {
            return known.or(() -> start.length > 0 && file.controls(' ') == 0
                    ? Optional.of("text: set the source's format")
                    : Optional.empty());
        }
        char delimiter = format instanceof FileFormat.Csv csv ? csv.dialect().delimiter() : ' ';
        Charset stated = format instanceof FileFormat.Csv csv ? csv.dialect().encoding() : StandardCharsets.UTF_8;
        return known.or(() -> PARQUET.isIn(start) ? Optional.of(PARQUET.what()) : Optional.empty())
                .or(() -> file.controls(delimiter) > 0 ? file.marked(MARKS_OF_LETTERS) : Optional.empty())
                .or(() -> file.otherEncoding(stated))
                .or(() -> file.noText(stated, delimiter))
                .or(() -> skipsLines(format) ? Optional.empty() : file.otherText(format));
    }

    private Optional<String> marked(List<Mark> marks) {
        return marks.stream().filter(mark -> mark.isIn(bytes)).map(Mark::what).findFirst();
    }

    private boolean hasByteOrderMark() {
        return startsWith(0xEF, 0xBB, 0xBF)
                || startsWith(0xFF, 0xFE)
                || startsWith(0xFE, 0xFF)
                || startsWith(0, 0, 0xFE, 0xFF);
    }

    private boolean startsWith(int... mark) {
        return new Mark("", 0, mark).isIn(bytes);
    }

    /** UTF-16 and UTF-32 encode ASCII characters with null bytes, which other encodings do not contain. */
    private Optional<String> otherEncoding(Charset stated) {
        if (hasByteOrderMark() || bytes.length < FEWEST_BYTES) {
            return Optional.empty();
        }
        long nulls = count((byte) 0);
        if (isWide(stated)) {
            return nulls == 0
                    ? Optional.of("not encoded in " + stated + ", as the source says: set csv.encoding")
                    : Optional.empty();
        }
        return nulls * 4 >= bytes.length
                ? Optional.of("encoded in UTF-16 or UTF-32, without a byte order mark: deliver UTF-8, or name the"
                        + " encoding with csv.encoding (UTF-16LE)")
                : Optional.empty();
    }

    static boolean isWide(Charset charset) {
        return charset.name().toUpperCase(Locale.ROOT).matches("(X-)?UTF-(16|32).*");
    }

    private Optional<String> noText(Charset stated, char delimiter) {
        boolean text = isWide(stated)
                || startsWith(0xFF, 0xFE)
                || startsWith(0xFE, 0xFF)
                || startsWith(0, 0, 0xFE, 0xFF)
                || bytes.length < FEWEST_BYTES
                || controls(delimiter) * TEXT_BYTES_TO_A_CONTROL < bytes.length;
        return text ? Optional.empty() : Optional.of("no text" + CONVERT);
    }

    /** Control characters that do not occur in text. Hive separates fields and items by 1 to 3. */
    private long controls(char delimiter) {
        long controls = 0;
        for (byte b : bytes) {
            boolean control = (b >= 0 && b < ' ') || b == 0x7F;
            controls += control && b != delimiter && "\t\n\f\r\u0001\u0002\u0003\u001B".indexOf(b) < 0 ? 1 : 0;
        }
        return controls;
    }

    private long count(byte wanted) {
        long count = 0;
        for (byte b : bytes) {
            count += b == wanted ? 1 : 0;
        }
        return count;
    }

    /** Lines above the header may contain anything. */
    private static boolean skipsLines(FileFormat format) {
        return format instanceof FileFormat.Csv csv && csv.dialect().options().skipLines() > 0;
    }

    private Optional<String> otherText(FileFormat format) {
        String text = new String(bytes, StandardCharsets.ISO_8859_1)
                .replaceFirst("^\u00EF\u00BB\u00BF", "")
                .stripLeading();
        String lower = text.toLowerCase(Locale.ROOT);
        if (lower.startsWith("<!doctype") || lower.startsWith("<html") || lower.startsWith("<?xml")) {
            return Optional.of((lower.startsWith("<?xml") ? "XML" : "a page in HTML, perhaps of an error") + CONVERT);
        }
        if (lower.startsWith("-----begin pgp") || lower.startsWith("version https://git-lfs")) {
            return Optional.of((lower.startsWith("-") ? "encrypted with PGP" : "a pointer of Git LFS") + UNPACK);
        }
        if (ENCRYPTED.stream().anyMatch(lower::startsWith)) {
            return Optional.of("encrypted, or a certificate" + UNPACK);
        }
        if (ANSWERS.stream().anyMatch(lower::startsWith)) {
            return Optional.of("the answer of a server, perhaps of an error" + CONVERT);
        }
        if (text.length() >= FEWEST_BYTES && otherLineEnds(format).matcher(text).matches()) {
            return Optional.of(
                    "written without line ends (LF, CR LF or CR), and with other signs in their place (NEL, LS, a record"
                            + " separator, \\n in two letters): deliver it with line ends");
        }
        return format instanceof FileFormat.Csv ? noCsv(text) : noJsonLines(text);
    }

    private static Pattern otherLineEnds(FileFormat format) {
        if (!(format instanceof FileFormat.Csv csv)) {
            return BETWEEN_OBJECTS;
        }
        return csv.dialect().columns().isEmpty() ? BELOW_A_HEADER : WITHOUT_HEADER;
    }

    /** Matches a start of a file that contains the pattern and no line end. */
    private static Pattern noLineEndBut(String other) {
        return Pattern.compile("[^\r\n]*" + other + "[^\r\n]*");
    }

    private static Optional<String> noCsv(String text) {
        if (text.matches("(?s)\\[?\\s*\\{\\s*\".*")) {
            return Optional.of("JSON: set the source's format to jsonl, with one object on each line");
        }
        return text.matches("(?s)\"?sep=.\"?[\r\n].*")
                ? Optional.of("begun with a line 'sep=' of Excel, which is no header: deliver it without")
                : Optional.empty();
    }

    private static Optional<String> noJsonLines(String text) {
        if (text.matches("(?s)\\[\\s*(\\{.*|[\r\n].*|\\].*)?")) {
            return Optional.of(
                    "one JSON array: deliver JSON Lines, one object on each line without brackets and commas around");
        }
        return text.matches("(?s)\\{[ \t]*\r?\n.*")
                ? Optional.of("one JSON document over several lines: deliver JSON Lines, one object on each line")
                : Optional.empty();
    }
}

package io.crumbless.night.delivery;

import io.crumbless.columnar.storage.FileEntry;
import io.crumbless.columnar.storage.IoReason;
import io.crumbless.columnar.storage.StorageException;
import io.crumbless.columnar.text.CsvRows;
import io.crumbless.columnar.text.JsonLines;
import io.crumbless.columnar.text.Malformed;
import io.crumbless.columnar.text.TextPart;
import io.crumbless.columnar.text.UnpackedInput;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How a text file ends: after a line terminator, as most do, or within its last line. A file that was truncated in
 * transfer ends anywhere; the rest of its last record may be malformed, or may look like a complete one with a shorter
 * last field.
 *
 * @param line line on which the last record begins, from 1; 0 if it is terminated
 * @param cut whether the file ends within that record: an open quote, too few fields, half a JSON object
 */
public record FileEnd(long line, boolean cut) {
    /** The last record is terminated, or there is none. */
    static final FileEnd CLOSED = new FileEnd(0, false);

    /** Whether the last record is not terminated. */
    public boolean isOpen() {
        return line > 0;
    }

    /**
     * The end of a file whose last record is not terminated.
     *
     * @param last the part with its last record
     * @param line line on which that record begins
     * @param inQuotes whether a quote of it is never closed
     */
    static FileEnd open(FileEntry file, FileFormat format, TextPart last, long line, boolean inQuotes) {
        try {
            boolean malformed = inQuotes || isMalformed(file, format, last);
            return new FileEnd(line, malformed && (inQuotes || SecondLook.isNoEnd(text(file, format, line))));
        } catch (IOException e) {
            throw new StorageException("Cannot read " + file.location() + ": " + IoReason.of(e), e);
        }
    }

    /** Whether the last record of a part does not have the shape of its file, and may be the first half of one. */
    private static boolean isMalformed(FileEntry file, FileFormat format, TextPart part) throws IOException {
        @Nullable Malformed last = null;
        try (InputStream in = part.open(file.location())) {
            if (format instanceof FileFormat.Csv csv) {
                CsvRows rows = new CsvRows(in, csv.dialect(), file.location().text());
                while (rows.next()) {
                    last = rows.malformed();
                }
            } else {
                JsonLines lines = new JsonLines(in, StandardCharsets.UTF_8, Set.of());
                while (lines.next()) {
                    last = lines.malformed();
                }
            }
        }
        return last != null && last.mayBeCut();
    }

    private static String text(FileEntry file, FileFormat format, long line) throws IOException {
        boolean csv = format instanceof FileFormat.Csv;
        Charset encoding =
                format instanceof FileFormat.Csv rows ? rows.dialect().encoding() : StandardCharsets.UTF_8;
        try (SecondLook look = new SecondLook(
                DecodedText.reader(new BufferedInputStream(UnpackedInput.open(file.location())), encoding),
                csv,
                ActionWords.OURS)) {
            return look.from(line);
        }
    }

    /**
     * Whether the last record of a file of declarations may withdraw. If the file ends within it, the word may be what
     * is missing.
     *
     * @param file the file with this end
     */
    public boolean mayWithdraw(FileEntry file, FileFormat format, ActionWords actions) {
        if (actions.allDeclare()) {
            return false;
        }
        try {
            String text = text(file, format, line);
            return actions.mayStandIn(text) || (cut && !SecondLook.declares(text));
        } catch (IOException e) {
            throw new StorageException("Cannot read " + file.location() + ": " + IoReason.of(e), e);
        }
    }
}

package io.crumbless.columnar.text;

import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.jspecify.annotations.Nullable;

/**
 * The only file of a zip archive. The archive's central directory must contain no other; an archive without directory
 * was truncated. Folders and entries added by macOS do not count as files.
 */
final class ZipOfOne extends InputStream {
    private static final String MANY = "which is not supported: deliver the file itself, or one archive per file";

    private final Tail tail;
    private final ZipInputStream zip;
    private int entries;
    private boolean begun;
    private boolean ended;

    /** An archive with no file, or several; the message follows the file's name. */
    static final class NotOneFile extends IOException {
        private static final long serialVersionUID = 1L;

        NotOneFile(String message) {
            super(message);
        }
    }

    ZipOfOne(InputStream in) {
        this.tail = new Tail(in);
        this.zip = new ZipInputStream(tail);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        if (!begun) {
            begin();
        }
        int count = ended ? -1 : zip.read(buffer, offset, length);
        if (count < 0 && !ended) {
            ended = true;
            requireAlone();
        }
        return count;
    }

    private void begin() throws IOException {
        begun = true;
        ZipEntry first = nextFile();
        if (first == null && tail.listedEntries() < 0) {
            throw cutShort();
        } else if (first == null) {
            throw new NotOneFile("it is an empty zip archive; deliver the file itself, or no archive");
        } else if (isPartOfDocument(first.getName())) {
            throw new NotOneFile(
                    "it is a zip archive, or an Excel workbook, of many files: deliver CSV, JSON Lines, Avro or Parquet"
                            + " (Excel saves each sheet as 'CSV UTF-8')");
        }
    }

    private @Nullable ZipEntry nextFile() throws IOException {
        @Nullable ZipEntry entry;
        do {
            entry = zip.getNextEntry();
            entries += entry == null ? 0 : 1;
        } while (entry != null && (entry.isDirectory() || entry.getName().startsWith("__MACOSX/")));
        return entry;
    }

    /** First entries of workbooks, documents and Java archives. */
    private static boolean isPartOfDocument(String name) {
        return name.equals("[Content_Types].xml")
                || name.equals("mimetype")
                || name.startsWith("_rels/")
                || name.startsWith("xl/")
                || name.startsWith("META-INF/");
    }

    private void requireAlone() throws IOException {
        if (nextFile() != null) {
            throw new NotOneFile("it is a zip archive of more than one file, " + MANY);
        }
        int listed = tail.listedEntries();
        if (listed < 0) {
            throw cutShort();
        } else if (listed != entries) {
            throw new NotOneFile(
                    "it is a zip archive that lists " + listed + " files and holds " + entries + ", " + MANY);
        }
    }

    private static IOException cutShort() {
        return new EOFException("The directory of the archive is missing");
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }

    /** Keeps the last bytes read, which contain the archive's directory. */
    private static final class Tail extends FilterInputStream {
        /** The end record and the longest comment after it. */
        private static final int KEPT = 22 + 0xFFFF;

        private final byte[] ring = new byte[KEPT];
        private long bytes;

        Tail(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int count = in.read(buffer, offset, length);
            for (int i = Math.max(0, count - KEPT); i < count; i++) {
                ring[(int) ((bytes + i) % KEPT)] = buffer[offset + i];
            }
            bytes += Math.max(0, count);
            return count;
        }

        /** Reads to the end. The number of entries in the end record; -1 if there is none. */
        int listedEntries() throws IOException {
            byte[] rest = new byte[1 << 13];
            while (read(rest, 0, rest.length) >= 0) {
                // kept by reading
            }
            long first = Math.max(0, bytes - KEPT);
            for (long at = bytes - 22; at >= first; at--) {
                if (at(at) == 'P' && at(at + 1) == 'K' && at(at + 2) == 5 && at(at + 3) == 6) {
                    return at(at + 10) | at(at + 11) << 8;
                }
            }
            return -1;
        }

        private int at(long position) {
            return ring[(int) (position % KEPT)] & 0xFF;
        }
    }
}

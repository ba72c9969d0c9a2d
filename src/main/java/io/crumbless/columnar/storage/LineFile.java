package io.crumbless.columnar.storage;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A local file to which lines are appended. If the disk is full in the middle of a line, its beginning is removed
 * again. If that is not possible (append-only file, killed process), the next line still begins on a line of its own.
 */
public final class LineFile {
    /** Maximum length of a line. */
    private static final int LONGEST = 1 << 20;

    private final Path file;
    private final FileModes modes;
    private final Storage.Sync sync;

    /**
     * @param modes permissions if the file is created
     * @param sync whether lines are on disk when {@link #add} returns
     */
    public LineFile(Path file, FileModes modes, Storage.Sync sync) {
        this.file = file;
        this.modes = modes;
        this.sync = sync;
    }

    /** Appends lines, including their terminators. Either all are added or, if the file can be truncated, none. */
    public void add(byte[] lines) throws IOException {
        byte[] end = lines.length == 0 || tail().isEmpty() ? new byte[0] : new byte[] {'\n'};
        append(ByteBuffer.allocate(end.length + lines.length)
                .put(end)
                .put(lines)
                .flip());
    }

    /** Appends text at the end of the file, even in the middle of a line. */
    public void continueWith(byte[] text) throws IOException {
        append(ByteBuffer.wrap(text));
    }

    private void append(ByteBuffer bytes) throws IOException {
        try (FileChannel out = modes.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            long before = out.size();
            try {
                while (bytes.hasRemaining()) {
                    out.write(bytes);
                }
                if (sync == Storage.Sync.ON_CLOSE) {
                    out.force(true);
                }
            } catch (IOException e) {
                remove(out, before, bytes.position());
                throw e;
            }
        }
    }

    /** Unless somebody else has appended to the file since. */
    private static void remove(FileChannel out, long before, int written) {
        try {
            if (written > 0 && out.size() == before + written) {
                out.truncate(before);
            }
        } catch (IOException onlyAppended) {
            // The next line begins on a line of its own.
        }
    }

    /** The text after the last line terminator: part of an incomplete line. Mostly empty. */
    public String tail() throws IOException {
        if (!Files.exists(file)) {
            return "";
        }
        try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
            if (endsWithLine(in)) {
                return "";
            }
            byte[] end = new byte[(int) Math.min(LONGEST, in.length())];
            in.seek(in.length() - end.length);
            in.readFully(end);
            String text = new String(end, StandardCharsets.UTF_8);
            return text.substring(text.lastIndexOf('\n') + 1);
        }
    }

    private static boolean endsWithLine(RandomAccessFile in) throws IOException {
        if (in.length() == 0) {
            return true;
        }
        in.seek(in.length() - 1);
        return in.read() == '\n';
    }
}

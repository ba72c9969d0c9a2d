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
 * A file on a local disk that lines are added to. A disk that fills up in the middle of a line leaves no part of it: what was written is
 * removed again. Where that is not allowed (the file can only be appended to), or the process was killed, the next line still begins
 * on a line of its own.
 */
public final class LineFile {
    /** No line is longer. */
    private static final int LONGEST = 1 << 20;

    private final Path file;
    private final FileModes modes;
    private final Storage.Sync sync;

    /**
     * @param modes of the file if it is made by this
     * @param sync whether lines are on disk when {@link #add} returns
     */
    public LineFile(Path file, FileModes modes, Storage.Sync sync) {
        this.file = file;
        this.modes = modes;
        this.sync = sync;
    }

    /** Adds lines, each with its line end. Either all are added or, where the file can be cut, none. */
    public void add(byte[] lines) throws IOException {
        byte[] end = lines.length == 0 || tail().isEmpty() ? new byte[0] : new byte[] {'\n'};
        append(ByteBuffer.allocate(end.length + lines.length)
                .put(end)
                .put(lines)
                .flip());
    }

    /** Adds text to where the file ends, also in the middle of a line. */
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

    /** Unless somebody else has added to the file since. */
    private static void remove(FileChannel out, long before, int written) {
        try {
            if (written > 0 && out.size() == before + written) {
                out.truncate(before);
            }
        } catch (IOException onlyAppended) {
            // The next line begins on one of its own.
        }
    }

    /** What stands behind the last line end: part of a line that was not written in full. Mostly empty. */
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

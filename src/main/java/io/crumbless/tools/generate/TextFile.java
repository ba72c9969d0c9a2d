package io.crumbless.tools.generate;

import io.crumbless.columnar.storage.Location;
import io.crumbless.columnar.storage.Storage;
import io.crumbless.columnar.storage.StorageException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;

/** Writes text to a file through a buffer. Not thread-safe. */
final class TextFile implements AutoCloseable {
    private static final int FLUSH_CHARS = 1 << 16;

    private final Location file;
    private final Charset encoding;
    private final OutputStream out;
    private final IsoTimes times = new IsoTimes();
    private final StringBuilder text = new StringBuilder(FLUSH_CHARS + (1 << 12));
    private long bytes;

    TextFile(Location file, Charset encoding) {
        this.file = file;
        this.encoding = encoding;
        this.out = Storage.of(file).create(file);
    }

    /** The buffer; append text to it and call {@link #flushIfLong}. */
    StringBuilder text() {
        return text;
    }

    void appendAscii(byte[] ascii, int length) {
        for (int i = 0; i < length; i++) {
            text.append((char) ascii[i]);
        }
    }

    void appendTime(long micros) {
        times.append(text, micros);
    }

    /** To be called after each row. */
    void flushIfLong() {
        if (text.length() >= FLUSH_CHARS) {
            flush();
        }
    }

    private void flush() {
        byte[] encoded = text.toString().getBytes(encoding);
        text.setLength(0);
        bytes += encoded.length;
        try {
            out.write(encoded);
        } catch (IOException e) {
            throw cannotWrite(e);
        }
    }

    long finish() {
        flush();
        close();
        return bytes;
    }

    @Override
    public void close() {
        try {
            out.close();
        } catch (IOException e) {
            throw cannotWrite(e);
        }
    }

    private StorageException cannotWrite(IOException e) {
        return new StorageException("Cannot write " + file + ": " + e.getMessage() + "; check the free space", e);
    }
}

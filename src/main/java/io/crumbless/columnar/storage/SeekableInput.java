package io.crumbless.columnar.storage;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/** A file open for reading at any position. Not thread-safe. */
public interface SeekableInput extends Closeable {
    /** Bytes from the start of the file. */
    long position() throws IOException;

    void seek(long position) throws IOException;

    /** Reads into {@code buffer} and returns the number of bytes read, -1 at the end of the file. */
    int read(ByteBuffer buffer) throws IOException;
}

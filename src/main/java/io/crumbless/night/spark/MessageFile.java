package io.crumbless.night.spark;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.NoSuchElementException;
import scala.Tuple2;

/** Messages by number of their receiver: written one after the other, then read once. Not thread-safe. */
final class MessageFile implements Closeable {
    private static final int BUFFER = 1 << 16;

    private final Path file;
    private final DataOutputStream out;
    private int written;

    MessageFile(TaskFolder folder) throws IOException {
        this.file = folder.path().resolve("messages");
        this.out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file), BUFFER));
    }

    void add(int to, byte[] message) {
        try {
            out.writeInt(to);
            out.writeInt(message.length);
            out.write(message);
            written++;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** All messages; the file is closed when the task ends. */
    Iterator<Tuple2<Integer, byte[]>> read() throws IOException {
        out.close();
        DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file), BUFFER));
        AtTaskEnd.close(in);
        return new Messages(in, written);
    }

    @Override
    public void close() throws IOException {
        out.close();
    }

    private static final class Messages implements Iterator<Tuple2<Integer, byte[]>> {
        private final DataInputStream in;
        private int left;

        Messages(DataInputStream in, int left) {
            this.in = in;
            this.left = left;
        }

        @Override
        public boolean hasNext() {
            return left > 0;
        }

        @Override
        public Tuple2<Integer, byte[]> next() {
            if (left-- <= 0) {
                throw new NoSuchElementException();
            }
            try {
                int to = in.readInt();
                byte[] message = new byte[in.readInt()];
                in.readFully(message);
                return new Tuple2<>(to, message);
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }
    }
}

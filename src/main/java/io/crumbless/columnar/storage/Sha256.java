package io.crumbless.columnar.storage;

import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 of bytes while they are read or written, as 64 lower-case hexadecimal digits. */
public final class Sha256 {
    private static final int BUFFER_BYTES = 1 << 16;

    private Sha256() {}

    public static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(newDigest().digest(bytes));
    }

    /** The hash of an entire file. */
    public static String ofFile(Location file) {
        return of(file, Storage.of(file).open(file));
    }

    /** The hash of an entire file that was listed, without looking it up again. */
    public static String ofFile(FileEntry file) {
        return of(file.location(), Storage.of(file.location()).open(file));
    }

    private static String of(Location file, InputStream opened) {
        try (Reading in = new Reading(opened)) {
            byte[] buffer = new byte[BUFFER_BYTES];
            while (in.read(buffer) >= 0) {
                // hashed by reading
            }
            return in.hex();
        } catch (IOException e) {
            throw new StorageException("Cannot read " + file + ": " + IoReason.of(e), e);
        }
    }

    static MessageDigest newDigest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    /** Counts and hashes the bytes read through it; skipped bytes are read. */
    public static final class Reading extends FilterInputStream {
        private final MessageDigest digest = newDigest();
        private long bytes;

        public Reading(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int b = in.read();
            if (b >= 0) {
                digest.update((byte) b);
                bytes++;
            }
            return b;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int count = in.read(buffer, offset, length);
            if (count > 0) {
                digest.update(buffer, offset, count);
                bytes += count;
            }
            return count;
        }

        @Override
        public long skip(long count) throws IOException {
            byte[] buffer = new byte[(int) Math.min(BUFFER_BYTES, Math.max(count, 0))];
            return buffer.length == 0 ? 0 : Math.max(0, read(buffer));
        }

        @Override
        public boolean markSupported() {
            return false;
        }

        /** Bytes read so far. */
        public long bytes() {
            return bytes;
        }

        /** Hash of the bytes read so far; to be called once, at the end. */
        public String hex() {
            return HexFormat.of().formatHex(digest.digest());
        }
    }

    /** Counts and hashes the bytes written through it. */
    public static final class Writing extends FilterOutputStream {
        private final MessageDigest digest = newDigest();
        private long bytes;

        public Writing(OutputStream out) {
            super(out);
        }

        @Override
        public void write(int b) throws IOException {
            out.write(b);
            digest.update((byte) b);
            bytes++;
        }

        @Override
        public void write(byte[] buffer, int offset, int length) throws IOException {
            out.write(buffer, offset, length);
            digest.update(buffer, offset, length);
            bytes += length;
        }

        /** Bytes written so far. */
        public long bytes() {
            return bytes;
        }

        /** Hash of the bytes written so far; to be called once, at the end. */
        public String hex() {
            return HexFormat.of().formatHex(digest.digest());
        }
    }
}

package io.crumbless.columnar.text;

import io.crumbless.columnar.storage.Location;
import io.crumbless.columnar.storage.Storage;
import io.crumbless.process.Failure;
import io.crumbless.process.Failure.ErrorCategory;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The text of a delivered file, unpacked if it is packed. A damaged or truncated file ends with a {@link Failure} for
 * the supplier, so that its first half is never taken for the entire file.
 */
public final class UnpackedInput extends InputStream {
    private final Packed packed;
    private final @Nullable Packing packing;
    private final UnpackLimits limits;
    private final String name;
    private @Nullable InputStream in;
    private long bytes;

    /**
     * Opens the text.
     *
     * @param file its bytes as delivered; closed with this stream
     * @param name name of the file, for messages
     * @throws IOException if the file system fails
     */
    public UnpackedInput(InputStream file, String name, UnpackLimits limits) throws IOException {
        PushbackInputStream start = new PushbackInputStream(file, Packing.BYTES);
        byte[] first = start.readNBytes(Packing.BYTES);
        start.unread(first);
        this.packed = new Packed(start);
        this.packing = Packing.of(first);
        this.limits = limits;
        this.name = name;
        this.in = packing == null ? packed : null;
    }

    /** A file's text, not buffered; its size was checked when it was counted. */
    public static UnpackedInput open(Location file) throws IOException {
        InputStream in = Storage.of(file).open(file);
        try {
            return new UnpackedInput(in, file.text(), UnpackLimits.NONE);
        } catch (IOException | RuntimeException e) {
            in.close();
            throw e;
        }
    }

    /** The format in which the file is packed; empty if it is not. */
    public Optional<Packing> packing() {
        return Optional.ofNullable(packing);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        int count;
        do {
            count = read(one, 0, 1);
        } while (count == 0);
        return count < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        Packing how = packing;
        return how == null ? packed.read(buffer, offset, length) : unpack(how, buffer, offset, length);
    }

    private int unpack(Packing how, byte[] buffer, int offset, int length) throws IOException {
        int count;
        try {
            InputStream unpacking = in == null ? how.unpacking(packed) : in;
            in = unpacking;
            count = unpacking.read(buffer, offset, length);
        } catch (ZipOfOne.NotOneFile e) {
            throw new Failure(ErrorCategory.INPUT, "Cannot read " + name + ": " + e.getMessage(), e);
        } catch (IOException | RuntimeException e) {
            if (packed.failed != null) {
                throw packed.failed;
            }
            throw new Failure(
                    ErrorCategory.INPUT,
                    "Cannot read " + name + ": it is " + how.what() + ", and damaged or cut short near byte "
                            + packed.bytes + "; deliver it again, whole",
                    e);
        }
        bytes += Math.max(0, count);
        requireWithinLimits();
        return count;
    }

    private void requireWithinLimits() {
        String exceeded = limits.exceeded(bytes, packed.bytes);
        if (!exceeded.isEmpty()) {
            throw new Failure(
                    ErrorCategory.INPUT,
                    "Cannot read " + name + ": its first " + packed.bytes + " bytes unpack to more than " + exceeded
                            + " allows; raise it if the file is meant to be so, or have it delivered in parts");
        }
    }

    @Override
    public void close() throws IOException {
        try (packed;
                InputStream unpacking = in) {
            // Both, even if the first throws.
        }
    }

    /** The delivered bytes, counted. Distinguishes failures of the file system from corrupt data. */
    private static final class Packed extends FilterInputStream {
        private long bytes;
        private @Nullable IOException failed;

        Packed(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            try {
                int count = in.read(buffer, offset, length);
                bytes += Math.max(0, count);
                return count;
            } catch (IOException e) {
                failed = e;
                throw e;
            }
        }

        @Override
        public long skip(long count) throws IOException {
            int wanted = (int) Math.min(count, 1 << 13);
            return wanted <= 0 ? 0 : Math.max(0, read(new byte[wanted]));
        }

        @Override
        public boolean markSupported() {
            return false;
        }
    }
}
